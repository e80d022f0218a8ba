using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>
/// Reads a desk's mailbox for as long as it is switched on: on one node at a time, again after each fault, the later the longer it lasts.
/// What the server said stands in the mailbox's state.
/// </summary>
public sealed class MailboxReading(DeskWork database, MailboxOpening opening, MailboxStates states, IncomingMails mails, LiveFeed feed, TimeProvider clock, ILogger<MailboxReading> log)
{
    private static readonly TimeSpan SayAgain = MailboxStates.Lease / 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    // A wrong password that is tried again and again locks accounts.
    private static readonly TimeSpan AfterRefusedLogin = TimeSpan.FromMinutes(1);

    /// <summary>Reads until it is stopped.</summary>
    public async Task ReadAsync(SwitchedOnMailbox mailbox, CancellationToken stop)
    {
        while (true)
        {
            if (await TryTakeAsync(mailbox.DeskId, stop))
            {
                await ReadWhileOursAsync(mailbox, stop);
            }

            await Task.Delay(SayAgain, clock, stop);
        }
    }

    private async Task ReadWhileOursAsync(SwitchedOnMailbox mailbox, CancellationToken stop)
    {
        using var ours = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var keeping = KeepAsync(mailbox.DeskId, ours);
        try
        {
            await ReadThroughFaultsAsync(mailbox, ours.Token);
        }
        catch (Exception e) when (ours.IsCancellationRequested)
        {
            // Whatever was under way was broken off, and is done again by whoever reads it next.
            log.LogDebug(e, "The mailbox of desk {Desk} is read no longer.", mailbox.DeskId);
        }
        finally
        {
            await ours.CancelAsync();
            await keeping;
            await TryAsync(mailbox.DeskId, () => states.ReleaseAsync(mailbox.DeskId));
        }
    }

    // Whoever cannot say in time that a mailbox is still theirs has lost it to another.
    private async Task KeepAsync(Guid deskId, CancellationTokenSource ours)
    {
        try
        {
            var saidAt = clock.GetTimestamp();
            while (clock.GetElapsedTime(saidAt) < MailboxStates.Lease)
            {
                await Task.Delay(SayAgain, clock, ours.Token);
                saidAt = await TryTakeAsync(deskId, ours.Token) ? clock.GetTimestamp() : saidAt;
            }

            await ours.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // It is let go.
        }
    }

    private async Task ReadThroughFaultsAsync(SwitchedOnMailbox mailbox, CancellationToken stop)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var session = new MailboxSession(mailbox.DeskId, database, opening, states, mails, feed, clock, log);
            try
            {
                await session.ReadAsync(stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                var wire = e as WireException;
                log.LogWarning(wire is null ? e : null, "The mailbox of desk {Desk} could not be read: {Fault}", mailbox.DeskId, wire?.Fault.ToString() ?? e.GetType().Name);
                await TryAsync(mailbox.DeskId, () => states.NoteAsync(mailbox.DeskId, row =>
                    (row.ConnectedAt, row.FailingSince, row.Fault, row.Problem) = (null, row.FailingSince ?? clock.Now(), wire?.Fault, IncomingMail.Short(e is IOException or UnauthorizedAccessException ? e.Message : "") ?? "")));
                pause = session.HasRead ? FirstPause : wire?.Fault is WireFault.LoginRefused && pause < AfterRefusedLogin ? AfterRefusedLogin : pause;
            }

            await Task.Delay(pause * (1 + (RandomNumberGenerator.GetInt32(1000) / 1000d)), clock, stop); // not all nodes and desks at the same moment
        }
    }

    private async Task<bool> TryTakeAsync(Guid deskId, CancellationToken stop)
    {
        var isOurs = false;
        await TryAsync(deskId, async () => isOurs = await states.TakeAsync(deskId, stop));
        return isOurs;
    }

    private async Task TryAsync(Guid deskId, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is TimeoutException or DbUpdateException or System.Data.Common.DbException || Outage.IsMeantBy(e))
        {
            log.LogWarning(e, "How the mailbox of desk {Desk} is read could not be noted.", deskId);
        }
    }
}
