using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Notifications;

/// <summary>The mails there were between the site and somebody about a request, so that a mail program shows the next one among them.</summary>
/// <param name="Ids">Their Message-IDs, oldest first.</param>
/// <param name="LatestAt">When the latest news left; null when there were none.</param>
/// <param name="Waiting">Gathered news that have not left; null when there are none.</param>
internal sealed record MailsBefore(IReadOnlyList<string> Ids, DateTimeOffset? LatestAt, OutboxMail? Waiting)
{
    public static readonly MailsBefore None = new([], null, null);

    private const int Most = 300;

    // What is news of a request; that it was received is the answer to its reporter, who just wrote.
    private static readonly MailKind[] News =
    [
        MailKind.PublicReply, MailKind.CustomerCommented, MailKind.StatusChanged, MailKind.ParticipantAdded, MailKind.RequestAssigned,
        MailKind.WrittenForAgent, MailKind.MentionedInComment, MailKind.RequestAtDesk, MailKind.RequestNews,
    ];

    /// <summary>Reads them for some people, by account.</summary>
    public static async Task<IReadOnlyDictionary<Guid, MailsBefore>> ReadAsync(DeskDb db, Request request, IReadOnlyList<Account> people, DateTimeOffset now)
    {
        var ids = people.Select(person => (Guid?)person.Id).ToList();
        var sent = await db.Outbox.AsNoTracking()
            .Where(mail => mail.RequestId == request.Id && ids.Contains(mail.AccountId))
            .OrderByDescending(mail => mail.Id).Take(Most)
            .Select(mail => new { mail.Id, mail.AccountId, mail.MessageId, mail.Kind, At = mail.DeliveredAt ?? mail.WrittenAt, IsWaiting = mail.Gathered != null && mail.NextTryAt > now && mail.Tries == 0 })
            .ToListAsync();
        var addresses = people.Select(person => person.NormalizedEmail).ToList();
        var came = await db.IncomingMails.AsNoTracking()
            .Where(mail => mail.RequestId == request.Id && mail.MessageId != null && addresses.Contains(mail.SenderAddress))
            .OrderByDescending(mail => mail.Id).Take(Most)
            .Select(mail => new { mail.SenderAddress, MessageId = mail.MessageId!, At = mail.ReceivedAt })
            .ToListAsync();

        var waitingIds = sent.Where(mail => mail.IsWaiting).Select(mail => mail.Id).ToList();
        var waiting = waitingIds.Count == 0
            ? []
            : await db.Outbox.AsTracking().Include(mail => mail.Files).Where(mail => waitingIds.Contains(mail.Id)).ToDictionaryAsync(mail => mail.AccountId!.Value);

        return people.ToDictionary(person => person.Id, person =>
        {
            var mine = sent.Where(mail => mail.AccountId == person.Id).ToList();
            var thread = mine.Where(mail => !mail.IsWaiting).Select(mail => (mail.MessageId, mail.At))
                .Concat(came.Where(mail => mail.SenderAddress == person.NormalizedEmail).Select(mail => (mail.MessageId, mail.At)))
                .OrderBy(mail => mail.At).Select(mail => mail.MessageId).ToList();
            var news = mine.Where(mail => !mail.IsWaiting && News.Contains(mail.Kind)).Select(mail => (DateTimeOffset?)mail.At);
            return new MailsBefore(thread, news.Max(), waiting.GetValueOrDefault(person.Id));
        });
    }
}
