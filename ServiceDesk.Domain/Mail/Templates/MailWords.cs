using System.Globalization;
using System.Text.RegularExpressions;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Templates;

/// <summary>The words of a mail, with gaps such as {name}, and {link} alone on its line.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The text.</param>
public sealed partial record MailWords(string Subject, string Text)
{
    /// <summary>The words with what fills them. Each gap is filled once: what fills it is never looked at for gaps, nor can it be a second link or a second header.</summary>
    internal MailWords Filled(MailKind kind, CultureInfo culture, IReadOnlyList<object?> arguments)
    {
        var values = kind.Fillings().ToDictionary(
            filling => filling.Name,
            filling => filling.Index < arguments.Count ? string.Format(culture, filling.Format, arguments[filling.Index]) : "",
            StringComparer.Ordinal);
        var text = Fill(Text, values);
        return new MailWords(OneLine.Of(Fill(Subject, values)), values.ContainsValue("") ? EmptyLines().Replace(text, "\n\n").TrimEnd('\n') : text);
    }

    private static string Fill(string words, Dictionary<string, string> values) => Gap().Replace(words, gap =>
        values.TryGetValue(gap.Groups["name"].Value, out var value) ? value.Replace(OutboxMail.LinkMark, "{ link }", StringComparison.Ordinal) : gap.Value);

    /// <summary>The gaps, as they are written.</summary>
    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Gap();

    // Left behind where nothing filled a gap that had a paragraph to itself; so are those at the end.
    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmptyLines();
}
