using System.Text.RegularExpressions;

namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>Status codes of mail servers (RFC 3463) in what they write.</summary>
internal static partial class StatusCodes
{
    [GeneratedRegex(@"(?:^|[^\d.])(?<code>[245]\.\d{1,3}\.\d{1,3})(?:$|[^\d.]|\.(?:$|\D))", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Enhanced { get; }

    [GeneratedRegex(@"(?:^|[^\d.\w])(?<class>[45])[0-5]\d(?:$|[ \t\n#-])", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Reply { get; }

    /// <summary>The status code in a field that says most; null when there is none.</summary>
    public static string? First(string? field) => Find(field, isSuccessToo: true);

    /// <summary>The status code of a failure in a text that says most, the first of such, else one of the class that the reply code (550, 421) says; null when there is neither.</summary>
    public static string? Find(string? text) => Find(text, isSuccessToo: false);

    /// <summary>
    /// The one that says more: a server's own words beside the summary that another made of them, as long as both mean the same kind of failure.
    /// What ends in 0 is "other or undefined" (RFC 3463, 3).
    /// </summary>
    public static string? Better(string? summary, string? words)
    {
        if (summary is null || words is null || words[0] != summary[0])
        {
            return summary ?? words;
        }

        return Meaning(words) > 0 && Meaning(words) >= Meaning(summary) ? words : summary;
    }

    // None, a subject alone, or a subject and its detail.
    private static int Meaning(string code) => code.EndsWith(".0.0", StringComparison.Ordinal) ? 0 : code.EndsWith(".0", StringComparison.Ordinal) ? 1 : 2;

    private static string? Find(string? text, bool isSuccessToo)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        string? best = null;
        for (var match = Enhanced.Match(text); match.Success; match = match.NextMatch())
        {
            var code = match.Groups["code"].Value;
            if ((isSuccessToo || code[0] != '2') && (best is null || (code[0] == best[0] && Meaning(code) > Meaning(best))))
            {
                best = code;
            }
        }

        return best ?? (Reply.Match(text) is { Success: true } reply ? $"{reply.Groups["class"].Value}.0.0" : null);
    }
}
