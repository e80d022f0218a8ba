namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>A file that goes with a mail of the outbox.</summary>
public sealed class OutboxFile
{
    /// <summary>The mail.</summary>
    public required Guid MailId { get; init; }

    /// <summary>Its place, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>The file itself, an attachment of a request; with it goes this row.</summary>
    public required Guid AttachmentId { get; init; }

    /// <summary>What the HTML calls it by, without angle brackets; null when it stands beside the text.</summary>
    public string? ContentId { get; init; }
}
