using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>The lines that divide the parts of the multiparts that are open (RFC 2046, 5.1.1), also where programs get them wrong.</summary>
internal sealed class Boundaries
{
    private const int Most = 100;
    private const int MostLetters = 200; // twice and more what RFC 2046 allows

    private readonly List<(byte[] Text, int Level)> _all = [];

    /// <summary>How many multiparts are open, one within the other.</summary>
    public int Depth { get; private set; }

    /// <summary>The multipart whose first part is awaited; null while parts are read.</summary>
    public int? Awaited { get; set; }

    /// <summary>Begins a multipart divided by these letters, dashes included, or by letters nobody named; its level.</summary>
    public int Open(byte[]? text)
    {
        if (text is not null)
        {
            _all.Add((text, Depth));
        }

        return Depth++;
    }

    /// <summary>Ends a multipart. Where one around it cut it off, its lines still divide parts and are no text: some program has put its own into the middle of it.</summary>
    public void Close(int level, bool isWhole)
    {
        Depth = level;
        for (var at = _all.Count - 1; at >= 0; at--)
        {
            if (_all[at].Level < level)
            {
                continue;
            }

            if (isWhole || level == 0 || _all.Count > Most)
            {
                _all.RemoveAt(at);
            }
            else
            {
                _all[at] = (_all[at].Text, level - 1);
            }
        }
    }

    /// <summary>What a line divides. The innermost boundary wins; one of an outer multipart ends the inner ones that nobody closed.</summary>
    public BoundaryHit Find(ReadOnlySpan<byte> line, MailLines lines)
    {
        if (Depth == 0)
        {
            return BoundaryHit.None;
        }

        var text = line.TrimEnd(" \t\r\n"u8);
        var hit = lines.StartsLine && text.StartsWith("--"u8) ? FindLine(text) : BoundaryHit.None;
        hit = hit.Level >= 0 ? hit : FindEnd(text);
        return hit.Level < 0 && Awaited is { } level && lines.StartsLine && text.StartsWith("--"u8) && text.Length is > 2 and <= MostLetters ? Adopt(text.ToArray(), level, lines) : hit;
    }

    private BoundaryHit FindLine(ReadOnlySpan<byte> text)
    {
        for (var at = _all.Count - 1; at >= 0; at--)
        {
            var (boundary, level) = _all[at];
            if (text.StartsWith(boundary))
            {
                var rest = text[boundary.Length..];
                if (rest.IsEmpty || rest.StartsWith("--"u8) || rest[0] is (byte)' ' or (byte)'\t')
                {
                    return new BoundaryHit(level, rest.StartsWith("--"u8), 0);
                }
            }
        }

        return BoundaryHit.None;
    }

    // The end, behind a text that somebody forgot to end with a line end.
    private BoundaryHit FindEnd(ReadOnlySpan<byte> text)
    {
        for (var at = _all.Count - 1; at >= 0 && text.EndsWith("--"u8); at--)
        {
            var (boundary, level) = _all[at];
            if (level == Depth - 1 && text[..^2].EndsWith(boundary) && text.Length > boundary.Length + 2)
            {
                return new BoundaryHit(level, true, text.Length - boundary.Length - 2);
            }
        }

        return BoundaryHit.None;
    }

    // A line of dashes with a part's header below it, where the header of the whole names another boundary or none.
    private BoundaryHit Adopt(byte[] text, int level, MailLines lines)
    {
        const string field = "content-";
        var ahead = lines.Peek();
        if (ahead.Length < field.Length || !Ascii.EqualsIgnoreCase(ahead[..field.Length], field))
        {
            return BoundaryHit.None;
        }

        _all.Add((text, level));
        return new BoundaryHit(level, false, 0);
    }
}

/// <summary>A line that divides parts.</summary>
/// <param name="Level">Of which multipart, counted from the outermost; -1 where it is no such line.</param>
/// <param name="Closes">Whether that multipart is over.</param>
/// <param name="At">Where in the line it begins: further on where text stands before it.</param>
internal readonly record struct BoundaryHit(int Level, bool Closes, int At)
{
    /// <summary>No such line.</summary>
    public static BoundaryHit None { get; } = new(-1, false, 0);
}
