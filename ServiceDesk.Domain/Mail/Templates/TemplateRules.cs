using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Templates;

/// <summary>What the words of a mail must be.</summary>
internal static class TemplateRules
{
    public const int MostSubjectCharacters = 200;

    public const int MostTextCharacters = 10_000;

    /// <summary>The words as they are kept: one kind of line ending, no control characters, no halves of characters. A subject of several lines stays one, to be refused.</summary>
    public static MailWords Clean(MailWords typed) => new(
        IsOneLine(typed.Subject) ? OneLine.Of(typed.Subject) : typed.Subject,
        string.Join('\n', CleanText.Lines(typed.Text).Split('\n').Select(line => line.Trim() == OutboxMail.LinkMark ? OutboxMail.LinkMark : line)));

    /// <summary>What is the matter with the words; null when nothing is.</summary>
    public static Refusal? WhyNot(MailKind kind, MailWords words)
    {
        string[] names = [.. kind.Fillings().Select(filling => filling.Name)];
        return WhyNotSubject(words.Subject, names) ?? WhyNotText(kind, words.Text, names);
    }

    private static Refusal? WhyNotSubject(string subject, string[] names) => subject switch
    {
        "" => new SubjectIsMissing(),
        { Length: > MostSubjectCharacters } => new TooLong(MostSubjectCharacters),
        _ when !IsOneLine(subject) => new SubjectIsOneLine(),
        _ => WhyNotGaps(subject, names),
    };

    // A link within other words could hand its secret to the place those words lead to.
    private static Refusal? WhyNotText(MailKind kind, string text, string[] names)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        return text switch
        {
            "" => new TextIsMissing(),
            { Length: > MostTextCharacters } => new TooLong(MostTextCharacters),
            _ when !kind.HasLink() => WhyNotGaps(text, names),
            _ when !text.Contains(OutboxMail.LinkMark, StringComparison.Ordinal) => new LinkIsMissing(),
            _ when lines.Exists(line => line != OutboxMail.LinkMark && line.Contains(OutboxMail.LinkMark, StringComparison.Ordinal)) => new LinkStandsAlone(),
            _ => WhyNotGaps(text.Replace(OutboxMail.LinkMark, "", StringComparison.Ordinal), names),
        };
    }

    private static bool IsOneLine(string text) => !text.Any(char.IsControl) && !text.AsSpan().ContainsAny('\u2028', '\u2029');

    private static UnknownPlaceholder? WhyNotGaps(string text, string[] names)
    {
        if (MailWords.Gap().Matches(text).FirstOrDefault(gap => !names.Contains(gap.Groups["name"].Value, StringComparer.Ordinal)) is { } unknown)
        {
            return new UnknownPlaceholder(unknown.Value);
        }

        return MailWords.Gap().Replace(text, "").AsSpan().IndexOfAny('{', '}') is >= 0 ? new UnknownPlaceholder("{ }") : null;
    }
}

/// <summary>A mail has a subject.</summary>
public sealed record SubjectIsMissing : Refusal;

/// <summary>A mail has a text.</summary>
public sealed record TextIsMissing : Refusal;

/// <summary>The subject is one line: a second one would be another header.</summary>
public sealed record SubjectIsOneLine : Refusal;

/// <summary>Nothing fills this gap.</summary>
/// <param name="Placeholder">The gap, as it was typed.</param>
public sealed record UnknownPlaceholder(string Placeholder) : Refusal;

/// <summary>Without its link the mail would be of no use.</summary>
public sealed record LinkIsMissing : Refusal;

/// <summary>The link stands alone on its line.</summary>
public sealed record LinkStandsAlone : Refusal;
