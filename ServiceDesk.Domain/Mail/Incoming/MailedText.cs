using System.Text.RegularExpressions;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>What a mail says, as a request or comment takes it. What does not fit is in the original.</summary>
internal static partial class MailedText
{
    private const string Ellipsis = "…";

    /// <summary>A text, cut where it is longer than a request takes.</summary>
    public static string Of(string text) => Cut(CleanText.Lines(text), Request.MostTextCharacters);

    /// <summary>A summary: the subject without what mail programs put before it, or else how the text begins, or else that there is none.</summary>
    public static string Summary(string? subject, string text)
    {
        var line = CleanText.Line(subject);
        var own = line[Prefixes.Match(line).Length..];
        var begins = CleanText.Line(text.Split('\n').FirstOrDefault(one => !string.IsNullOrWhiteSpace(one)));
        var summary = new[] { own, line, begins }.FirstOrDefault(one => one.Length > 0) ?? Sentences.Of(typeof(MailedText), "NoSubject", Languages.CultureOf(null));
        return Cut(summary, Request.MostSummaryCharacters);
    }

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var length = most - Ellipsis.Length;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + Ellipsis;
    }

    [GeneratedRegex(@"^((re|aw|fwd?|wg|sv|antw|vs|tr|rv|r|enc|odp|ynt)(\[[0-9]{1,3}\])?\s?:\s*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefixes { get; }
}
