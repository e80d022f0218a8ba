using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>The mailbox a desk reads, as its administrators look after it (design.md 2.8, 4).</summary>
public sealed class DeskMailboxes(DeskWork database, ILinkSeal seal, MailboxDoors doors, TimeProvider clock)
{
    /// <summary>The mailbox as it is; of one that nobody has saved yet, what would be chosen.</summary>
    public async Task<Outcome<MailboxNow>> NowAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, deskId)).May(Operation.AdministerDesk)
            || await db.Desks.Where(desk => desk.Id == deskId && desk.ArchivedAt == null).Select(desk => desk.Key).SingleOrDefaultAsync() is not { } key)
        {
            return new NotFound();
        }

        var maildir = doors.MaildirOf(key);
        if (await db.Mailboxes.SingleOrDefaultAsync(row => row.DeskId == deskId) is not { } mailbox)
        {
            return new MailboxNow(new MailboxForm(deskId), IsSaved: false, IsOn: false, HasPassword: false, HasClientSecret: false, HasRefreshToken: false, State: null, maildir);
        }

        var state = await db.MailboxProgress.Where(row => row.DeskId == deskId)
            .Select(row => new MailboxState(row.ConnectedAt, row.ReadAt, row.FailingSince, row.Fault, row.Problem)).SingleOrDefaultAsync();
        return new MailboxNow(
            MailboxForm.Of(mailbox), IsSaved: true, mailbox.IsOn, mailbox.SealedPassword is not null, mailbox.SealedClientSecret is not null, mailbox.SealedRefreshToken is not null, state, maildir);
    }

    /// <summary>Chooses what is read and how. Whoever reads it follows at once.</summary>
    public Task<Outcome<Done>> ChangeAsync(MailboxForm form, Actor by) => ChangeAsync(form.DeskId, form.Version, Changes.MailboxChanged, by, async (work, found) =>
    {
        var wanted = form.Trimmed();
        if (MailboxRules.Problem(wanted, doors.AllowsMaildir) is { } problem)
        {
            return problem;
        }

        var mailbox = found ?? work.Db.Mailboxes.Add(new DeskMailbox { DeskId = form.DeskId }).Entity;
        if (MailboxSecrets.Problem(wanted, found) is { } missing)
        {
            return missing;
        }

        if (MailboxRules.IsAnotherPlace(wanted, mailbox))
        {
            var progress = await work.Db.MailboxProgress.AsTracking().SingleOrDefaultAsync(row => row.DeskId == form.DeskId) ?? work.Db.MailboxProgress.Add(new MailboxProgress { DeskId = form.DeskId }).Entity;
            (progress.UidValidity, progress.HighestUid, progress.ReadAt) = (null, 0, null);
        }

        MailboxSecrets.Keep(wanted, mailbox, seal);
        wanted.To(mailbox);
        return default(Done);
    });

    /// <summary>Switches the reading on or off.</summary>
    public Task<Outcome<Done>> SwitchAsync(Guid deskId, bool isOn, Actor by) =>
        ChangeAsync(deskId, version: null, isOn ? Changes.MailboxSwitchedOn : Changes.MailboxSwitchedOff, by, async (work, mailbox) =>
        {
            if (mailbox is null)
            {
                return new NoMailboxYet();
            }

            if (isOn && (MailboxRules.Problem(MailboxForm.Of(mailbox), doors.AllowsMaildir) ?? MailboxSecrets.Problem(MailboxForm.Of(mailbox), mailbox)) is { } problem)
            {
                return problem;
            }

            mailbox.IsOn = isOn;
            var progress = await work.Db.MailboxProgress.AsTracking().SingleAsync(row => row.DeskId == deskId);
            (progress.FailingSince, progress.Fault, progress.Problem) = (null, null, "");
            return default(Done);
        });

    /// <summary>Throws something secret away.</summary>
    public Task<Outcome<Done>> ForgetAsync(Guid deskId, MailboxSecret secret, Actor by) => ChangeAsync(deskId, version: null, Changes.MailboxChanged, by, (_, mailbox) =>
    {
        if (mailbox is not null)
        {
            MailboxSecrets.Forget(mailbox, secret);
        }

        return Task.FromResult<Outcome<Done>>(mailbox is null ? new NoMailboxYet() : default(Done));
    });

    private Task<Outcome<Done>> ChangeAsync(Guid deskId, int? version, string what, Actor by, Func<Work, DeskMailbox?, Task<Outcome<Done>>> change) => database.RunAsync<Done>(async work =>
    {
        if (await work.DeskToChangeAsync(deskId) is not { ArchivedAt: null } || !(await Rights.OfAsync(work.Db, by, deskId)).May(Operation.AdministerDesk))
        {
            return new NotFound();
        }

        // Whoever reads it notes no more how far they came until this is decided.
        await work.HoldAsync($"SELECT 1 FROM \"MailboxProgress\" WHERE \"DeskId\" = {deskId}");
        var mailbox = await work.Db.Mailboxes.AsTracking().SingleOrDefaultAsync(row => row.DeskId == deskId);
        if (version is { } seen && seen != (mailbox?.Version ?? 0))
        {
            return new ChangedMeanwhile();
        }

        var outcome = await change(work, mailbox);
        if (outcome.IsDone)
        {
            work.Db.Audit.Add(AuditEntry.Of(what, by, clock.Now(), deskId));
            await work.CommitAsync(Topic.Mailboxes, Topic.MailboxOf(deskId));
        }

        return outcome;
    });
}
