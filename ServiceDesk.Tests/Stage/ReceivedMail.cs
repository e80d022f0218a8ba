using System.Text;
using System.Text.RegularExpressions;

namespace ServiceDesk.Tests.Stage;

/// <summary>A mail as the mail server took it.</summary>
/// <param name="From">The MAIL command.</param>
/// <param name="To">The RCPT command.</param>
/// <param name="Raw">What came after DATA.</param>
/// <param name="WasEncrypted">Whether it came by TLS.</param>
public sealed record ReceivedMail(string From, string To, string Raw, bool WasEncrypted)
{
    /// <summary>The value of a header, unfolded, encoded words decoded.</summary>
    public string? Header(string name) => HeaderOf(Raw, name);

    /// <summary>The plain text part.</summary>
    public string Text => Part("text/plain");

    /// <summary>The HTML part.</summary>
    public string Html => Part("text/html");

    /// <summary>The types of its parts, in order.</summary>
    public IReadOnlyList<string> PartTypes => [.. Parts().Select(part => HeaderOf(part, "Content-Type")!.Split(';')[0])];

    private string Part(string type)
    {
        var part = Parts().Single(p => HeaderOf(p, "Content-Type")!.StartsWith(type, StringComparison.OrdinalIgnoreCase));
        // The line end before the boundary belongs to the boundary.
        var body = part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..^2];
        return HeaderOf(part, "Content-Transfer-Encoding") switch
        {
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
            "quoted-printable" => Encoding.UTF8.GetString(FromQuotedPrintable(body)),
            var other => throw new InvalidOperationException($"A part is encoded as {other}."),
        };
    }

    private static byte[] FromQuotedPrintable(string body) => [.. Regex.Matches(body.Replace("=\r\n", "", StringComparison.Ordinal), "=[0-9A-F]{2}|[\\s\\S]")
        .Select(match => match.Length == 3 ? Convert.ToByte(match.Value[1..], 16) : (byte)match.Value[0])];

    private IEnumerable<string> Parts()
    {
        var boundary = Regex.Match(Header("Content-Type")!, "boundary=\"?([^\";]+)").Groups[1].Value;
        return Raw.Split("--" + boundary)[1..^1].Select(part => part.TrimStart());
    }

    private static string? HeaderOf(string mail, string name)
    {
        var head = mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        var unfolded = Regex.Replace(head, "\r\n[ \t]+", " ");
        var line = unfolded.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line is null ? null : Decode(line[(name.Length + 1)..].Trim());
    }

    private static string Decode(string value) => Regex.Replace(
        value.Replace("?= =?", "?==?", StringComparison.Ordinal),
        @"=\?utf-8\?B\?(?<word>[^?]*)\?=",
        match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups["word"].Value)),
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);
}
