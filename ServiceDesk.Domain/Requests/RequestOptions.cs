namespace ServiceDesk.Domain.Requests;

/// <summary>How much may come with one message: the settings <c>Limits:AttachmentBytes</c> and <c>Limits:AttachmentsPerMessage</c>.</summary>
public sealed class RequestOptions
{
    /// <summary>The most bytes that may be allowed for one file.</summary>
    public const long HighestAttachmentBytes = 100 * 1024 * 1024;

    /// <summary>The most files that may be allowed with one message.</summary>
    public const int HighestAttachmentsPerMessage = 50;

    /// <summary>The largest file, in bytes.</summary>
    public long AttachmentBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>The most files with one message.</summary>
    public int AttachmentsPerMessage { get; set; } = 5;

    /// <summary>Whether both are within what the site can serve.</summary>
    public bool IsSensible =>
        AttachmentBytes is > 0 and <= HighestAttachmentBytes && AttachmentsPerMessage is > 0 and <= HighestAttachmentsPerMessage;
}
