using ServiceDesk.Domain.Keeping;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Keeps house: does each chore of the rooms when it is due, in the order in which the rooms were set up.</summary>
internal sealed class KeepingWorker(IEnumerable<Chore> chores, TimeProvider clock, WorkersAlive alive, ILogger<KeepingWorker> log) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromDays(1);

    private readonly ILookup<ChoreTime, Chore> _chores = chores.ToLookup(chore => chore.When);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await DoAsync(ChoreTime.EachMinuteAndAtStop, CancellationToken.None);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => alive.WhileAsync(nameof(KeepingWorker), () => KeepAsync(stoppingToken));

    private async Task KeepAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Often, clock);
        var sweptAt = DateTimeOffset.MinValue;
        do
        {
            await DoAsync(ChoreTime.EachMinuteAndAtStop, stop);
            await DoAsync(ChoreTime.EachMinute, stop);
            if (clock.GetUtcNow() - sweptAt >= Seldom)
            {
                await DoAsync(ChoreTime.EachDay, stop);
                sweptAt = clock.GetUtcNow();
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task DoAsync(ChoreTime when, CancellationToken stop)
    {
        foreach (var chore in _chores[when])
        {
            try
            {
                await chore.DoAsync(stop);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What could not be done now is done the next time; the other chores need not wait for it.
                log.LogError(e, "Could not {What}.", chore.What);
            }
        }
    }
}
