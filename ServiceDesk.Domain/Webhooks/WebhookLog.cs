using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>What a webhook was told, and what it answered; kept for a month.</summary>
public sealed class WebhookLog(DeskWork database, TimeProvider clock)
{
    /// <summary>How many a page has.</summary>
    public const int PageSize = 25;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>What it was told, the latest first.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="from">Where the page before ended; null for the first.</param>
    /// <param name="by">Who asks.</param>
    public async Task<Outcome<PageOf<WebhookDelivery>>> ListAsync(Guid webhookId, string? from, Actor by)
    {
        await using var db = database.Read();
        if (await db.Webhooks.SingleOrDefaultAsync(row => row.Id == webhookId) is not { } webhook || !await DeskWebhooks.MayAsync(db, webhook.DeskId, by))
        {
            return new NotFound();
        }

        var before = long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : long.MaxValue;
        var rows = await db.WebhookDeliveries.Where(row => row.WebhookId == webhookId && row.Id < before).OrderByDescending(row => row.Id).Take(PageSize + 1).ToListAsync();
        return rows.Count > PageSize
            ? new PageOf<WebhookDelivery>(rows[..PageSize], rows[PageSize - 1].Id.ToString(CultureInfo.InvariantCulture))
            : new PageOf<WebhookDelivery>(rows, Next: null);
    }

    /// <summary>Sends something again that arrived or was given up, under the same id.</summary>
    public Task<Outcome<Done>> SendAgainAsync(long deliveryId, Actor by) => database.RunAsync<Done>(async work =>
    {
        var delivery = await work.Db.WebhookDeliveries.AsTracking().SingleOrDefaultAsync(row => row.Id == deliveryId);
        if (delivery is null || await DeskWebhooks.ToChangeAsync(work, delivery.WebhookId, by) is not { } webhook)
        {
            return new NotFound();
        }

        if (delivery.State is not WebhookDeliveryState.Waiting)
        {
            delivery.SendAgain(clock.Now());
            webhook.QuietUntil = null;
            await work.CommitAsync(Topic.WebhooksOf(webhook.DeskId), Topic.Webhooks);
        }

        return default(Done);
    });

    /// <summary>Sends a <c>ping</c>, so that one sees whether it arrives.</summary>
    public Task<Outcome<Done>> PingAsync(Guid webhookId, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await DeskWebhooks.ToChangeAsync(work, webhookId, by) is not { } webhook)
        {
            return new NotFound();
        }

        var (now, id) = (clock.Now(), Guid.CreateVersion7(clock.Now()));
        var desk = (await work.Db.Desks.FindAsync(webhook.DeskId))!;
        webhook.QuietUntil = null;
        work.Db.WebhookDeliveries.Add(WebhookDelivery.Of(webhook.Id, id, WebhookEvents.Ping, WebhookPayload.Write(WebhookEvents.Ping, id, now, desk, new { }), now));
        await work.CommitAsync(Topic.WebhooksOf(webhook.DeskId), Topic.Webhooks);
        return default(Done);
    });

    /// <summary>Deletes what is old.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        await using var work = await database.BeginAsync(cancel);
        var before = clock.Now() - Kept;
        await work.Db.WebhookDeliveries.Where(row => row.HappenedAt < before).ExecuteDeleteAsync(cancel);
        await work.CommitAsync();
    }
}
