using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>Ends what has run out: the secret in an unsent mail when its link expires, and the link's row a month later.</summary>
public sealed class LinkKeeping(DeskWork database, TimeProvider clock)
{
    // So long an expired link still says so, and offers a new one.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Blanks the links of unsent mails that no longer lead anywhere; says how many.</summary>
    public async Task<int> BlankAsync(CancellationToken cancel = default)
    {
        var now = clock.Now();
        await using (var db = database.Read())
        {
            if (!await Ended(db, now).AnyAsync(cancel))
            {
                return 0;
            }
        }

        await using var work = await database.BeginAsync(cancel);
        var blanked = await LinkMails.WithdrawAsync(Ended(work.Db, now));
        await work.CommitAsync(Topic.Outbox);
        return blanked;
    }

    /// <summary>Deletes links that ran out a month ago; says how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        var oldest = clock.Now() - Kept;
        await using var work = await database.BeginAsync(cancel);
        var gone = await work.Db.MailedLinks.Where(link => link.ExpiresAt < oldest).ExecuteDeleteAsync(cancel);
        await work.CommitAsync();
        return gone;
    }

    // Only what waits still has a secret, and what waits is found by its index.
    private static IQueryable<OutboxMail> Ended(DeskDb db, DateTimeOffset now) => db.Outbox.Where(mail => mail.NextTryAt != null && mail.LinkId != null
        && !db.MailedLinks.Any(link => link.Id == mail.LinkId && link.UsedAt == null && link.VoidedAt == null && link.ExpiresAt > now));
}
