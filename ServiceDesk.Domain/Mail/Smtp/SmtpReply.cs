using System.Globalization;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Smtp;

/// <summary>What an SMTP server answered to a command (RFC 5321, 4.2), with its enhanced code where it gave one (RFC 3463).</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">What follows them, at least one line.</param>
public sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int MostLines = 200;

    /// <summary>Whether it did what was asked.</summary>
    public bool IsYes => Code is >= 200 and < 300;

    /// <summary>Whether it asks for more.</summary>
    public bool IsGoOn => Code is >= 300 and < 400;

    /// <summary>Whether it will never do it: neither the code nor the enhanced one leaves a hope.</summary>
    public bool IsNever => Code >= 500 && EnhancedCode is not ['4', ..];

    /// <summary>Such as 5.1.1; null when there is none.</summary>
    public string? EnhancedCode => Lines[0].Split(' ', 2)[0] is var first && first.Split('.') is [['2' or '4' or '5'], { Length: > 0 } subject, { Length: > 0 } detail]
        && subject.All(char.IsAsciiDigit) && detail.All(char.IsAsciiDigit) ? first : null;

    /// <summary>As the server said it, in one line.</summary>
    public string Words => $"{Code.ToString(CultureInfo.InvariantCulture)} {string.Join(' ', Lines)}";

    /// <summary>The next answer.</summary>
    internal static async Task<SmtpReply> ReadAsync(MailConnection connection, CancellationToken cancel)
    {
        var lines = new List<string>();
        int? code = null;
        while (lines.Count < MostLines)
        {
            var line = await connection.ReadLineAsync(cancel);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var said)
                || said is < 200 or > 599 || (code ?? said) != said || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                throw new WireException(WireFault.NotUnderstood, $"This is no answer of a mail server: {Short(line)}");
            }

            code = said;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return new SmtpReply(said, lines);
            }
        }

        throw new WireException(WireFault.NotUnderstood, $"The mail server's answer has more than {MostLines} lines.");
    }

    private static string Short(string line) => line.Length <= 200 ? line : line[..200];
}
