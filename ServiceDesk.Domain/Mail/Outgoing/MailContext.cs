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

    /// <summary>Whom it comes from; null for the site.</summary>
    public Mailbox? From { get; init; }

    /// <summary>What stands above and below its words; null for nothing.</summary>
    public MailFrame? Frame { get; init; }

    /// <summary>When it may leave; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Its news alone, for who gathers more of them while it waits; null when nothing is gathered.</summary>
    public string? Gathered { get; init; }

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

/// <summary>What stands around the words of a mail.</summary>
/// <param name="Above">The line above which answers are written; null for none.</param>
/// <param name="Below">Why somebody gets it, and how to get it no more; a link has a line of its own.</param>
public sealed record MailFrame(string? Above, string Below)
{
    // By this line mail programs know a signature, and leave it out of answers (RFC 3676, 4.3).
    private const string SignatureLine = "-- ";

    /// <summary>The words as plain text, with the frame around them.</summary>
    public string Around(string text) => $"{(Above is null ? "" : $"{Above}\n\n")}{text}\n\n{SignatureLine}\n{Below}";
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
