using System.Globalization;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>A mail in the administrators' list.</summary>
/// <param name="Id">The mail.</param>
/// <param name="Kind">What kind it is.</param>
/// <param name="To">To which address.</param>
/// <param name="Subject">The subject; null when the mail is about a request the reader may not read.</param>
/// <param name="State">What has become of it.</param>
/// <param name="WrittenAt">When it was written.</param>
/// <param name="NextTryAt">When it is tried next; null when it is not.</param>
/// <param name="DeliveredAt">When it was delivered; null while it was not.</param>
/// <param name="Tries">How often delivery was tried.</param>
/// <param name="Problem">What was the matter the last time: the mail server's words, or a name of ours; null when nothing was.</param>
/// <param name="IsLinkUsed">Whether its link was followed to the end, so that there is nothing to send again.</param>
public sealed record MailRow(Guid Id, MailKind Kind, string To, string? Subject, MailState State, DateTimeOffset WrittenAt, DateTimeOffset? NextTryAt, DateTimeOffset? DeliveredAt, int Tries, string? Problem, bool IsLinkUsed)
{
    /// <summary>Whether it may be opened by whoever reads the list.</summary>
    public bool CanBeOpened => Subject is not null;

    /// <summary>What was the matter, in the reader's language where it was not the mail server who said it; null when nothing was.</summary>
    public string? ProblemIn(CultureInfo culture) => MailProblem.WordsOf(Problem, culture);

    internal static MailRow Of(OutboxMail mail, bool hasServer, bool isReadable, bool isLinkUsed = false) => new(
        mail.Id,
        mail.Kind,
        mail.To,
        isReadable ? mail.Subject : null,
        mail.StateOf(hasServer),
        mail.WrittenAt,
        hasServer ? mail.NextTryAt : null,
        mail.DeliveredAt,
        mail.Tries,
        mail.LastProblem,
        isLinkUsed);
}

/// <summary>A mail that was opened.</summary>
/// <param name="Row">What the list shows of it.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The HTML; to be shown where it can do nothing.</param>
/// <param name="Link">Its link; null when it has none, or when only its reader may know it.</param>
public sealed record OpenedMail(MailRow Row, string Text, string Html, Uri? Link)
{
    /// <summary>The files that go with it.</summary>
    public IReadOnlyList<OpenedFile> Files { get; init; } = [];
}

/// <summary>A file that goes with a mail.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record OpenedFile(string Name, long Bytes);
