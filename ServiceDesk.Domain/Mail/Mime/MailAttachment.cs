namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>A file that came with a mail. Its bytes stay in the message until somebody opens it.</summary>
public sealed class MailAttachment
{
    private readonly Func<Stream, Stream> _open;

    internal MailAttachment(string name, string contentType, long size, byte[] sha256, Func<Stream, Stream> open)
    {
        Name = name;
        ContentType = contentType;
        Size = size;
        Sha256 = Convert.ToHexStringLower(sha256);
        _open = open;
    }

    /// <summary>The name to save it by: never empty, without any folder.</summary>
    public string Name { get; }

    /// <summary>What it says it is, such as <c>image/png</c>, in lower case. Nothing vouches for it.</summary>
    public string ContentType { get; }

    /// <summary>How long it is, in bytes.</summary>
    public long Size { get; }

    /// <summary>Its SHA-256, in hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>What it is beside the text.</summary>
    public AttachmentRole Role { get; internal init; }

    /// <summary>Whether it is meant to be seen within the text.</summary>
    public bool IsInline => Role == AttachmentRole.Inline;

    /// <summary>The name by which the HTML shows it (<c>cid:</c>); null when it has none.</summary>
    public string? ContentId { get; internal init; }

    /// <summary>Its bytes, out of the message it was read from; that stream must be able to seek, and stays open.</summary>
    public Stream Open(Stream message) => _open(message);
}
