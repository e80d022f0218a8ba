using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Does what imports wait for, one after the other, also what was left when the site stopped.</summary>
internal sealed class ImportWorker(ImportWork imports, LiveFeed feed, TimeProvider clock, WorkersAlive alive, ILogger<ImportWorker> log) : BackgroundService
{
    // What another node left behind is nobody's news.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => alive.WhileAsync(nameof(ImportWorker), () => WorkAsync(stoppingToken));

    private async Task WorkAsync(CancellationToken stop)
    {
        using var news = new NewsBell(feed, clock, Topic.Imports);
        while (true)
        {
            await WorkAllAsync(stop);
            await news.WaitAsync(LookAgain, stop);
        }
    }

    private async Task WorkAllAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && await imports.WorkAsync(stop))
            {
                log.LogDebug("A step of an import was done.");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Each chunk says how far it came: it goes on there.
            log.LogError(e, "An import could not go on; it is tried again.");
        }
    }
}
