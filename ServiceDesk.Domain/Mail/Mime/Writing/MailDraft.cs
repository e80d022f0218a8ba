namespace ServiceDesk.Domain.Mail.Mime.Writing;

/// <summary>A mail before it is written.</summary>
public sealed record MailDraft
{
    /// <summary>Who it is from.</summary>
    public required Mailbox From { get; init; }

    /// <summary>Whom it is to.</summary>
    public required IReadOnlyList<Mailbox> To { get; init; }

    /// <summary>Who gets a copy.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Where answers go; null for to the sender.</summary>
    public Mailbox? ReplyTo { get; init; }

    /// <summary>The subject; whatever breaks the line in it becomes a space.</summary>
    public required string Subject { get; init; }

    /// <summary>As plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The same as HTML; null or empty when there is only the text.</summary>
    public string? Html { get; init; }

    /// <summary>Without angle brackets; the same whenever the same mail is written.</summary>
    public required string MessageId { get; init; }

    /// <summary>The mail it answers, without angle brackets; null when it answers none.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The mails before it, oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Whether a machine wrote it.</summary>
    public AutoSubmitted Kind { get; init; } = AutoSubmitted.No;

    /// <summary>Further headers, in ASCII, such as List-Unsubscribe.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>What comes with it.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

/// <summary>Whether a machine wrote a mail, which no machine then answers (RFC 3834, 5).</summary>
public enum AutoSubmitted
{
    /// <summary>A person did.</summary>
    No,

    /// <summary>A machine did, by itself.</summary>
    Generated,

    /// <summary>A machine did, in answer to a mail.</summary>
    Replied,
}

/// <summary>A file that comes with a mail.</summary>
/// <param name="FileName">Its name; folders and control characters are left out when it is written.</param>
/// <param name="ContentType">Its type, such as image/png.</param>
/// <param name="Open">Opens its content, from the start, at each writing.</param>
public sealed record MailAttachment(string FileName, string ContentType, Func<Stream> Open)
{
    /// <summary>What the HTML calls it by, as in src="cid:..."; null when it stands beside the text.</summary>
    public string? ContentId { get; init; }

    /// <summary>How many bytes it has, so that nobody reads it to find out; null when that is not known.</summary>
    public long? Bytes { get; init; }
}
