using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Webhooks;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Keeps house: each minute what ran out, each day what is old.</summary>
internal sealed class KeepingWorker(TurnedAwayCount turnedAway, LinkKeeping links, DoorLogKeeping doorLog, AuditKeeping audit, LogInSessions sessions, AccountMerges merges, Uploads uploads, ImportWork imports, ParkedMails parked, WebhookLog webhooks, ParkedRequests parkedRequests, CollectorCounts collected, Captcha captcha, FailedLogIns failures, TimeProvider clock, WorkersAlive alive, ILogger<KeepingWorker> log) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromDays(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync("count what was turned away", turnedAway.FlushAsync);
        await TryAsync("count what collectors refused", collected.FlushAsync);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => alive.WhileAsync(nameof(KeepingWorker), () => KeepAsync(stoppingToken));

    private async Task KeepAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Often, clock);
        var sweptAt = DateTimeOffset.MinValue;
        do
        {
            await TryAsync("count what was turned away", turnedAway.FlushAsync);
            await TryAsync("count what collectors refused", collected.FlushAsync);
            await TryAsync("let go of used tokens and of requests that were not proved", () => parkedRequests.SweepAsync(stop));
            await TryAsync("end expired links", () => links.BlankAsync(stop));
            await TryAsync("forget answered challenges", () => captcha.SweepAsync(stop));
            await TryAsync("forget old failures", () => failures.SweepAsync(stop));
            await TryAsync("throw away files that were never sent", () => uploads.SweepAsync(stop));

            if (clock.GetUtcNow() - sweptAt >= Seldom)
            {
                await TryAsync("delete old links", () => links.SweepAsync(stop));
                await TryAsync("delete old attempts", () => doorLog.SweepAsync(stop));
                await TryAsync("delete old entries of the audit", () => audit.SweepAsync(stop));
                await TryAsync("delete ended sessions", () => sessions.SweepAsync(stop));
                await TryAsync("make merges final", () => merges.SweepAsync(stop));
                await TryAsync("let go of old imports", () => imports.SweepAsync(stop));
                await TryAsync("let go of mails that waited too long", () => parked.SweepAsync(stop));
                await TryAsync("delete old tellings of webhooks", () => webhooks.SweepAsync(stop));
                sweptAt = clock.GetUtcNow();
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task TryAsync(string what, Func<Task> keep)
    {
        try
        {
            await keep();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What could not be done now is done the next time; the other chores need not wait for it.
            log.LogError(e, "Could not {What}.", what);
        }
    }
}
