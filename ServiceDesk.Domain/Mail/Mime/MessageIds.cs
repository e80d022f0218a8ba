using System.Text.RegularExpressions;

namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Message-IDs in a header (RFC 5322, 3.6.4), without their angles, also where these were forgotten.</summary>
internal static partial class MessageIds
{
    private const int Most = 1_000;

    [GeneratedRegex("<(?<id>[^<>]*)>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex InAngles { get; }

    /// <summary>All of a header, in order.</summary>
    public static IReadOnlyList<string> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var found = InAngles.Matches(text).Take(Most).Select(match => match.Groups["id"].Value.Trim()).Where(id => id.Length > 0).ToList();
        return found.Count > 0 ? found : [.. text.Split([' ', '\t', ',', '<', '>'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(Most)];
    }

    /// <summary>The first of a header; null when there is none.</summary>
    public static string? First(string? text) => Read(text) is [var first, ..] ? first : null;
}
