using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Addresses of a header (RFC 5322, 3.4), with groups, comments and the mistakes of real mail.</summary>
internal static class AddressHeader
{
    private const int Most = 5_000;
    private const int MostLetters = 256 * 1024;

    /// <summary>Everybody named, in order.</summary>
    public static IReadOnlyList<MailPerson> Read(byte[]? raw)
    {
        var text = raw is null ? "" : Charsets.Decode(raw.AsSpan(0, Math.Min(raw.Length, MostLetters)), null);
        return [.. Split(text).SelectMany(ReadPiece).Take(Most)];
    }

    // At commas and semicolons that stand for themselves; the name of a group is left out, also where the one before was never ended.
    private static List<string> Split(string text)
    {
        var pieces = new List<string>();
        var scanner = new AddressScanner(text);
        var (start, closed) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            var next = scanner.After(at);
            if (text[at] is ',' or ';')
            {
                pieces.Add(text[start..at]);
                start = next;
            }
            else if (text[at] == ':' && IsGroupName(text.AsSpan(start, at - start)))
            {
                start = next;
            }
            else if (text[at] == '<' && next > at + 1)
            {
                if (closed > start)
                {
                    pieces.Add(text[start..closed]); // the comma between two was forgotten
                    start = closed;
                }

                closed = text.AsSpan(at, next - at).Contains('@') ? next : closed;
            }

            at = next;
        }

        pieces.Add(text[start..]);
        return pieces;
    }

    private static bool IsGroupName(ReadOnlySpan<char> text) => text.IndexOfAny('@', '<') < 0 && !text.Trim().Equals("mailto", StringComparison.OrdinalIgnoreCase);

    // One, or several bare addresses with nothing but blanks between them.
    private static IEnumerable<MailPerson> ReadPiece(string piece)
    {
        var words = piece.AsSpan().IndexOfAny("<>()\"") >= 0 ? [] : piece.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && Array.TrueForAll(words, word => word.IndexOf('@', StringComparison.Ordinal) is > 0 and var sign && sign < word.Length - 1)
            ? words.Select(word => new MailPerson(Tidy(word), null))
            : ReadOne(piece) is { } one ? [one] : [];
    }

    private static MailPerson? ReadOne(string piece)
    {
        var (bare, comments) = WithoutComments(piece);
        var open = Find(bare, '<');
        if (open < 0)
        {
            return WithoutAngles(bare.Trim(), comments);
        }

        // Angles may stand in a name too.
        var last = bare.LastIndexOf('<');
        open = last > open && !bare[open..last].Contains('@', StringComparison.Ordinal) ? last : open;
        var close = bare.IndexOf('>', open);
        var address = Tidy(close < 0 ? bare[(open + 1)..] : bare[(open + 1)..close]);
        var name = NameOf(bare[..open]) ?? (close < 0 ? null : NameOf(bare[(close + 1)..])) ?? NameOf(comments);
        return (address.Length == 0 && name is null) || IsEmptyGroup(address) ? null : new MailPerson(address, name);
    }

    // A group without anybody in it, which a program took for an address.
    private static bool IsEmptyGroup(string address) => address.TrimEnd(';', ' ').EndsWith(':') && !address.Contains('@', StringComparison.Ordinal);

    // A name alone, an address alone, a name before an address that has lost its angles. What is encoded is never an address: it would not look like the one it becomes.
    private static MailPerson? WithoutAngles(string text, string comments)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (text is ['"', .. var within, '"'] && within.AsSpan().IndexOfAny(" \"\\") < 0 && within.AsSpan().Count('@') == 1)
        {
            text = within;
        }

        var isQuoted = text[0] == '"';
        var blank = text.LastIndexOf(' ');
        var isLone = !text.Contains('@', StringComparison.Ordinal) && comments.Length == 0;
        return IsEmptyGroup(text.Trim('"')) ? null
            : isLone ? new MailPerson("", NameOf(text))
            : !text.Contains(' ', StringComparison.Ordinal) || (isQuoted && text.Contains("\"@", StringComparison.Ordinal)) ? new MailPerson(Tidy(text), NameOf(comments))
            : !text.Contains('@', StringComparison.Ordinal) ? new MailPerson("", NameOf(text))
            : text.EndsWith(']') && text.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket && text[bracket - 1] == ' ' ? new MailPerson(Tidy(text[bracket..]), NameOf(text[..bracket]) ?? NameOf(comments))
            : Tidy(text) is var whole && !whole.Contains(' ', StringComparison.Ordinal) ? new MailPerson(whole, NameOf(comments))
            : text.IndexOf('@', blank) > 0 ? new MailPerson(Tidy(text[blank..]), NameOf(text[..blank]) ?? NameOf(comments))
            : new MailPerson(Tidy(text.Split(' ').First(word => word.Contains('@', StringComparison.Ordinal))), NameOf(comments));
    }

    private static string Tidy(string address)
    {
        var bare = address.Trim().Trim('\'', '<', '>').Trim();
        bare = bare.StartsWith('[') ? bare.Trim('[', ']') : bare;

        // A route before the address (RFC 5322, 4.4) is nobody's address.
        var route = bare.StartsWith('@') ? bare.IndexOf(':', StringComparison.Ordinal) : -1;
        bare = bare[(route + 1)..];
        bare = bare.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? bare[7..] : bare;
        return bare.StartsWith('"') ? bare : string.Join('@', bare.Split('@').Select(side => string.Join('.', side.Split('.').Select(word => word.Trim()))));
    }

    private static string? NameOf(string phrase)
    {
        var text = new StringBuilder();
        for (var at = 0; at < phrase.Length; at++)
        {
            if (phrase[at] == '\\' && at + 1 < phrase.Length)
            {
                text.Append(phrase[++at]);
            }
            else if (phrase[at] != '"')
            {
                text.Append(phrase[at]);
            }
        }

        var name = EncodedWords.Decode(Encoding.UTF8.GetBytes(text.ToString())).Trim().Trim('\'').Trim();
        return name.Length == 0 ? null : name;
    }

    private static int Find(string text, char sought)
    {
        var scanner = new AddressScanner(text);
        for (var at = 0; at < text.Length; at = scanner.After(at))
        {
            if (text[at] == sought)
            {
                return at;
            }
        }

        return text.IndexOf(sought, StringComparison.Ordinal);
    }

    private static (string Text, string Comments) WithoutComments(string text)
    {
        if (!text.Contains('(', StringComparison.Ordinal))
        {
            return (text, "");
        }

        var (bare, comments) = (new StringBuilder(), new StringBuilder());
        var scanner = new AddressScanner(text);
        for (var at = 0; at < text.Length;)
        {
            var next = scanner.After(at);
            if (text[at] == '(' && next > at + 1)
            {
                comments.Append(comments.Length > 0 ? " " : "").Append(text, at + 1, next - at - 2);
            }
            else if (text[at] == '<' && next > at + 1)
            {
                bare.Append(WithoutCommentsInside(text[at..next]));
            }
            else
            {
                bare.Append(text, at, next - at);
            }

            at = next;
        }

        return (bare.ToString(), comments.ToString());
    }

    private static string WithoutCommentsInside(string angled) => "<" + WithoutComments(angled[1..]).Text;
}
