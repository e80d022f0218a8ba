namespace ServiceDesk.Domain.Requests;

/// <summary>A file that came with a request or a comment, kept in the database in pieces.</summary>
public sealed class Attachment
{
    /// <summary>The size of a piece, in bytes; the last one may be shorter.</summary>
    public const int PieceBytes = 256 * 1024;

    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The comment it came with; null when it came with the request itself.</summary>
    public Guid? CommentId { get; init; }

    /// <summary>Whether only staff may see it: the comment is internal.</summary>
    public required bool IsInternal { get; init; }

    /// <summary>The file's name, without any path.</summary>
    public required string FileName { get; init; }

    /// <summary>The media type the sender stated; never trusted for showing.</summary>
    public required string ContentType { get; init; }

    /// <summary>The size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }
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
