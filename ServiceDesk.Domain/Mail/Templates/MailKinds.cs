using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Templates;

/// <summary>What each kind of mail says of itself: its own words, and what fills them. A new kind with its texts is a template from then on.</summary>
public static partial class MailKinds
{
    /// <summary>What a desk's name is called in the mails that come from a desk.</summary>
    private const string DeskName = "desk";

    private static readonly ConcurrentDictionary<(MailKind, string), MailWords> Own = new();
    private static readonly ConcurrentDictionary<MailKind, IReadOnlyList<MailFilling>> Known = new();

    /// <summary>The kinds whose words an administrator may choose.</summary>
    public static IReadOnlyList<MailKind> Templates { get; } = [.. Enum.GetValues<MailKind>().Where(kind => Says<NotATemplateAttribute>(kind) is null)];

    /// <summary>Whether an administrator may choose the words.</summary>
    public static bool IsTemplate(this MailKind kind) => Templates.Contains(kind);

    /// <summary>Whether such a mail comes from a desk, so that a desk may have its own words.</summary>
    public static bool IsOfDesk(this MailKind kind) => Says<FillsAttribute>(kind) is not { } fills || fills.Names.Contains(DeskName, StringComparer.Ordinal);

    /// <summary>Whether it has a link, without which it would be of no use.</summary>
    public static bool HasLink(this MailKind kind) => OwnWords(kind, CultureInfo.InvariantCulture).Text.Contains(OutboxMail.LinkMark, StringComparison.Ordinal);

    /// <summary>The words it has as long as nobody chooses others, with names in their gaps.</summary>
    public static MailWords OwnWords(this MailKind kind, CultureInfo culture) => Own.GetOrAdd((kind, culture.TwoLetterISOLanguageName), _ =>
    {
        string Named(string part) => Numbered().Replace(Sentences.Of(typeof(MailWriting), $"{kind}.{part}", culture).ReplaceLineEndings("\n"),
            gap => $"{{{NameOf(kind, int.Parse(gap.Groups["index"].ValueSpan, CultureInfo.InvariantCulture))}}}");
        return new MailWords(Named("Subject"), Named("Text"));
    });

    /// <summary>What fills its gaps, besides the link.</summary>
    internal static IReadOnlyList<MailFilling> Fillings(this MailKind kind) => Known.GetOrAdd(kind, _ =>
    [
        .. Numbered().Matches(string.Concat(new[] { "Subject", "Text" }.Select(part => Sentences.Of(typeof(MailWriting), $"{kind}.{part}", CultureInfo.InvariantCulture))))
            .Select(gap => (Index: int.Parse(gap.Groups["index"].ValueSpan, CultureInfo.InvariantCulture), Format: gap.Groups["format"].Value))
            .DistinctBy(gap => gap.Index).OrderBy(gap => gap.Index)
            .Select(gap => new MailFilling(NameOf(kind, gap.Index), gap.Index, $"{{0{gap.Format}}}")),
    ]);

    private static string NameOf(MailKind kind, int index) =>
        Says<FillsAttribute>(kind) is { } fills && index < fills.Names.Count ? fills.Names[index] : index.ToString(CultureInfo.InvariantCulture);

    private static T? Says<T>(MailKind kind)
        where T : Attribute => typeof(MailKind).GetField($"{kind}")?.GetCustomAttribute<T>();

    [GeneratedRegex(@"\{(?<index>\d+)(?<format>[^}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();
}

/// <summary>What fills a gap in the words of a mail.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Index">Which of the mail's arguments it is.</param>
/// <param name="Format">How it is written.</param>
internal sealed record MailFilling(string Name, int Index, string Format);
