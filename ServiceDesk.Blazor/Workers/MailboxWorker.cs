using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Mailboxes;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Reads every desk's mailbox that is switched on, each for itself, and follows at once when one is switched or changed.</summary>
internal sealed class MailboxWorker(MailboxStates mailboxes, MailboxReading reading, LiveFeed feed, TimeProvider clock, WorkersAlive alive, ILogger<MailboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private readonly Dictionary<SwitchedOnMailbox, (CancellationTokenSource Stop, Task Reading)> _readers = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => alive.WhileAsync(nameof(MailboxWorker), () => WorkAsync(stoppingToken));

    private async Task WorkAsync(CancellationToken stop)
    {
        using var news = new NewsBell(feed, clock, Topic.Mailboxes, Topic.Desks);
        try
        {
            while (true)
            {
                await FollowAsync(stop);
                await news.WaitAsync(LookAgain, stop);
            }
        }
        finally
        {
            await Task.WhenAll(_readers.Keys.ToList().Select(EndAsync));
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            var wanted = await mailboxes.SwitchedOnAsync(stop);

            // The one that read a mailbox as it was lets go of it before the next begins.
            await Task.WhenAll(_readers.Where(reader => reader.Value.Reading.IsCompleted || !wanted.Contains(reader.Key)).Select(reader => reader.Key).ToList().Select(EndAsync));
            foreach (var mailbox in wanted.Where(mailbox => !_readers.ContainsKey(mailbox)))
            {
                var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
                _readers[mailbox] = (own, Task.Run(() => reading.ReadAsync(mailbox, own.Token), CancellationToken.None));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            log.LogError(e, "Which mailboxes are to be read could not be found out; it is tried again in {Wait}.", LookAgain);
        }
    }

    private async Task EndAsync(SwitchedOnMailbox mailbox)
    {
        _readers.Remove(mailbox, out var reader);
        await reader.Stop.CancelAsync();
        try
        {
            await reader.Reading;
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("The mailbox of desk {Desk} is let go.", mailbox.DeskId);
        }
        catch (Exception e)
        {
            log.LogError(e, "The reading of the mailbox of desk {Desk} ended by a fault; it begins anew.", mailbox.DeskId);
        }

        reader.Stop.Dispose();
    }
}
