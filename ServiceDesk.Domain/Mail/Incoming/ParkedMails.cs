using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>Mails that wait until their writer has proved the address (design.md 4): then the rule book is asked again. What waits too long is let go.</summary>
public sealed class ParkedMails(DeskWork database, TimeProvider clock)
{
    /// <summary>How long a mail waits.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int AtOnce = 100;

    /// <summary>Queues the mails of those who proved their address and whom no desk holds back any more.</summary>
    public async Task ReleaseAsync(CancellationToken cancel = default)
    {
        await using (var db = database.Read())
        {
            if (!await Ready(db).AnyAsync(cancel))
            {
                return;
            }
        }

        await using var work = await database.BeginAsync(cancel);
        var now = clock.Now();
        var ready = await Ready(work.Db).AsTracking().OrderBy(mail => mail.Id).Take(AtOnce).ToListAsync(cancel);
        ready.ForEach(mail => mail.QueueAgain(now));
        await work.CommitAsync([Topic.IncomingMails, .. ready.Select(mail => Topic.IncomingMailsOf(mail.DeskId)).Distinct()]);
    }

    /// <summary>Refuses what waited too long; to be called each day.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.Now();
        var oldest = now - Kept;
        await using var work = await database.BeginAsync(cancel);
        var old = await work.Db.IncomingMails.AsTracking().Where(mail => mail.State == IncomingState.Parked && mail.ProcessedAt < oldest).OrderBy(mail => mail.Id).Take(AtOnce).ToListAsync(cancel);
        old.ForEach(mail => mail.Settle(IncomingState.Refused, IncomingReason.ProofDidNotCome, "", now));
        await work.CommitAsync([.. old.Select(mail => Topic.IncomingMailsOf(mail.DeskId)).Distinct()]);
    }

    private static IQueryable<IncomingMail> Ready(DeskDb db) => db.IncomingMails.Where(mail => mail.State == IncomingState.Parked
        && db.Accounts.Any(account => account.NormalizedEmail == mail.SenderAddress && account.AddressProvedAt != null
            && !db.HeldSignUps.Any(held => held.AccountId == account.Id && held.DeskId == mail.DeskId && held.RefusedAt == null)));
}
