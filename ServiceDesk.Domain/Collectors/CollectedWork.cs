using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Collectors;

/// <summary>What every post to a collector needs within its work.</summary>
internal static class CollectedWork
{
    /// <summary>The collector with its desk as they will be until the work ends; null when it takes nothing any more. Whoever posts to it next waits.</summary>
    public static async Task<CollectorAtDesk?> CollectorAsync(this Work work, Guid collectorId, DateTimeOffset now)
    {
        var deskId = await work.Db.Collectors.Where(collector => collector.Id == collectorId).Select(collector => collector.DeskId).SingleOrDefaultAsync();
        var site = await work.SiteAsync();
        var desk = await work.DeskAsync(deskId);
        await work.HoldAsync($"SELECT 1 FROM \"Collectors\" WHERE \"Id\" = {collectorId}");
        var collector = await work.Db.Collectors.AsNoTracking().SingleOrDefaultAsync(row => row.Id == collectorId && row.IsOn);
        if (collector is null || desk is not { ArchivedAt: null })
        {
            return null;
        }

        var today = DeskCollectors.Today(now);
        var day = await work.Db.CollectorDays.AsTracking().SingleOrDefaultAsync(row => row.CollectorId == collectorId && row.Day == today)
            ?? work.Db.CollectorDays.Add(new CollectorDay { CollectorId = collectorId, Day = today }).Entity;
        return new CollectorAtDesk(collector, desk, AtTheDoor.SettingsOf(site, desk) with { CollectorVouches = collector.Vouches }, day);
    }

    /// <summary>The request type a collector raises as; null when its desk offers none.</summary>
    public static Task<Guid?> TypeOfAsync(this Work work, Collector collector) => work.Db.RequestTypes
        .Where(type => type.DeskId == collector.DeskId && type.ArchivedAt == null)
        .OrderByDescending(type => type.Id == collector.RequestTypeId).ThenBy(type => type.Position).ThenBy(type => type.Id)
        .Select(type => (Guid?)type.Id).FirstOrDefaultAsync();

    /// <summary>Puts files where uploaded ones wait to be sent, in their order.</summary>
    public static async Task<IReadOnlyList<Guid>> AddFilesAsync(this Work work, IReadOnlyList<CollectedFile> files, Account uploader, DateTimeOffset now)
    {
        var ids = new List<Guid>();
        foreach (var file in files)
        {
            var attachment = Attached(uploader, file.CleanName, file.CleanContentType, now, ids.Count);
            work.Db.Attachments.Add(attachment);
            var position = 0;
            await foreach (var piece in file.Content.PiecesAsync())
            {
                work.Db.AttachmentPieces.Add(new AttachmentPiece { AttachmentId = attachment.Id, Position = position++, Content = piece });
                attachment.Bytes += piece.Length;
            }

            ids.Add(attachment.Id);
        }

        return await SavedAsync(work, ids);
    }

    /// <summary>The same with files that had to wait.</summary>
    public static async Task<IReadOnlyList<Guid>> AddParkedFilesAsync(this Work work, Guid parkedId, Account uploader, DateTimeOffset now)
    {
        var ids = new List<Guid>();
        foreach (var file in await work.Db.ParkedFiles.AsNoTracking().Where(file => file.ParkedId == parkedId).OrderBy(file => file.Id).ToListAsync())
        {
            var attachment = Attached(uploader, file.FileName, file.ContentType, now, ids.Count);
            attachment.Bytes = file.Bytes;
            work.Db.Attachments.Add(attachment);
            work.Db.AttachmentPieces.AddRange((await work.Db.ParkedPieces.AsNoTracking().Where(piece => piece.FileId == file.Id).OrderBy(piece => piece.Position).ToListAsync())
                .Select(piece => new AttachmentPiece { AttachmentId = attachment.Id, Position = piece.Position, Content = piece.Content }));
            ids.Add(attachment.Id);
        }

        return await SavedAsync(work, ids);
    }

    private static Attachment Attached(Account uploader, string name, string contentType, DateTimeOffset now, int place) => new()
    {
        Id = Guid.CreateVersion7(now.AddMilliseconds(place)), // shown in their order
        UploadedById = uploader.Id,
        FileName = name,
        ContentType = contentType,
        AddedAt = now,
    };

    // Sending asks the database for what was uploaded; and it also adds the uploader, where that is a contact just made.
    private static async Task<IReadOnlyList<Guid>> SavedAsync(Work work, List<Guid> ids)
    {
        if (ids.Count > 0)
        {
            await work.SaveAsync();
        }

        return ids;
    }
}

/// <summary>A collector and its desk within a work.</summary>
/// <param name="Collector">The collector, switched on.</param>
/// <param name="Desk">Its desk, in use.</param>
/// <param name="Settings">What the rule book is asked with.</param>
/// <param name="Day">What it took today, to be raised.</param>
internal sealed record CollectorAtDesk(Collector Collector, Desk Desk, DoorSettings Settings, CollectorDay Day)
{
    /// <summary>Whether it took as much as it may today.</summary>
    public bool IsFull => Day.Matched + Day.Made + Day.Defaulted + Day.Parked >= Collector.DailyCap;
}
