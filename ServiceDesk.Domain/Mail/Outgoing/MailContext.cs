using ServiceDesk.Domain.Mail.Mime.Writing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>A mail among others: what it answers, where answers to it go, what comes with it. Any of it may be left out.</summary>
public sealed record MailContext
{
    /// <summary>A mail that a machine wrote by itself and that answers nothing.</summary>
    public static MailContext None { get; } = new();

    /// <summary>Its Message-ID, without angle brackets, for who tells by it later what an answer belongs to; null for a new one.</summary>
    public string? MessageId { get; init; }

    /// <summary>The mail it answers, without angle brackets; null when it answers none.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The mails before it, oldest first, without angle brackets; of very many the first and the latest go along.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Where answers go; null for to the sender.</summary>
    public EmailAddress? ReplyTo { get; init; }

    /// <summary>Whether a machine wrote it, and in answer to a mail or by itself.</summary>
    public AutoSubmitted Automatic { get; init; } = AutoSubmitted.Generated;

    /// <summary>Where mails like it are ended: by one post, without logging in (RFC 8058); null where they cannot be.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>Whether nobody is told when it cannot be delivered: so answers of machines are sent (RFC 3834, 3.3).</summary>
    public bool HasEmptyReturnPath { get; init; }

    /// <summary>The files that come with it, in this order. Whoever gets the mail gets them: those of internal comments are for staff alone.</summary>
    public IReadOnlyList<MailedFile> Files { get; init; } = [];
}

/// <summary>A file of a request that goes with a mail. It is not copied: what is gone when the mail leaves is left out.</summary>
/// <param name="AttachmentId">The file.</param>
/// <param name="ContentId">What the HTML calls it by, as in src="cid:..."; null when it stands beside the text.</param>
public sealed record MailedFile(Guid AttachmentId, string? ContentId = null);

/// <summary>The words of a mail that no template has.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">As plain text.</param>
/// <param name="Html">The same as HTML; null to make it from the text.</param>
public sealed record MailBody(string Subject, string Text, string? Html = null);
