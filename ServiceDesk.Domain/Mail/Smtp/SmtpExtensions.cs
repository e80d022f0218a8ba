using System.Globalization;

namespace ServiceDesk.Domain.Mail.Smtp;

/// <summary>What a server offered in its answer to EHLO (RFC 5321, 4.1.1.1).</summary>
internal sealed class SmtpExtensions
{
    public static readonly SmtpExtensions None = new([]);

    private readonly Dictionary<string, string> _offered = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _mechanisms = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the lines after the greeting.</summary>
    public SmtpExtensions(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var words = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries); // AUTH=LOGIN is how it was written before it was agreed upon
            if (words.Length == 0)
            {
                continue;
            }

            _offered[words[0]] = string.Join(' ', words[1..]);
            if (words[0].Equals("AUTH", StringComparison.OrdinalIgnoreCase))
            {
                _mechanisms.UnionWith(words[1..]);
            }
        }
    }

    /// <summary>RFC 3207.</summary>
    public bool StartTls => _offered.ContainsKey("STARTTLS");

    /// <summary>RFC 2920.</summary>
    public bool Pipelining => _offered.ContainsKey("PIPELINING");

    /// <summary>RFC 6152.</summary>
    public bool EightBit => _offered.ContainsKey("8BITMIME");

    /// <summary>RFC 6531.</summary>
    public bool Utf8 => _offered.ContainsKey("SMTPUTF8");

    /// <summary>RFC 1870.</summary>
    public bool Size => _offered.ContainsKey("SIZE");

    /// <summary>The largest message it takes, in bytes; null when it told none.</summary>
    public long? MostBytes => _offered.TryGetValue("SIZE", out var size) && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most : null;

    /// <summary>The ways to log in (RFC 4954).</summary>
    public IReadOnlySet<string> Mechanisms => _mechanisms;

    /// <summary>Why a mail is not even offered, as the server would have put it; null when it is.</summary>
    public SmtpReply? WhyNot(SmtpMail mail) => this switch
    {
        { Utf8: false } when mail.NeedsUtf8 => new SmtpReply(553, ["5.6.7 The server takes no address with letters beyond ASCII."]),
        { EightBit: false, Utf8: false } when mail.Content.IsEightBit => new SmtpReply(554, ["5.6.3 The server takes no content beyond ASCII."]),
        { MostBytes: { } most } when mail.Content.Bytes > most => new SmtpReply(552, [$"5.3.4 The server takes at most {most} bytes, the mail has {mail.Content.Bytes}."]),
        _ => null,
    };

    /// <summary>The command that begins a mail, with what this server wants to know of it.</summary>
    public string SenderOf(SmtpMail mail) => string.Concat(
        $"MAIL FROM:<{(mail.From is { } from ? SmtpSession.Checked(from) : "")}>",
        Size ? string.Create(CultureInfo.InvariantCulture, $" SIZE={mail.Content.Bytes}") : "",
        EightBit && mail.Content.IsEightBit ? " BODY=8BITMIME" : "",
        Utf8 && mail.NeedsUtf8 ? " SMTPUTF8" : "");
}
