using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>
/// Sends webhooks what happened: at least once, each webhook one thing at a time, and what happened to one request in its order. Several may send
/// at once, on one node or many: none takes another's webhook.
/// </summary>
public sealed class WebhookSending(DeskWork database, WebhookDoor door, WebhookPausing pausing, ILinkSeal seal, TimeProvider clock, ILogger<WebhookSending> log)
{
    // Another webhook is not to wait for ever for one to which much happens.
    private const int MostInARow = 50;

    // Longer than one answer may take; whoever dies leaves it to another after so long.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
    ];

    /// <summary>Sends to one webhook what is due there. False when nothing is due anywhere.</summary>
    public async Task<bool> SendSomeAsync(CancellationToken stop)
    {
        if (await TakeAsync(stop) is not { } id)
        {
            return false;
        }

        try
        {
            for (var sent = 0; sent < MostInARow && !stop.IsCancellationRequested && await NextAsync(id, stop) is { } next; sent++)
            {
                var answer = await SendAsync(next.Webhook, next.Delivery, stop);
                var isWritten = await database.RunAsync(work => WriteAsync(work, id, next.Delivery.Id, answer));
                if (!isWritten.IsDone || !answer.IsTaken)
                {
                    break;
                }
            }
        }
        finally
        {
            await ReleaseAsync(id);
        }

        return true;
    }

    private async Task<Guid?> TakeAsync(CancellationToken stop)
    {
        var now = clock.Now();
        await using var db = database.Read();
        var dueRows = DueIn(db, now);
        var due = await db.Webhooks.Where(webhook => webhook.IsOn && webhook.PausedAt == null && (webhook.QuietUntil == null || webhook.QuietUntil <= now) && (webhook.TakenUntil == null || webhook.TakenUntil <= now)
                && dueRows.Any(row => row.WebhookId == webhook.Id))
            .OrderBy(webhook => webhook.Id).Select(webhook => webhook.Id).ToListAsync(stop);
        foreach (var id in due)
        {
            var until = now + Lease;
            var taken = await database.WriteAheadAsync(
                write => write.Webhooks.Where(webhook => webhook.Id == id && (webhook.TakenUntil == null || webhook.TakenUntil <= now)).ExecuteUpdateAsync(set => set.SetProperty(webhook => webhook.TakenUntil, until), stop), []);
            if (taken is { IsDone: true, Done: > 0 })
            {
                return id;
            }
        }

        return null;
    }

    // What can be sent now: nothing earlier of the same request is still to be.
    private static IQueryable<WebhookDelivery> DueIn(DeskDb db, DateTimeOffset now) => db.WebhookDeliveries.Where(row => row.NextTryAt <= now
        && !db.WebhookDeliveries.Any(earlier => earlier.WebhookId == row.WebhookId && earlier.RequestId == row.RequestId && earlier.Id < row.Id && earlier.NextTryAt != null));

    private Task<Outcome<int>> ReleaseAsync(Guid id) => database.WriteAheadAsync(
        write => write.Webhooks.Where(webhook => webhook.Id == id).ExecuteUpdateAsync(set => set.SetProperty(webhook => webhook.TakenUntil, (DateTimeOffset?)null)), []);

    private async Task<Due?> NextAsync(Guid id, CancellationToken stop)
    {
        var now = clock.Now();
        await using var db = database.Read();
        var webhook = await db.Webhooks.SingleOrDefaultAsync(row => row.Id == id && row.IsOn && row.PausedAt == null, stop);
        var delivery = webhook is null ? null : await DueIn(db, now).Where(row => row.WebhookId == id).OrderBy(row => row.NextTryAt).ThenBy(row => row.Id).FirstOrDefaultAsync(stop);
        return delivery is null ? null : new Due(webhook!, delivery);
    }

    private async Task<WebhookAnswer> SendAsync(Webhook webhook, WebhookDelivery delivery, CancellationToken stop)
    {
        var secrets = new List<string>();
        foreach (var secret in new[] { webhook.SealedSecret, webhook.SealedSecretBeforeUntil > clock.GetUtcNow() ? webhook.SealedSecretBefore : null })
        {
            if (secret is not null && seal.Open(secret) is { } open)
            {
                secrets.Add(open);
            }
        }

        return secrets.Count == 0
            ? new WebhookAnswer(Status: null, "The keys that the secret was sealed with are gone: make another secret.")
            : await door.PostAsync(webhook.Url, delivery.EventId, delivery.Payload, secrets, stop);
    }

    private async Task<Outcome<Done>> WriteAsync(Work work, Guid webhookId, long deliveryId, WebhookAnswer answer)
    {
        await work.HoldAsync($"SELECT 1 FROM \"Webhooks\" WHERE \"Id\" = {webhookId}");
        var webhook = await work.Db.Webhooks.AsTracking().SingleOrDefaultAsync(row => row.Id == webhookId);
        var delivery = await work.Db.WebhookDeliveries.AsTracking().SingleOrDefaultAsync(row => row.Id == deliveryId);
        if (webhook is null || delivery is null)
        {
            return default(Done); // taken away meanwhile
        }

        var now = clock.Now();
        delivery.WasAnswered(answer.Status, answer.Text, now);
        var news = answer.IsTaken ? Arrived(webhook, delivery, now) : await FailedAsync(work, webhook, delivery, answer, now);
        await work.CommitAsync([Topic.WebhooksOf(webhook.DeskId), .. news]);
        return default(Done);
    }

    private static IReadOnlyCollection<Topic> Arrived(Webhook webhook, WebhookDelivery delivery, DateTimeOffset now)
    {
        (delivery.ArrivedAt, delivery.NextTryAt) = (now, null);
        (webhook.FailingSince, webhook.Failures, webhook.QuietUntil) = (null, 0, null);
        return [];
    }

    private async Task<IReadOnlyCollection<Topic>> FailedAsync(Work work, Webhook webhook, WebhookDelivery delivery, WebhookAnswer answer, DateTimeOffset now)
    {
        log.LogInformation("Webhook {Webhook} did not take {Delivery}: {Status} {Answer}", webhook.Id, delivery.Id, answer.Status, answer.Status is null ? answer.Text : "");
        webhook.FailingSince ??= now;
        webhook.QuietUntil = now + WaitAfter(++webhook.Failures);
        var next = now + WaitAfter(delivery.Tries);
        delivery.NextTryAt = now >= delivery.TryUntil ? null : next <= delivery.TryUntil ? next : delivery.TryUntil;
        return WebhookPausing.IsDue(webhook, answer, now) ? await pausing.PauseAsync(work, webhook, now) : [];
    }

    private static TimeSpan WaitAfter(int failures) => Waits[Math.Min(failures, Waits.Length) - 1];

    private sealed record Due(Webhook Webhook, WebhookDelivery Delivery);
}
