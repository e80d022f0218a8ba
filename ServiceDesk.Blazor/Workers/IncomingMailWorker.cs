using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Processes mails as soon as they are stored, and looks now and then for what another node left behind, or what waited for a proof.</summary>
internal sealed class IncomingMailWorker(IncomingWork mails, ParkedMails parked, LiveFeed feed, TimeProvider clock, WorkersAlive alive, ILogger<IncomingMailWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    // Where mails come one after the other, they are processed some at a time, and those who hand them over wait for the database less often.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => alive.WhileAsync(nameof(IncomingMailWorker), () => WorkAsync(stoppingToken));

    private async Task WorkAsync(CancellationToken stop)
    {
        var news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = feed.Watch([Topic.IncomingMails], () =>
        {
            Volatile.Read(ref news).TrySetResult();
            return Task.CompletedTask;
        });
        await TryAsync(mails.GiveBackAsync);
        while (!stop.IsCancellationRequested)
        {
            var told = news.Task;
            await TryAsync(() => WorkAllAsync(stop));
            await Task.Delay(Gathering, TimeProvider.System, stop);
            if (await Task.WhenAny(told, Task.Delay(LookAgain, clock, stop)) != told)
            {
                await TryAsync(() => parked.ReleaseAsync(stop));
            }

            Volatile.Write(ref news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    private async Task WorkAllAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await mails.WorkAsync(stop))
        {
            log.LogDebug("Mails were processed.");
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The database is out of reach, most likely: the mails are still there when it is back.
            log.LogError(e, "Mails could not be processed; they are tried again in {Wait}.", LookAgain);
        }
    }
}
