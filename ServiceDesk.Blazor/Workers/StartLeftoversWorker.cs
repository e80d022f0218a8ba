using System.Runtime;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Gives back to the machine, once, what the start needed and nothing needs any more: a twelfth of the idle site's memory.</summary>
internal sealed class StartLeftoversWorker(TimeProvider clock, WorkersAlive alive) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => alive.WhileAsync(nameof(StartLeftoversWorker), async () =>
    {
        await Task.Delay(AfterStart, clock, stoppingToken);
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    });
}
