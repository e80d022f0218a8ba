using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Processes mails as soon as they are stored, and looks now and then for what another node left behind, or what waited for a proof.</summary>
internal sealed class IncomingMailWorker(IncomingWork mails, ParkedMails parked, LiveFeed feed, TimeProvider clock, WorkersAlive alive, ILogger<IncomingMailWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    // Where mails come one after the other, they are processed some at a time, and those who hand them over wait for the database less often.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    private long? _releasedAt;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => alive.WhileAsync(nameof(IncomingMailWorker), () => WorkAsync(stoppingToken));

    private async Task WorkAsync(CancellationToken stop)
    {
        using var news = new NewsBell(feed, clock, Topic.IncomingMails);
        await TryAsync(mails.GiveBackAsync, stop);
        while (true)
        {
            await TryAsync(() => WorkAllAsync(stop), stop);
            await Task.Delay(Gathering, TimeProvider.System, stop);
            await news.WaitAsync(LookAgain, stop);
        }
    }

    private async Task WorkAllAsync(CancellationToken stop)
    {
        do
        {
            await TryAsync(() => ReleaseNowAndThenAsync(stop), stop);
        }
        while (!stop.IsCancellationRequested && await mails.WorkAsync(stop));
    }

    // Also while there is always something to do, or a busy desk would keep those waiting who have proved their address.
    private async Task ReleaseNowAndThenAsync(CancellationToken stop)
    {
        if (_releasedAt is not { } before || clock.GetElapsedTime(before) >= LookAgain)
        {
            _releasedAt = clock.GetTimestamp();
            await parked.ReleaseAsync(stop);
        }
    }

    private async Task TryAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The database is out of reach, most likely: the mails are still there when it is back.
            log.LogError(e, "Mails could not be processed; they are tried again in {Wait}.", LookAgain);
        }
    }
}
