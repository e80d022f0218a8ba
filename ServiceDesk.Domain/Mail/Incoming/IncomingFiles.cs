using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Mail.Mime;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>The files of a mail, put where uploaded ones wait to be sent, within the same limits. What is too many or too large stays in the original alone.</summary>
internal static class IncomingFiles
{
    private const int MostContentTypeCharacters = 127;

    /// <summary>Adds them; to be sent with the request or comment in the same work.</summary>
    public static async Task<AddedFiles> AddAsync(MailAtDesk mail, Account uploader, RequestOptions most)
    {
        // Pictures within the text come last: what somebody attached by hand is not to be left out for the sake of a logo.
        var files = mail.Read.Attachments.Where(file => file.Size > 0).OrderBy(file => file.IsInline).ToList();
        var taken = files.Where(file => file.Size <= most.AttachmentBytes).Take(most.AttachmentsPerMessage).ToList();
        var ids = new List<Guid>();
        foreach (var file in taken)
        {
            ids.Add(await AddAsync(mail, uploader, file, ids.Count));
        }

        // Sending asks the database for what was uploaded; and it also adds the uploader, where that is a contact just made.
        if (ids.Count > 0)
        {
            await mail.Work.SaveAsync();
        }

        return new AddedFiles(ids, string.Join(", ", files.Except(taken).Select(file => CleanText.FileName(file.Name))));
    }

    private static async Task<Guid> AddAsync(MailAtDesk mail, Account uploader, MailAttachment file, int place)
    {
        var attachment = new Attachment
        {
            Id = Guid.CreateVersion7(mail.Now.AddMilliseconds(place)), // shown in the mail's order
            UploadedById = uploader.Id,
            FileName = CleanText.FileName(file.Name),
            ContentType = file.ContentType.Length <= MostContentTypeCharacters ? CleanText.Line(file.ContentType) : "",
            AddedAt = mail.Now,
        };
        mail.Db.Attachments.Add(attachment);
        await using var content = file.Open(mail.Opened.Raw);
        var piece = new byte[Attachment.PieceBytes];
        for (var position = 0; ; position++)
        {
            var read = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false);
            if (read > 0)
            {
                mail.Db.AttachmentPieces.Add(new AttachmentPiece { AttachmentId = attachment.Id, Position = position, Content = piece[..read] });
                attachment.Bytes += read;
            }

            if (read < piece.Length)
            {
                return attachment.Id;
            }
        }
    }
}

/// <summary>The files of a mail that were taken.</summary>
/// <param name="Ids">The attachments.</param>
/// <param name="LeftOut">The names of those that were not; empty for none.</param>
internal sealed record AddedFiles(IReadOnlyList<Guid> Ids, string LeftOut)
{
    /// <summary>What there is to say about it.</summary>
    public IncomingReason Reason => LeftOut.Length > 0 ? IncomingReason.FilesLeftOut : IncomingReason.None;
}
