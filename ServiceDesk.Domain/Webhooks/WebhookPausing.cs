using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>Leaves a webhook alone that takes nothing for a day, or wants no more, and tells the desk's administrators.</summary>
public sealed class WebhookPausing(MailWriting writing, SiteLinks links)
{
    // A little less than one thing is tried for: what began to fail with it has failed for as long when it is given up.
    private static readonly TimeSpan Borne = WebhookDelivery.TriedFor - TimeSpan.FromHours(1);

    /// <summary>Whether an answer is one too many.</summary>
    internal static bool IsDue(Webhook webhook, WebhookAnswer answer, DateTimeOffset now) =>
        webhook.PausedAt is null && (answer.IsGone || (webhook.FailingSince is { } since && now - since >= Borne));

    /// <summary>Pauses it within a work. The news of it.</summary>
    internal async Task<IReadOnlyCollection<Topic>> PauseAsync(Work work, Webhook webhook, DateTimeOffset now)
    {
        webhook.PausedAt = now;
        var desk = (await work.Db.Desks.FindAsync(webhook.DeskId))!;
        work.Db.Audit.Add(AuditEntry.Of(Changes.WebhookPaused, Actor.Site, now, desk.Id, webhook.Id, new { webhook.Name }));
        foreach (var administrator in await work.Db.WhoLooksAfterAsync(desk.Id))
        {
            work.Db.Outbox.Add(writing.Write(MailKind.WebhookPaused, Recipient.Of(administrator, desk.Id), now, links.ToWebhooks(desk.Key), mailedLink: null, requestId: null, desk.Name, webhook.Name));
        }

        return [Topic.Outbox];
    }
}
