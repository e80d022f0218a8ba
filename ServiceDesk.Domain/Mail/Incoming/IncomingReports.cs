using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Reports;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// Reports that a mail did not arrive: they mark the address and the invitation (design.md 4). Believed only where they name a mail of this site by its
/// Message-ID, which is random; of what they say of addresses, only that one's counts.
/// </summary>
public sealed class IncomingReports
{
    private const int MostWords = 500;

    /// <summary>Notes a report.</summary>
    internal async Task NoteAsync(DeskTakingMail at, IncomingMail row, DeliveryReport report)
    {
        var sent = report.OriginalMessageId is { } id ? await at.Work.Db.Outbox.AsNoTracking().FirstOrDefaultAsync(mail => mail.MessageId == id) : null;
        if (sent is null)
        {
            row.Settle(IncomingState.Ignored, IncomingReason.ReportOfAnother, "", at.Now);
            return;
        }

        // A server that still tries has not given up.
        row.RequestId = sent.RequestId;
        row.Settle(IncomingState.Processed, IncomingReason.DeliveryReport, sent.To, at.Now);
        if (report.Recipients.Count > 0 && report.Recipients.All(recipient => !recipient.IsFinal))
        {
            return;
        }

        var words = WordsOf(report);
        if (await at.Work.Db.Accounts.AsTracking().SingleOrDefaultAsync(account => account.Id == sent.AccountId) is { } account
            && EmailAddress.TryParse(sent.To, out var to) && to.Normalized == account.NormalizedEmail)
        {
            account.Bounce(words, at.Now);
            var desks = await at.Work.Db.DeskCustomers.Where(place => place.AccountId == account.Id).Select(place => place.DeskId).ToListAsync();
            at.News.UnionWith([Topic.Users, Topic.Account(account.Id), .. desks.Select(Topic.CustomersOf)]);
        }

        if (await at.Work.BounceInvitationAsync(sent.MessageId, words, at.Now) is { } deskId)
        {
            at.News.Add(Topic.CustomersOf(deskId));
        }
    }

    private static string? WordsOf(DeliveryReport report)
    {
        var failed = report.Recipients.FirstOrDefault(recipient => recipient.IsFinal);
        var words = OneLine.Of(string.Join(' ', new[] { failed?.Status, failed?.Explanation }.OfType<string>()));
        return words.Length == 0 ? null : words[..Math.Min(words.Length, MostWords)];
    }
}
