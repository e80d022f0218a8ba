using System.Globalization;
using System.Text;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>A piece of an answer: a word, a list of pieces, or bytes that were handed on.</summary>
/// <param name="Text">The word; null for NIL, a list, or what was handed on.</param>
/// <param name="Items">The list's pieces; null when it is none.</param>
/// <param name="Bytes">How many bytes were handed on; null when none were.</param>
internal sealed record ImapToken(string? Text, IReadOnlyList<ImapToken>? Items = null, long? Bytes = null);

/// <summary>Takes an answer apart line by line, as literals part it (RFC 3501, 4 and 9). Whatever is not as it should be ends it.</summary>
internal sealed class ImapTokens
{
    private const int MostDepth = 16;
    private const int MostTokens = 20_000;

    private readonly Stack<List<ImapToken>> _open = new([[]]);
    private int _count;

    /// <summary>The word before the place reached; null when there is none.</summary>
    public string? Last => _open.Peek() is [.., var last] ? last.Text : null;

    /// <summary>Reads a line on; how many bytes the literal has that follows it, null when the answer is at its end.</summary>
    public long? Read(string line)
    {
        for (var at = 0; at < line.Length;)
        {
            switch (line[at])
            {
                case ' ':
                    at++;
                    break;
                case '(' when _open.Count <= MostDepth:
                    _open.Push([]);
                    at++;
                    break;
                case ')' when _open.Count > 1:
                    var items = _open.Pop();
                    Add(new ImapToken(null, items));
                    at++;
                    break;
                case '"':
                    at = Quoted(line, at + 1);
                    break;
                case '{':
                    return Literal(line[at..]);
                case '(' or ')':
                    throw Wrong(line);
                default:
                    at = Atom(line, at);
                    break;
            }
        }

        return _open.Count == 1 ? null : throw Wrong(line);
    }

    public void Add(ImapToken token)
    {
        if (++_count > MostTokens)
        {
            throw new WireException(WireFault.NotUnderstood, "The server's answer has too many parts.");
        }

        _open.Peek().Add(token);
    }

    /// <summary>All of it.</summary>
    public IReadOnlyList<ImapToken> End() => _open.Peek();

    private int Quoted(string line, int at)
    {
        var text = new StringBuilder();
        while (at < line.Length && line[at] != '"')
        {
            at += line[at] == '\\' ? 1 : 0;
            text.Append(at < line.Length ? line[at] : throw Wrong(line));
            at++;
        }

        Add(new ImapToken(at < line.Length ? text.ToString() : throw Wrong(line)));
        return at + 1;
    }

    private int Atom(string line, int at)
    {
        var end = at;
        while (end < line.Length && line[end] is not (' ' or '(' or ')' or '"' or '{'))
        {
            // BODY[HEADER.FIELDS (TO)] is one word, blanks and all.
            end = line[end] == '[' ? line.IndexOf(']', end) is >= 0 and var close ? close + 1 : throw Wrong(line) : end + 1;
        }

        var text = line[at..end];
        Add(new ImapToken(text.Equals("NIL", StringComparison.OrdinalIgnoreCase) ? null : text));
        return end;
    }

    private static long Literal(string mark) =>
        mark.EndsWith('}') && long.TryParse(mark.AsSpan(1, mark.Length - 2).TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : throw Wrong(mark);

    private static WireException Wrong(string line) =>
        new(WireFault.NotUnderstood, $"This is no answer of an IMAP server: {(line.Length <= 200 ? line : line[..200])}");
}
