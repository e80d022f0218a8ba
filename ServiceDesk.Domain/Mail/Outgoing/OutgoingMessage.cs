using ServiceDesk.Domain.Mail.Mime.Writing;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>A mail as it leaves, its link in clear.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">As plain text.</param>
/// <param name="Html">The same as HTML.</param>
/// <param name="MessageId">Without angle brackets; the same at each try.</param>
public sealed record OutgoingMessage(string To, string Subject, string Text, string Html, string MessageId)
{
    /// <summary>Whom it comes from; null for the site.</summary>
    public Mailbox? From { get; init; }

    /// <summary>What marks it as this site's when it comes back; null for nothing.</summary>
    public string? LoopMark { get; init; }

    /// <summary>The mail it answers, without angle brackets; null when it answers none.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The mails before it, oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The address answers go to; null for to the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Whether a machine wrote it.</summary>
    public AutoSubmitted Automatic { get; init; } = AutoSubmitted.Generated;

    /// <summary>Where mails like it are ended; null where they cannot be.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>Whether nobody is told when it cannot be delivered.</summary>
    public bool HasEmptyReturnPath { get; init; }

    /// <summary>What comes with it, opened while it is sent.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Without its content, which may hold a secret.</summary>
    public override string ToString() => $"{MessageId} to {To}";

    /// <summary>A mail of the outbox, in these words.</summary>
    internal static OutgoingMessage Of(OutboxMail mail, string text, string html, IReadOnlyList<MailAttachment> attachments, string? loopMark = null) =>
        new(mail.To, mail.Subject, text, html, mail.MessageId)
        {
            From = mail.FromAddress is { } from ? new Mailbox(from, mail.FromName) : null,
            LoopMark = loopMark,
            InReplyTo = mail.InReplyTo,
            References = ThreadIds.Parted(mail.References),
            ReplyTo = mail.ReplyTo,
            Automatic = mail.Automatic,
            Unsubscribe = mail.Unsubscribe,
            HasEmptyReturnPath = mail.HasEmptyReturnPath,
            Attachments = attachments,
        };
}
