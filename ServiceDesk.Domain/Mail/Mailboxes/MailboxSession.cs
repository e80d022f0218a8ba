using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>
/// A mailbox from opening it to the first fault. A mail is stored before anything is done with it in the mailbox, and moved only once something
/// came of it. Broken off anywhere, what lies in the mailbox is read again, and known by its bytes: what decides is what lies there, nothing else.
/// </summary>
internal sealed class MailboxSession(
    Guid deskId, DeskWork database, MailboxOpening opening, MailboxStates states, IncomingMails mails, LiveFeed feed, TimeProvider clock, ILogger log)
{
    private const int MailsAtOnce = 50;

    // Servers that hear nothing of a listener for half an hour hang up, and routers in between forget sooner.
    private static readonly TimeSpan ListenFor = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan Processing = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhileProcessingLasts = TimeSpan.FromSeconds(30);

    // Stored, and still in the mailbox.
    private readonly List<(WaitingMail Mail, Guid Id)> _stored = [];
    private DeskMailbox _mailbox = null!;

    // The first that could not be read, with which to begin the next time.
    private long? _leftBehind;
    private WireException? _problem;

    /// <summary>Whether it came to read what was there.</summary>
    public bool HasRead { get; private set; }

    /// <summary>Reads until it is stopped, or a fault is thrown.</summary>
    public async Task ReadAsync(CancellationToken stop)
    {
        await using var opened = await OpenAsync(stop);
        using var processed = new NewsBell(feed, clock, Topic.IncomingMailsOf(deskId));
        await states.NoteAsync(deskId, row => row.ConnectedAt = clock.Now());
        while (true)
        {
            await ReadAllAsync(opened.Mails, stop);
            if (_stored.Count == 0 || !await processed.WaitAsync(Processing, stop))
            {
                await opened.Mails.ListenAsync(_stored.Count == 0 ? ListenFor : WhileProcessingLasts, stop);
            }
        }
    }

    private async Task<OpenedMailbox> OpenAsync(CancellationToken stop)
    {
        await using var db = database.Read();
        _mailbox = await db.Mailboxes.SingleAsync(row => row.DeskId == deskId, stop);
        var progress = await db.MailboxProgress.SingleAsync(row => row.DeskId == deskId, stop);
        return await opening.OpenAsync(_mailbox, await db.Desks.Where(desk => desk.Id == deskId).Select(desk => desk.Key).SingleAsync(stop), progress, stop);
    }

    private async Task ReadAllAsync(IOpenMailbox open, CancellationToken stop)
    {
        var hasCome = false;
        while (await open.NextAsync(MailsAtOnce, stop) is { Count: > 0 } waiting)
        {
            hasCome = true;
            foreach (var mail in waiting)
            {
                if (!await IsDoneAsync(mail, () => StoreAsync(open, mail, stop)))
                {
                    _leftBehind ??= mail.Number;
                }
            }

            if (open.Reached is var (validity, uid))
            {
                await states.ReachAsync(_mailbox, validity, Math.Min(uid, (_leftBehind ?? long.MaxValue) - 1));
            }

            await PutAwayAsync(open, stop);
        }

        await PutAwayAsync(open, stop);
        if (hasCome || _stored.Count == 0)
        {
            HasRead = true;
            await states.NoteAsync(deskId, row =>
            {
                row.ReadAt = clock.Now();
                row.FailingSince = _problem is null ? null : row.FailingSince ?? row.ReadAt;
                (row.Fault, row.Problem) = (_problem?.Fault, IncomingMail.Short(_problem?.Message) ?? "");
            });
        }
    }

    private async Task StoreAsync(IOpenMailbox open, WaitingMail mail, CancellationToken stop)
    {
        await using var taken = await open.TakeAsync(mail, stop);
        if (taken is null or { Content.Bytes: 0 })
        {
            return;
        }

        var outcome = await mails.StoreAsync(deskId, new MailOrigin(open.Source, mail.Identity, WholeBytes: taken.WholeBytes), taken.Content);
        if (!outcome.IsDone)
        {
            throw new InvalidOperationException($"A mail could not be stored: {outcome.Refusal}");
        }

        if (_mailbox.Afterwards is AfterReading.MarkSeen)
        {
            await open.PutAwayAsync(mail, folder: null, stop);
        }
        else if (_mailbox.Afterwards is AfterReading.Move)
        {
            _stored.Add((mail, outcome.Done.Id));
        }
    }

    private async Task PutAwayAsync(IOpenMailbox open, CancellationToken stop)
    {
        if (_stored.Count == 0)
        {
            return;
        }

        var ids = _stored.ConvertAll(stored => stored.Id);
        await using var db = database.Read();
        var became = await db.IncomingMails.Where(mail => ids.Contains(mail.Id) && mail.State != IncomingState.Stored).ToDictionaryAsync(mail => mail.Id, mail => mail.State, stop);
        foreach (var (mail, id) in _stored.FindAll(stored => became.ContainsKey(stored.Id)))
        {
            await IsDoneAsync(mail, () => open.PutAwayAsync(mail, became[id] is IncomingState.Refused or IncomingState.Failed ? _mailbox.RefusedFolder : _mailbox.ProcessedFolder, stop));
            _stored.Remove((mail, id));
        }
    }

    // What the server refuses to do with one mail holds up no other: that mail stays where it is until the mailbox is opened again, and the state says so.
    private async Task<bool> IsDoneAsync(WaitingMail mail, Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (WireException e) when (e.Fault is WireFault.Refused)
        {
            log.LogWarning("The mail server refused something about mail {Mail} of desk {Desk}.", mail.Identity, deskId);
            _problem = e;
            return false;
        }
    }
}
