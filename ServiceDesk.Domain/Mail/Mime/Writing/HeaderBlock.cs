using System.Text;

namespace ServiceDesk.Domain.Mail.Mime.Writing;

/// <summary>Header fields as they are sent: folded (RFC 5322, 2.2.3), letters beyond ASCII in encoded words (RFC 2047), and never more fields than were meant.</summary>
internal sealed class HeaderBlock
{
    private const int LineLength = 76;
    private const int MostWordLength = 900; // what cannot be folded must stay under 998 (RFC 5322, 2.1.1)

    private readonly StringBuilder _text = new();

    /// <summary>Text for people. Line breaks and other control characters in it become spaces.</summary>
    public HeaderBlock Text(string name, string value) => Words(name, HeaderText.Of(value));

    /// <summary>A value with a form of its own, in ASCII. Throws <see cref="ArgumentException"/> when it would break its line.</summary>
    public HeaderBlock Exact(string name, string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return value.Any(c => c is < ' ' or > '~') || Array.Exists(words, word => word.Length > MostWordLength)
            ? throw new ArgumentException($"The header {name} takes one line of ASCII.", nameof(value))
            : Words(name, words);
    }

    /// <summary>A value with parameters, each of which is kept whole (RFC 2045, 5.1). All in ASCII.</summary>
    public HeaderBlock Exact(string name, string value, IReadOnlyList<string> parameters) => parameters.Append(value).Any(word => word.Any(c => c is < ' ' or > '~'))
        ? throw new ArgumentException($"The header {name} takes one line of ASCII.", nameof(value))
        : Words(name, [value + (parameters.Count > 0 ? ";" : ""), .. parameters.Select((word, index) => word + (index < parameters.Count - 1 ? ";" : ""))]);

    /// <summary>People (RFC 5322, 3.4); nothing when there are none.</summary>
    public HeaderBlock People(string name, IReadOnlyList<Mailbox> people) => people.Count == 0 ? this
        : Words(name, [.. people.SelectMany((person, index) => WordsOf(person, isLast: index == people.Count - 1))]);

    /// <summary>Message-IDs (RFC 5322, 3.6.4); nothing when there are none. Throws <see cref="ArgumentException"/> for what is none.</summary>
    public HeaderBlock Ids(string name, params IEnumerable<string> ids)
    {
        var words = ids.Select(id => IsId(id)
            ? $"<{id}>"
            : throw new ArgumentException($"The header {name} takes message ids.", nameof(ids))).ToList();
        return words.Count == 0 ? this : Words(name, words);
    }

    /// <summary>Whether this can be written as a Message-ID, between angle brackets that it does not have itself.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= MostWordLength && id.All(c => c is > ' ' and <= '~' and not ('<' or '>'));

    /// <summary>The block, with the empty line that ends it.</summary>
    public byte[] End() => Encoding.UTF8.GetBytes(_text.Append("\r\n").ToString());

    private HeaderBlock Words(string name, IReadOnlyList<string> words)
    {
        if (name.Length == 0 || name.Any(c => c is <= ' ' or > '~' or ':'))
        {
            throw new ArgumentException("Not the name of a header.", nameof(name));
        }

        _text.Append(name).Append(':');
        var length = name.Length + 1;
        foreach (var word in words)
        {
            if (length + 1 + word.Length > LineLength && length > name.Length + 1)
            {
                _text.Append("\r\n");
                length = 0;
            }

            _text.Append(' ').Append(word);
            length += 1 + word.Length;
        }

        _text.Append("\r\n");
        return this;
    }

    private static IEnumerable<string> WordsOf(Mailbox person, bool isLast)
    {
        var end = isLast ? "" : ",";
        return person.Name is { } name
            ? [.. HeaderText.OfName(name), $"<{person.WireAddress}>{end}"]
            : [person.WireAddress + end];
    }
}
