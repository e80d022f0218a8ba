using System.Text;

namespace ServiceDesk.Domain.Mail.Mime.Writing;

/// <summary>A file's name as a parameter of a header: quoted where ASCII can say it, else percent-encoded, in pieces where it is long (RFC 2231, 3 and 4).</summary>
internal static class HeaderParameter
{
    private const int MostNameLength = 200;
    private const int PieceLength = 54;

    /// <summary>The parameter, in as many pieces as it takes.</summary>
    public static IReadOnlyList<string> Of(string name, string value)
    {
        var file = FileName(value);
        if (file.Length <= PieceLength && file.All(c => c is >= ' ' and <= '~' and not ('"' or '\\' or '%')))
        {
            return [$"{name}=\"{file}\""];
        }

        var pieces = Pieces("utf-8''", file).ToList();
        return pieces.Count == 1 ? [$"{name}*={pieces[0]}"] : [.. pieces.Select((piece, index) => $"{name}*{index}*={piece}")];
    }

    // A name, never a path: what the reader's program makes of a slash is not left to it.
    private static string FileName(string value)
    {
        var name = HeaderText.OneLine(string.Concat(value.EnumerateRunes().Take(MostNameLength).Select(rune => rune.ToString())));
        name = name.Replace('/', '_').Replace('\\', '_');
        return name.Length == 0 ? "file" : name;
    }

    private static IEnumerable<string> Pieces(string start, string file)
    {
        var piece = new StringBuilder(start);
        foreach (var letter in Encoding.UTF8.GetBytes(file))
        {
            if (piece.Length > PieceLength)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            var c = (char)letter;
            _ = char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? piece.Append(c) : piece.Append('%').Append(letter.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        yield return piece.ToString();
    }
}
