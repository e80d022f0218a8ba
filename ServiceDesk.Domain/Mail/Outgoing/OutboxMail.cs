using ServiceDesk.Domain.Mail.Mime.Writing;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>
/// A mail to be sent, written in the commit of its cause (design.md 4). The secret of its link, if it has one, is not in the text: the
/// text has <see cref="LinkMark"/> in its place, and the link is kept encrypted until the mail is delivered or the link ends.
/// </summary>
public sealed class OutboxMail
{
    /// <summary>Stands in the text where the link goes.</summary>
    public const string LinkMark = "{link}";

    private const int MostProblemCharacters = 500;

    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What kind of mail it is.</summary>
    public required MailKind Kind { get; init; }

    /// <summary>To which address.</summary>
    public required string To { get; init; }

    /// <summary>The account of the address; null when it has none yet.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The desk it comes from; null for the site.</summary>
    public Guid? DeskId { get; init; }

    /// <summary>The request it is about; null when about none.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The subject, one line.</summary>
    public required string Subject { get; init; }

    /// <summary>The plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The same as HTML.</summary>
    public required string Html { get; init; }

    /// <summary>The address it comes from; null for the site's.</summary>
    public string? FromAddress { get; init; }

    /// <summary>The name beside that address; null for none.</summary>
    public string? FromName { get; init; }

    /// <summary>Its news alone, while it waits for more of them; null when nothing is gathered.</summary>
    public string? Gathered { get; init; }

    /// <summary>The stable Message-ID, without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>The mail it answers, without angle brackets; null when it answers none.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The mails before it, oldest first, without angle brackets and with a space between; null when there are none.</summary>
    public string? References { get; init; }

    /// <summary>The address answers go to; null for to the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Whether a machine wrote it.</summary>
    public AutoSubmitted Automatic { get; init; } = AutoSubmitted.Generated;

    /// <summary>Where mails like it are ended; null where they cannot be.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>Whether nobody is told when it cannot be delivered.</summary>
    public bool HasEmptyReturnPath { get; init; }

    /// <summary>Whether it was written with files; some may be gone since.</summary>
    public bool HasFiles { get; init; }

    /// <summary>Its files; empty where they were not read along.</summary>
    public IList<OutboxFile> Files { get; init; } = [];

    /// <summary>The mailed link in it; null when it has none.</summary>
    public Guid? LinkId { get; init; }

    /// <summary>The whole link, encrypted; null when it has none, or once it was delivered, expired or taken back.</summary>
    public byte[]? SealedLink { get; set; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>When to try next; null when there is nothing to try any more.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    /// <summary>How often delivery was tried.</summary>
    public int Tries { get; set; }

    /// <summary>When the mail server took it, or when its link was used before that; null while neither has happened.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>When it was given up; null while it was not.</summary>
    public DateTimeOffset? GivenUpAt { get; set; }

    /// <summary>What the mail server said last; null when it has not refused.</summary>
    public string? LastProblem { get; set; }

    /// <summary>Guards against two workers and two editors.</summary>
    public int Version { get; private set; }

    /// <summary>Somebody is about to hand it to the mail server; if nothing is heard of them by then, another tries.</summary>
    public void Take(DateTimeOffset until) => (NextTryAt, Tries) = (until, Tries + 1);

    /// <summary>Not now; it is tried again, unless it was taken back meanwhile.</summary>
    public void Postpone(DateTimeOffset until, string problem) =>
        (NextTryAt, LastProblem) = (NextTryAt is null ? null : until, Short(problem));

    /// <summary>Nobody tries again by themselves. Its link ends: sending it again issues a fresh one.</summary>
    public void GiveUp(DateTimeOffset now, string problem) => (GivenUpAt, NextTryAt, SealedLink, LastProblem) = (now, null, null, Short(problem));

    /// <summary>It is not sent any more, because its link was used, replaced or has expired.</summary>
    public void Withdraw() => (NextTryAt, SealedLink) = (null, null);

    /// <summary>It is sent once more, as if it were new.</summary>
    public void QueueAgain(DateTimeOffset now) => (NextTryAt, Tries, DeliveredAt, GivenUpAt, LastProblem) = (now, 0, null, null, null);

    // The words of a foreign server: one line, and not more than anybody reads.
    private static string Short(string problem)
    {
        var line = string.Join(' ', string.Concat(problem.Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostProblemCharacters ? line : line[..MostProblemCharacters];
    }
}
