using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Delivers mails as soon as they are written, several at a time, so that a slow one holds up no other.</summary>
internal sealed class MailDeliveryWorker(MailDelivery delivery, LiveFeed feed, IOptions<MailOptions> mail, TimeProvider clock, WorkersAlive alive, ILogger<MailDeliveryWorker> log) : BackgroundService
{
    private const int AtOnce = 4;

    // What falls due again by itself is nobody's news.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => mail.Value.HasServer
        ? alive.WhileAsync(nameof(MailDeliveryWorker), () => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => DeliverAsync(stoppingToken))))
        : Task.CompletedTask;

    private async Task DeliverAsync(CancellationToken stop)
    {
        using var news = new NewsBell(feed, clock, Topic.Outbox);
        while (true)
        {
            await DeliverAllAsync(stop);
            await news.WaitAsync(LookAgain, stop);
        }
    }

    private async Task DeliverAllAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && await delivery.DeliverOneAsync(stop))
            {
                log.LogDebug("A mail was dealt with.");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The database is out of reach, most likely: the mails are still there when it is back.
            log.LogError(e, "Mails could not be delivered; they are tried again in {Wait}.", LookAgain);
        }
    }
}
