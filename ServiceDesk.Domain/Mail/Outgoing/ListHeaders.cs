namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>The headers by which a mail program offers to end mails like this one (RFC 2369, 3.2; RFC 8058).</summary>
internal static class ListHeaders
{
    // A header's value without a space cannot be folded, and no line may have more than 998 letters.
    private const int MostLetters = 900;

    /// <summary>A link as it is written in a header. Throws <see cref="ArgumentException"/> when it is none.</summary>
    public static string Link(Uri link) => link is { IsAbsoluteUri: true, Scheme: "https" or "http", AbsoluteUri: { Length: <= MostLetters } written }
        ? written
        : throw new ArgumentException("Not a link to a page.", nameof(link));

    /// <summary>The headers; none without a link. One post is promised by HTTPS alone, as the standard wants it.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(string? link) => link switch
    {
        null => [],
        _ when link.StartsWith("https:", StringComparison.Ordinal) => [("List-Unsubscribe", $"<{link}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")],
        _ => [("List-Unsubscribe", $"<{link}>")],
    };
}
