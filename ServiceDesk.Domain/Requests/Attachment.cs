using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Domain.Requests;

/// <summary>
/// A file that came with a request or a comment, kept in the database in pieces. It is uploaded first, while the text is still being
/// written, and until it is sent it is nobody's but its uploader's.
/// </summary>
public sealed class Attachment
{
    /// <summary>The size of a piece, in bytes; the last one may be shorter.</summary>
    public const int PieceBytes = 256 * 1024;

    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who uploaded it.</summary>
    public required Guid UploadedById { get; init; }

    /// <summary>Who uploaded it.</summary>
    public Account UploadedBy { get; init; } = null!;

    /// <summary>The request; null while it was not sent.</summary>
    public Guid? RequestId { get; private set; }

    /// <summary>The comment it came with; null when it came with the request itself, or was not sent.</summary>
    public Guid? CommentId { get; private set; }

    /// <summary>Whether only staff may see it: the comment is internal.</summary>
    public bool IsInternal { get; private set; }

    /// <summary>The file's name, without any path.</summary>
    public required string FileName { get; init; }

    /// <summary>The media type the sender stated; never trusted for showing.</summary>
    public required string ContentType { get; init; }

    /// <summary>The size in bytes; 0 while it is still arriving.</summary>
    public long Bytes { get; set; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Sends it with a request, or with a comment on one.</summary>
    public void Send(Guid requestId, Comment? comment) =>
        (RequestId, CommentId, IsInternal) = (requestId, comment?.Id, comment?.IsInternal ?? false);
}

/// <summary>A piece of an attachment.</summary>
public sealed class AttachmentPiece
{
    /// <summary>The attachment.</summary>
    public required Guid AttachmentId { get; init; }

    /// <summary>Its place, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>At most <see cref="Attachment.PieceBytes"/> bytes.</summary>
    public required byte[] Content { get; init; }
}
