using System.Text;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Somebody in a header of addresses.</summary>
/// <param name="Address">The address, as written; empty where there is only a name.</param>
/// <param name="Name">The name; null when there is none.</param>
public sealed record MailPerson(string Address, string? Name);

/// <summary>Addresses of a header (RFC 5322, 3.4), with groups, comments and the mistakes of real mail.</summary>
internal static class AddressHeader
{
    private const int Most = 5_000;

    /// <summary>Everybody named, in order.</summary>
    public static IReadOnlyList<MailPerson> Read(byte[]? raw)
    {
        var people = new List<MailPerson>();
        if (raw is not null)
        {
            foreach (var piece in Split(Charsets.Decode(raw, null)))
            {
                if (people.Count < Most && ReadOne(piece) is { } person)
                {
                    people.Add(person);
                }
            }
        }

        return people;
    }

    private static MailPerson? ReadOne(string piece)
    {
        var open = Outside(piece, '<');
        if (open >= 0)
        {
            var close = piece.IndexOf('>', open);
            var address = Tidy(close < 0 ? piece[(open + 1)..] : piece[(open + 1)..close]);
            var name = NameOf(piece[..open]);
            return address.Length > 0 || name is not null ? new MailPerson(address, name) : null;
        }

        var (bare, comment) = WithoutComments(piece);
        bare = bare.Trim();
        return bare.Contains('@', StringComparison.Ordinal) || comment is not null ? new MailPerson(Tidy(bare), comment is null ? null : NameOf(comment))
            : bare.Length > 0 ? new MailPerson(bare.Contains(' ', StringComparison.Ordinal) ? "" : Tidy(bare), bare.Contains(' ', StringComparison.Ordinal) ? NameOf(bare) : null)
            : null;
    }

    private static string Tidy(string address)
    {
        var bare = WithoutComments(address).Text.Trim().Trim('\'', '<', '>').Trim();

        // A route before the address (RFC 5322, 4.4) is nobody's address.
        var route = bare.StartsWith('@') ? bare.IndexOf(':', StringComparison.Ordinal) : -1;
        bare = bare[(route + 1)..];
        return bare.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? bare[7..] : bare.Replace(" @", "@", StringComparison.Ordinal).Replace("@ ", "@", StringComparison.Ordinal);
    }

    private static string? NameOf(string phrase)
    {
        var text = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < phrase.Length; at++)
        {
            if (phrase[at] == '\\' && isQuoted && at + 1 < phrase.Length)
            {
                text.Append(phrase[++at]);
            }
            else if (phrase[at] == '"')
            {
                isQuoted = !isQuoted;
            }
            else
            {
                text.Append(phrase[at]);
            }
        }

        var name = EncodedWords.Decode(Encoding.UTF8.GetBytes(text.ToString())).Trim().Trim('\'').Trim();
        return name.Length == 0 ? null : name;
    }

    // At commas and semicolons that stand for themselves; the name of a group is left out.
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var state = new Nesting();
        for (var at = 0; at < text.Length; at++)
        {
            if (!state.IsPlain(text, ref at))
            {
                continue;
            }

            if (text[at] is ',' or ';')
            {
                yield return text[start..at];
                start = at + 1;
            }
            else if (text[at] == ':' && !text[start..at].Contains('@', StringComparison.Ordinal) && !text[start..at].TrimStart().StartsWith("mailto", StringComparison.OrdinalIgnoreCase))
            {
                start = at + 1;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private static int Outside(string text, char sought)
    {
        var state = new Nesting { KeepsAngles = false };
        for (var at = 0; at < text.Length; at++)
        {
            if (state.IsPlain(text, ref at) && text[at] == sought)
            {
                return at;
            }
        }

        return text.IndexOf(sought, StringComparison.Ordinal);
    }

    private static (string Text, string? Comment) WithoutComments(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        return open >= 0 && close > open ? (text[..open] + text[(close + 1)..], text[(open + 1)..close]) : (text, null);
    }

    /// <summary>Whether a letter stands outside quotes, comments and angles.</summary>
    private struct Nesting
    {
        private bool _isQuoted;
        private int _comments;
        private bool _isAngled;

        public Nesting()
        {
        }

        public bool KeepsAngles { get; init; } = true;

        public bool IsPlain(string text, ref int at)
        {
            var letter = text[at];
            if (letter == '\\' && (_isQuoted || _comments > 0))
            {
                at = Math.Min(at + 1, text.Length - 1);
                return false;
            }

            if (letter == '"' && _comments == 0)
            {
                // A quote that nobody closes is a letter like any other.
                _isQuoted = !_isQuoted && text.IndexOf('"', at + 1) >= 0;
                return false;
            }

            if (_isQuoted)
            {
                return false;
            }

            if (letter == '(' && text.IndexOf(')', at) >= 0)
            {
                _comments++;
                return false;
            }

            if (letter == ')' && _comments > 0)
            {
                _comments--;
                return false;
            }

            if (_comments > 0)
            {
                return false;
            }

            if (KeepsAngles && letter == '<' && text.IndexOf('>', at) >= 0)
            {
                _isAngled = true;
            }
            else if (letter == '>')
            {
                _isAngled = false;
            }

            return !_isAngled;
        }
    }
}
