using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Workers;

/// <summary>
/// Does what waits in a queue of the database as soon as there is news of it, and looks now and then for what falls due by itself or another node left
/// behind; several at a time where one that is slow must hold up no other.
/// </summary>
internal abstract class QueueWorker(Topic topic, TimeSpan lookAgain, int atOnce, LiveFeed feed, TimeProvider clock, WorkersAlive alive, ILogger log) : BackgroundService
{
    /// <summary>Does some of it; false when nothing waits.</summary>
    protected abstract Task<bool> DoSomeAsync(CancellationToken stop);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        alive.WhileAsync(GetType().Name, () => Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => WorkAsync(stoppingToken))));

    private async Task WorkAsync(CancellationToken stop)
    {
        using var news = new NewsBell(feed, clock, topic);
        while (true)
        {
            await DoAllAsync(stop);
            await news.WaitAsync(lookAgain, stop);
        }
    }

    private async Task DoAllAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && await DoSomeAsync(stop))
            {
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The database is out of reach, most likely: what waits is still there when it is back.
            log.LogError(e, "{Worker} could not go on; what waits is tried again in {Wait}.", GetType().Name, lookAgain);
        }
    }
}
