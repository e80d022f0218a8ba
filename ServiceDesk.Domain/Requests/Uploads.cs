using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>
/// Files that arrive while somebody still writes. Each piece is a commit of its own, so that a slow line holds up nobody; what was not
/// sent within a day is thrown away.
/// </summary>
public sealed class Uploads(DeskWork database, IOptions<RequestOptions> options, TimeProvider clock, Limits limits)
{
    /// <summary>How long a file waits to be sent.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>How many unsent files a person may have.</summary>
    public const int MostUnsent = 30;

    private const int MostContentTypeCharacters = 127;

    /// <summary>Takes a file in, piece by piece. Nothing stays of one that is empty, too large or breaks off.</summary>
    /// <param name="fileName">What it is called; only the last part of a path counts.</param>
    /// <param name="contentType">The media type stated; may be null.</param>
    /// <param name="content">The content, read to its end or to the limit.</param>
    /// <param name="by">Whose it is until it is sent.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Outcome<UploadedFile>> TakeAsync(string? fileName, string? contentType, Stream content, Actor by, CancellationToken cancel = default)
    {
        var begun = await BeginAsync(CleanText.FileName(fileName), CleanText.Line(contentType), by, cancel);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        var file = begun.Done;
        var isWhole = false;
        try
        {
            var outcome = await ReceiveAsync(file, content, cancel);
            isWhole = outcome.IsDone;
            return outcome;
        }
        finally
        {
            if (!isWhole)
            {
                await ThrowAwayAsync([file.Id], CancellationToken.None);
            }
        }
    }

    /// <summary>Takes a file back that was not sent yet.</summary>
    public async Task<Outcome<Done>> TakeBackAsync(Guid id, Actor by)
    {
        await using var db = database.Read();
        if (!await UnsentOf(db, by).AnyAsync(file => file.Id == id))
        {
            return new NotFound();
        }

        await ThrowAwayAsync([id], CancellationToken.None);
        return new Done();
    }

    /// <summary>The person's own unsent files among these, in this order: what a kept draft still has.</summary>
    public async Task<IReadOnlyList<UploadedFile>> StillHereAsync(IReadOnlyList<Guid> ids, Actor by)
    {
        await using var db = database.Read();
        var found = await UnsentOf(db, by)
            .Where(file => ids.Contains(file.Id) && file.Bytes > 0)
            .Select(file => new UploadedFile(file.Id, file.FileName, file.Bytes))
            .ToListAsync();
        return [.. found.OrderBy(file => ids.Index().First(id => id.Item == file.Id).Index)];
    }

    /// <summary>Throws away what waited too long; to be called now and then.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        await using var db = database.Read();
        var before = clock.Now() - Kept;
        var old = await db.Attachments.Where(file => file.RequestId == null && file.AddedAt < before).OrderBy(file => file.AddedAt).Select(file => file.Id).Take(100).ToListAsync(cancel);
        await ThrowAwayAsync(old, cancel);
    }

    private static IQueryable<Attachment> UnsentOf(DeskDb db, Actor by) => db.Attachments.Where(file => file.UploadedById == by.AccountId
        && file.RequestId == null
        && db.Accounts.Any(account => account.Id == by.AccountId && account.DeactivatedAt == null));

    private Task<Outcome<UploadedFile>> BeginAsync(string fileName, string contentType, Actor by, CancellationToken cancel) => database.RunAsync<UploadedFile>(async work =>
    {
        if (by.AccountId is not { } person || !await work.Db.Accounts.AnyAsync(a => a.Id == person && a.DeactivatedAt == null && a.Password != PasswordKind.None, cancel))
        {
            return new NotAllowed();
        }

        if (await work.Db.Attachments.CountAsync(file => file.UploadedById == person && file.RequestId == null, cancel) >= MostUnsent)
        {
            return new TooManyUnsentFiles();
        }

        if (limits.Attachment(by) is { } wait)
        {
            return wait;
        }

        var now = clock.Now();
        var file = new Attachment
        {
            Id = Guid.CreateVersion7(now),
            UploadedById = person,
            FileName = fileName,
            ContentType = contentType.Length <= MostContentTypeCharacters ? contentType : "",
            AddedAt = now,
        };
        work.Db.Attachments.Add(file);
        await work.CommitAsync();
        return new UploadedFile(file.Id, fileName, 0);
    }, cancel);

    private async Task<Outcome<UploadedFile>> ReceiveAsync(UploadedFile file, Stream content, CancellationToken cancel)
    {
        var most = options.Value.AttachmentBytes;
        var piece = new byte[Attachment.PieceBytes];
        var bytes = 0L;

        for (var position = 0; ; position++)
        {
            var read = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancel);
            bytes += read;
            if (bytes > most)
            {
                return new FileIsTooLarge(file.FileName, FileSize.Limit(most));
            }

            var isLast = read < piece.Length;
            if (isLast && bytes == 0)
            {
                return new FileIsEmpty(file.FileName);
            }

            var kept = await KeepAsync(file.Id, position, piece.AsMemory(0, read), isLast ? bytes : 0, cancel);
            if (!kept.IsDone)
            {
                return kept.Refusal;
            }

            if (isLast)
            {
                return file with { Bytes = bytes };
            }
        }
    }

    private Task<Outcome<Done>> KeepAsync(Guid id, int position, ReadOnlyMemory<byte> content, long bytesIfWhole, CancellationToken cancel) => database.RunAsync<Done>(async work =>
    {
        // Taken back or swept while it arrived: there is nothing to put the piece to.
        if (await work.Db.Attachments.AsTracking().SingleOrDefaultAsync(file => file.Id == id, cancel) is not { } file)
        {
            return new FileIsGone();
        }

        if (content.Length > 0)
        {
            work.Db.AttachmentPieces.Add(new AttachmentPiece { AttachmentId = id, Position = position, Content = content.ToArray() });
        }

        file.Bytes = bytesIfWhole;
        await work.CommitAsync();
        return new Done();
    }, cancel);

    private async Task ThrowAwayAsync(List<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
        {
            return;
        }

        await using var work = await database.BeginAsync(cancel);
        // Asked again within the work: what was sent meanwhile stays.
        var unsent = work.Db.Attachments.Where(file => ids.Contains(file.Id) && file.RequestId == null);
        await work.Db.AttachmentPieces.Where(piece => unsent.Select(file => file.Id).Contains(piece.AttachmentId)).ExecuteDeleteAsync(cancel);
        await unsent.ExecuteDeleteAsync(cancel);
        await work.CommitAsync();
    }
}

/// <summary>A file that has arrived and can be sent.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record UploadedFile(Guid Id, string FileName, long Bytes);
