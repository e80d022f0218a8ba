using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Domain.Mail.Templates;

/// <summary>An administrator's own words for a kind of mail, in one language: for all of the site, or for the mails of one desk.</summary>
public sealed class MailTemplate
{
    /// <summary>The desk; empty for the site.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>The kind of mail.</summary>
    public required MailKind Kind { get; init; }

    /// <summary>The language, one of those the site speaks.</summary>
    public required string Language { get; init; }

    /// <summary>The subject, one line.</summary>
    public required string Subject { get; set; }

    /// <summary>The text.</summary>
    public required string Text { get; set; }

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }
}

/// <summary>A kind of mail that is not sent.</summary>
public sealed class SwitchedOffMail
{
    /// <summary>The desk whose mails these are; empty for all of the site.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>The kind of mail.</summary>
    public required MailKind Kind { get; init; }
}
