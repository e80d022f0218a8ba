using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>Which mailboxes are to be read, whose turn each is, and how reading them goes.</summary>
public sealed class MailboxStates(DeskWork database, LiveFeed feed, TimeProvider clock)
{
    /// <summary>How long a mailbox stays a node's that does not say again that it reads it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>The mailboxes that are switched on, of desks that are in use.</summary>
    public async Task<IReadOnlyList<SwitchedOnMailbox>> SwitchedOnAsync(CancellationToken cancel)
    {
        await using var db = database.Read();
        return await db.Mailboxes.Where(mailbox => mailbox.IsOn && db.Desks.Any(desk => desk.Id == mailbox.DeskId && desk.ArchivedAt == null))
            .Select(mailbox => new SwitchedOnMailbox(mailbox.DeskId, mailbox.Version)).ToListAsync(cancel);
    }

    /// <summary>Takes a mailbox for this node, or says again that it is its own; false while it is another's. On SQLite there is but one.</summary>
    internal async Task<bool> TakeAsync(Guid deskId, CancellationToken cancel)
    {
        await using (var db = database.Read())
        {
            if (db is SqliteDeskDb)
            {
                return true;
            }
        }

        await using var work = await database.BeginAsync(cancel);
        var (now, node) = (clock.Now(), (Guid?)feed.Node);
        var until = (DateTimeOffset?)(now + Lease);
        var taken = await work.Db.MailboxProgress.Where(row => row.DeskId == deskId && (row.TakenBy == null || row.TakenBy == node || row.TakenUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.TakenBy, node).SetProperty(row => row.TakenUntil, until), cancel);
        await work.CommitAsync();
        return taken > 0;
    }

    /// <summary>Lets another node have it, and shows that nobody is connected.</summary>
    internal Task ReleaseAsync(Guid deskId) => NoteAsync(deskId, row =>
    {
        if (row.TakenBy is null || row.TakenBy == feed.Node)
        {
            (row.TakenBy, row.TakenUntil, row.ConnectedAt) = (null, null, null);
        }
    });

    /// <summary>Notes how it goes, for all who look.</summary>
    internal async Task NoteAsync(Guid deskId, Action<MailboxProgress> note)
    {
        await using var work = await database.BeginAsync();
        await work.HoldAsync($"SELECT 1 FROM \"MailboxProgress\" WHERE \"DeskId\" = {deskId}");
        if (await work.Db.MailboxProgress.AsTracking().SingleOrDefaultAsync(row => row.DeskId == deskId) is { } progress)
        {
            note(progress);
            await work.CommitAsync(Topic.MailboxOf(deskId));
        }
    }

    /// <summary>Notes up to where everything was taken in, unless another mailbox was chosen meanwhile.</summary>
    internal async Task ReachAsync(DeskMailbox mailbox, long uidValidity, long uid)
    {
        await using var work = await database.BeginAsync();
        await work.Db.MailboxProgress.Where(row => row.DeskId == mailbox.DeskId && work.Db.Mailboxes.Any(now => now.DeskId == mailbox.DeskId && now.Version == mailbox.Version))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UidValidity, (long?)uidValidity).SetProperty(row => row.HighestUid, uid));
        await work.CommitAsync();
    }
}

/// <summary>A mailbox that is switched on.</summary>
/// <param name="DeskId">Whose it is.</param>
/// <param name="Version">As what it is chosen to be; another one is to be read anew.</param>
public sealed record SwitchedOnMailbox(Guid DeskId, int Version);
