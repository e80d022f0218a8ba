using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Mime.Writing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>Files of requests, handed to whom may have them. Customers never get those of internal comments; a file not sent yet is nobody's to download.</summary>
public sealed class Attachments(DeskWork database)
{
    /// <summary>A file as its request's customers may have it.</summary>
    public async Task<Outcome<AttachedFile>> FindForCustomerAsync(Guid id, Actor by)
    {
        await using var db = database.Read();
        if (await db.PortalPersonAsync(by) is not { } person)
        {
            return new NotFound();
        }

        var seen = db.Requests.SeenBy(db, person);
        return await db.Attachments
            .Where(file => file.Id == id && !file.IsInternal && seen.Any(request => request.Id == file.RequestId))
            .Select(file => new AttachedFile(file.Id, file.FileName, file.Bytes, false))
            .SingleOrDefaultAsync() is { } found ? found : new NotFound();
    }

    /// <summary>A file as the staff of its request's desk may have it.</summary>
    public async Task<Outcome<AttachedFile>> FindForStaffAsync(Guid id, Actor by)
    {
        await using var db = database.Read();
        var found = await db.Attachments
            .Where(file => file.Id == id)
            .Join(db.Requests, file => file.RequestId, request => request.Id, (file, request) => new { File = new AttachedFile(file.Id, file.FileName, file.Bytes, file.IsInternal), request.DeskId })
            .SingleOrDefaultAsync();
        return found is not null && (await Rights.OfAsync(db, by, found.DeskId)).May(Operation.ReadRequests) ? found.File : new NotFound();
    }

    /// <summary>The content of a file that was found, piece by piece.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync(AttachedFile file, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var position = 0; (long)position * Attachment.PieceBytes < file.Bytes; position++)
        {
            yield return await PieceAsync(file.Id, position, cancel);
        }
    }

    /// <summary>The files that go with a mail of the outbox, in their order, to be read while it is sent; those that are gone are not among them.</summary>
    internal async Task<IReadOnlyList<MailAttachment>> OfMailAsync(DeskDb db, Guid mailId)
    {
        var found = await db.OutboxFiles
            .Where(mailed => mailed.MailId == mailId)
            .OrderBy(mailed => mailed.Position)
            .Join(db.Attachments, mailed => mailed.AttachmentId, file => file.Id, (mailed, file) => new { mailed.ContentId, file.Id, file.FileName, file.ContentType, file.Bytes })
            .ToListAsync();
        return [.. found.Select(file => new MailAttachment(file.FileName, file.ContentType, () => new AttachmentStream(this, file.Id, file.Bytes)) { ContentId = file.ContentId, Bytes = file.Bytes })];
    }

    // A context a piece: a slow reader holds no connection while their line is busy.
    internal async Task<byte[]> PieceAsync(Guid id, int position, CancellationToken cancel)
    {
        await using var db = database.Read();
        return await db.AttachmentPieces.Where(piece => piece.AttachmentId == id && piece.Position == position).Select(piece => piece.Content).SingleAsync(cancel);
    }
}

/// <summary>A file on a request.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="IsInternal">Whether only staff may see it; never true for a customer.</param>
public sealed record AttachedFile(Guid Id, string FileName, long Bytes, bool IsInternal);
