using System.Text;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>A mail somebody writes, as it travels.</summary>
internal sealed record Letter(string From, string To = "help@desk.test", string Subject = "No paper", string Text = "The printer has none.")
{
    private static int _count;

    /// <summary>Another for each letter, unless said otherwise; null for none.</summary>
    public string? MessageId { get; init; } = $"{Interlocked.Increment(ref _count)}@elsewhere.test";

    /// <summary>Further fields, each a line.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Files, by name and content.</summary>
    public IReadOnlyList<(string Name, string Content)> Files { get; init; } = [];

    public byte[] Raw => Encoding.UTF8.GetBytes(string.Join("\r\n", [.. Fields, $"From: {From}", $"To: {To}", $"Subject: {Subject}", .. MessageId is null ? [] : new[] { $"Message-ID: <{MessageId}>" }, "MIME-Version: 1.0", .. Body]));

    private IEnumerable<string> Body => Report is not null
        ? ["Content-Type: multipart/report; report-type=delivery-status; boundary=r", "", "--r", "Content-Type: text/plain", "", Text, Report]
        : Files.Count == 0
        ? ["Content-Type: text/plain; charset=utf-8", "", Text, ""]
        :
        [
            "Content-Type: multipart/mixed; boundary=x", "",
            "--x", "Content-Type: text/plain; charset=utf-8", "", Text,
            .. Files.SelectMany(file => new[] { "--x", $"Content-Type: text/plain; name=\"{file.Name}\"", $"Content-Disposition: attachment; filename=\"{file.Name}\"", "", file.Content }),
            "--x--", "",
        ];

    /// <summary>The parts of a report; null for a mail that is none.</summary>
    public string? Report { get; init; }

    public Letter With(params string[] fields) => this with { Fields = [.. Fields, .. fields] };
}
