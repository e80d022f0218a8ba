using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Webhooks;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Tells webhooks what happened as soon as it has, several at a time, so that a slow one holds up no other.</summary>
internal sealed class WebhookWorker(WebhookSending sending, LiveFeed feed, TimeProvider clock, WorkersAlive alive, ILogger<WebhookWorker> log) : BackgroundService
{
    private const int AtOnce = 4;

    // What falls due again by itself is nobody's news.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        alive.WhileAsync(nameof(WebhookWorker), () => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SendAsync(stoppingToken))));

    private async Task SendAsync(CancellationToken stop)
    {
        using var news = new NewsBell(feed, clock, Topic.Webhooks);
        while (true)
        {
            await SendAllAsync(stop);
            await news.WaitAsync(LookAgain, stop);
        }
    }

    private async Task SendAllAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && await sending.SendSomeAsync(stop))
            {
                log.LogDebug("A webhook was told.");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The database is out of reach, most likely: what is to be sent is still there when it is back.
            log.LogError(e, "Webhooks could not be told; they are tried again in {Wait}.", LookAgain);
        }
    }
}
