using System.Text.RegularExpressions;

namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>Status codes of mail servers (RFC 3463) in what they write.</summary>
internal static partial class StatusCodes
{
    [GeneratedRegex(@"(?:^|[^\d.])(?<code>[245]\.\d{1,3}\.\d{1,3})(?:$|[^\d.]|\.(?:$|\D))", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Enhanced { get; }

    [GeneratedRegex(@"(?:^|[^\d.\w])(?<class>[45])[0-5]\d(?:$|[ \t\n#-])", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Reply { get; }

    /// <summary>The first status code in a text, else one of the class that the reply code (550, 421) says; null when there is neither.</summary>
    public static string? Find(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : Enhanced.Match(text) is { Success: true } enhanced ? enhanced.Groups["code"].Value
        : Reply.Match(text) is { Success: true } reply ? $"{reply.Groups["class"].Value}.0.0"
        : null;

    /// <summary>The one that says more.</summary>
    public static string? Better(string? one, string? other) => one is null || (one.EndsWith(".0.0", StringComparison.Ordinal) && other is not null && other[0] == one[0]) ? other : one;
}
