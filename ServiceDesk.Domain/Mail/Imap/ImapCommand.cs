using System.Text;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>A command and its arguments, each written so that it is no more than an argument (RFC 3501, 4.3 and 9).</summary>
internal sealed class ImapCommand(string verb)
{
    private const int MostQuoted = 1000;
    private readonly StringBuilder _text = new(verb);
    private readonly List<(string Text, byte[] Literal)> _before = [];

    /// <summary>What goes before each literal, and the literal; the server is asked for leave before each.</summary>
    public IReadOnlyList<(string Text, byte[] Literal)> Before => _before;

    /// <summary>What goes after the last literal.</summary>
    public string Rest => _text.ToString();

    /// <summary>Words of the protocol, never a stranger's.</summary>
    public ImapCommand And(string words)
    {
        _text.Append(' ').Append(words);
        return this;
    }

    /// <summary>A folder's name.</summary>
    public ImapCommand Folder(string name) => Text(ModifiedUtf7.Encode(name));

    /// <summary>Any text.</summary>
    public ImapCommand Text(string text)
    {
        if (text.Length <= MostQuoted && text.All(c => c is >= ' ' and <= '~'))
        {
            _text.Append(" \"").Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            return this;
        }

        var literal = Encoding.UTF8.GetBytes(text);
        _before.Add(($"{_text} {{{literal.Length}}}", literal));
        _text.Clear();
        return this;
    }

    /// <summary>A flag, such as \Seen or $Forwarded. Throws <see cref="ArgumentException"/> when it is none.</summary>
    public static string Flag(string flag) => flag.TrimStart('\\') is { Length: > 0 } name && flag.Length - name.Length <= 1 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '$' or '_' or '-' or '.')
        ? flag
        : throw new ArgumentException("Not a flag.", nameof(flag));
}
