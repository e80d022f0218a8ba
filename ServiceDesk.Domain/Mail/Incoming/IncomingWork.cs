using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// Processes stored mails. Some are taken for a while, so that no other node takes them; they are read outside of any work; and what came of them is
/// one commit for all, or, where one of them is at fault, one each. Broken off anywhere, it is done again: what was made has the mail's id.
/// </summary>
public sealed partial class IncomingWork(DeskWork database, IncomingProcessing processing, MailTokens tokens, IOptions<MailOptions> mailServer, TimeProvider clock, ILogger<IncomingWork> log)
{
    /// <summary>How long the mails that were taken are left to whoever took them.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Once processing a mail was begun so often, a fault leaves it to people.</summary>
    public const int MostAttempts = 4;

    /// <summary>How often processing a mail may be begun before it is left to people: more often, because a site that is ended again and again breaks off mails that have no fault.</summary>
    public const int MostBeginnings = 16;

    private static readonly TimeSpan AfterFault = TimeSpan.FromMinutes(1);

    /// <summary>Processes the mails that have been due longest; false when none was.</summary>
    public async Task<bool> WorkAsync(CancellationToken stop)
    {
        var key = await tokens.KeyAsync(stop);
        var taken = await TakeAsync();
        foreach (var desk in taken.GroupBy(mail => mail.DeskId))
        {
            await ProcessAsync(desk.Key, [.. desk], key, stop);
        }

        return taken.Count > 0;
    }

    /// <summary>Gives back what was taken and not finished: on SQLite nobody else can be at it when this process begins.</summary>
    public async Task GiveBackAsync()
    {
        await using var work = await database.BeginAsync();
        if (work.Db is SqliteDeskDb)
        {
            var now = clock.Now();
            await work.Db.IncomingMails.Where(mail => mail.NextTryAt > now && mail.State == IncomingState.Stored).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.NextTryAt, now));
            await work.CommitAsync();
        }
    }

    private async Task<IReadOnlyList<IncomingMail>> TakeAsync()
    {
        var now = clock.Now();
        await using (var db = database.Read())
        {
            if (!await db.IncomingMails.AnyAsync(mail => mail.NextTryAt <= now))
            {
                return [];
            }
        }

        var taken = await database.RunAsync<IReadOnlyList<IncomingMail>>(async work =>
        {
            var due = await LongestDueAsync(work.Db, now);

            // One that breaks the process each time must not do so for ever.
            var hopeless = due.FindAll(mail => mail.Attempts >= MostBeginnings);
            work.Db.AttachRange(hopeless);
            hopeless.ForEach(mail => mail.Settle(IncomingState.Failed, IncomingReason.Fault, "", now));
            var taken = due.Except(hopeless).ToList();
            var ids = taken.ConvertAll(mail => mail.Id);
            await work.Db.IncomingMails.Where(mail => ids.Contains(mail.Id)).ExecuteUpdateAsync(set => set
                .SetProperty(mail => mail.NextTryAt, now + Lease)
                .SetProperty(mail => mail.Attempts, mail => mail.Attempts + 1)
                .SetProperty(mail => mail.Version, mail => mail.Version + 1));
            taken.ForEach(mail => mail.WasTaken());
            await work.CommitAsync([.. hopeless.Select(mail => Topic.IncomingMailsOf(mail.DeskId))]);
            return taken;
        });
        return taken.IsDone ? taken.Done : [];
    }

    private static async Task<List<IncomingMail>> LongestDueAsync(DeskDb db, DateTimeOffset now)
    {
        const int mostMails = 100;
        const long mostBytes = 8 * 1024 * 1024;
        var due = db is PostgresDeskDb
            ? db.IncomingMails.FromSql($"SELECT * FROM \"IncomingMails\" WHERE \"NextTryAt\" <= {now} ORDER BY \"NextTryAt\", \"Id\" LIMIT {mostMails} FOR UPDATE SKIP LOCKED")
            : db.IncomingMails.Where(mail => mail.NextTryAt <= now).OrderBy(mail => mail.NextTryAt).ThenBy(mail => mail.Id).Take(mostMails);
        var found = (await due.AsNoTracking().ToListAsync()).OrderBy(mail => mail.ReceivedAt).ThenBy(mail => mail.Id).ToList();
        var (bytes, count) = (0L, 0);

        // What was broken off before may be what broke it off: it is done alone, so that it takes no other with it.
        while (count < found.Count && (count == 0 || (found[0].Attempts + found[count].Attempts == 0 && bytes + found[count].Bytes <= mostBytes)))
        {
            bytes += found[count++].Bytes;
        }

        return found[..count];
    }

    private async Task ProcessAsync(Guid deskId, IReadOnlyList<IncomingMail> taken, ThreadKey key, CancellationToken stop)
    {
        var opened = new List<(IncomingMail Row, OpenedMail Mail)>();
        try
        {
            var pieces = await FirstPiecesAsync(taken, stop);
            foreach (var row in taken)
            {
                await TryAsync([row], async () => opened.Add((row, await OpenAsync(row, pieces.GetValueOrDefault(row.Id), stop))));
            }

            if (opened.Count > 1 && await TryAsync(null, () => RunAsync(deskId, opened, key)))
            {
                return;
            }

            foreach (var one in opened)
            {
                await TryAsync([one.Row], () => RunAsync(deskId, [one], key));
            }
        }
        finally
        {
            foreach (var one in opened)
            {
                await one.Mail.DisposeAsync();
            }
        }
    }

    // All of a short mail; a long one is read piece by piece.
    private async Task<Dictionary<Guid, byte[]>> FirstPiecesAsync(IReadOnlyList<IncomingMail> taken, CancellationToken stop)
    {
        var ids = taken.Where(mail => mail.Bytes <= IncomingPiece.PieceBytes).Select(mail => mail.Id).ToList();
        await using var db = database.Read();
        return await db.IncomingPieces.Where(piece => ids.Contains(piece.MailId)).ToDictionaryAsync(piece => piece.MailId, piece => piece.Content, stop);
    }

    private async Task<OpenedMail> OpenAsync(IncomingMail row, byte[]? first, CancellationToken stop)
    {
        await using var db = database.Read();
        return await OpenedMail.OpenAsync(db, row, first, stop);
    }

    private async Task RunAsync(Guid deskId, List<(IncomingMail Row, OpenedMail Mail)> mails, ThreadKey key)
    {
        var outcome = await database.RunAsync<Done>(async work =>
        {
            var at = await BeginAsync(work, deskId, key);
            foreach (var stretch in IncomingStretch.Divide(mails, at.Desk.AllowsParticipants))
            {
                await ProcessAsync(at, stretch);
                await work.SaveAsync();
            }

            await work.CommitAsync([Topic.IncomingMailsOf(deskId), Topic.Audit, Topic.DoorLog, Topic.DoorLogOf(deskId), .. at.News]);
            return default(Done);
        });
        if (!outcome.IsDone && mails.Count > 1)
        {
            throw new InvalidOperationException($"Mails could not be processed together: {outcome.Refusal}");
        }
    }

    // A fault is the mail's own where it was alone; of several, each is tried by itself.
    private async Task<bool> TryAsync(IReadOnlyList<IncomingMail>? alone, Func<Task> process)
    {
        try
        {
            await process();
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException && !Outage.IsMeantBy(e))
        {
            if (alone is not [var mail])
            {
                log.LogWarning(e, "Mails could not be processed together; each is now processed by itself.");
                return false;
            }

            log.LogError(e, "Mail {Mail} could not be processed.", mail.Id);
            await NoteFaultAsync(mail, e);
            return false;
        }
    }

    private Task<Outcome<Done>> NoteFaultAsync(IncomingMail seen, Exception e) => database.RunAsync<Done>(async work =>
    {
        await work.HoldAsync($"SELECT 1 FROM \"IncomingMails\" WHERE \"Id\" = {seen.Id}");
        var now = clock.Now();
        var mail = await work.Db.IncomingMails.AsTracking().SingleAsync(row => row.Id == seen.Id);
        if (mail.Version != seen.Version)
        {
            return default(Done);
        }

        if (mail.Attempts >= MostAttempts)
        {
            mail.Settle(IncomingState.Failed, IncomingReason.Fault, e.GetType().Name, now);
        }
        else
        {
            mail.NextTryAt = now + (AfterFault * mail.Attempts);
        }

        await work.CommitAsync(Topic.IncomingMailsOf(mail.DeskId));
        return default(Done);
    });
}
