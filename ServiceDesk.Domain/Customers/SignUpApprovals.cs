using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Templates;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>Who waits for a desk's approval after signing up, and the desk's decision (design.md 2.2, effect WaitForApproval).</summary>
public sealed class SignUpApprovals(DeskWork database, TimeProvider clock, ApprovalMail mail, TemplatesNow templates)
{
    /// <summary>The most people shown at once; who has waited longest comes first.</summary>
    public const int MostShown = 100;

    /// <summary>The longest reason, in characters.</summary>
    public const int MostReasonCharacters = 500;

    /// <summary>Who waits, for the desk's staff.</summary>
    public async Task<Outcome<WaitingSignUps>> ListAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        var rights = await Rights.OfAsync(db, by, deskId);
        if (!rights.May(Operation.SeeCustomers) || await db.Desks.InUse().SingleOrDefaultAsync(desk => desk.Id == deskId) is not { } desk)
        {
            return new NotFound();
        }

        var waiting = db.WaitingAt(deskId);
        var rows = await waiting.OrderBy(held => held.AskedAt).ThenBy(held => held.AccountId).Take(MostShown)
            .Select(held => new WaitingSignUp(held.AccountId, held.Account.FullName, held.Account.Email!, held.AskedAt, held.Account.AddressProvedAt != null))
            .ToListAsync();
        return new WaitingSignUps(desk.NeedsApproval, rows, rows.Count < MostShown ? rows.Count : await waiting.CountAsync(), rights.May(Operation.ChangeCustomers), rights.May(Operation.AdministerSite))
        {
            TellsApproved = !templates.IsOff(MailKind.SignUpApproved, deskId),
            TellsRefused = !templates.IsOff(MailKind.SignUpRefused, deskId),
        };
    }

    /// <summary>Puts the person on the list, if the rule book lets whoever decides do so, and tells them.</summary>
    public Task<Outcome<Done>> ApproveAsync(Guid deskId, Guid accountId, Actor by) => DecideAsync(deskId, accountId, Operation.ChangeCustomers, by, async (work, desk, held, now) =>
    {
        var account = held.Account;
        var site = await work.SiteAsync();
        var facts = await work.Db.FactsOfAsync(account.Address, deskId, now);
        var role = (await Rights.OfAsync(work.Db, by, deskId)).AtDoor;
        var decision = RuleBook.Decide(Door.SilentAdd, role, facts, AtTheDoor.SettingsOf(site, desk));
        work.Db.DoorLog.Add(DoorEntry.Of(Door.SilentAdd, decision, deskId, account.Address, by, now));
        if (decision is not Allowed { Effect: Effect.Join })
        {
            await work.CommitAsync();
            return decision is Refused { Reason: RefusedBecause.AddressIsBlocked or RefusedBecause.DomainIsBlocked } ? new AddressIsBlocked() : new WaitsNoMore();
        }

        mail.Approved(work, desk, account, now);
        work.Db.Audit.Add(AuditEntry.Of(Changes.SignUpApproved, by, now, deskId, accountId));
        await work.CommitAsync([Topic.Outbox, .. await work.JoinAsync(deskId, account, Door.SignUpLink, by, now), .. await work.NewsOfAsync(accountId)]);
        return null;
    });

    /// <summary>Leaves the person off the list and tells them. They keep their account.</summary>
    /// <param name="deskId">The desk.</param>
    /// <param name="accountId">Who waits.</param>
    /// <param name="reason">What to tell them; may be empty.</param>
    /// <param name="by">Who decides.</param>
    public Task<Outcome<Done>> RefuseAsync(Guid deskId, Guid accountId, string? reason, Actor by) => DecideAsync(deskId, accountId, Operation.ChangeCustomers, by, (work, desk, held, now) =>
        OneLine.Of(reason) is { Length: > MostReasonCharacters } ? Task.FromResult<Refusal?>(new TooLong(MostReasonCharacters)) : RefuseAsync(work, desk, held, OneLine.Of(reason), by, now));

    /// <summary>Refuses, and shuts the address out at every door of the site.</summary>
    public Task<Outcome<Done>> BlockAsync(Guid deskId, Guid accountId, Actor by) => DecideAsync(deskId, accountId, Operation.AdministerSite, by, async (work, desk, held, now) =>
    {
        var address = held.Account.NormalizedEmail!;
        if (!await work.Db.AddressRules.AnyAsync(rule => rule.Kind == AddressRuleKind.BlockedAddress && rule.Value == address))
        {
            work.Db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedAddress, Value = address });
            work.Db.Audit.Add(AuditEntry.Of(Changes.AddressBlocked, by, now, deskId, accountId, new { Address = held.Account.Email }));
        }

        mail.Blocked(work, desk, held.Account, now);
        return await EndAsync(work, desk, held, reason: "", by, now);
    });

    private Task<Refusal?> RefuseAsync(Work work, Desk desk, HeldSignUp held, string reason, Actor by, DateTimeOffset now)
    {
        mail.Refused(work, desk, held.Account, reason, now);
        return EndAsync(work, desk, held, reason, by, now);
    }

    private static async Task<Refusal?> EndAsync(Work work, Desk desk, HeldSignUp held, string reason, Actor by, DateTimeOffset now)
    {
        held.RefusedAt = now;
        work.Db.Audit.Add(AuditEntry.Of(Changes.SignUpRefused, by, now, desk.Id, held.AccountId, reason.Length == 0 ? null : new { Reason = reason }));
        await work.CommitAsync(Topic.CustomersOf(desk.Id), Topic.Account(held.AccountId), Topic.Outbox);
        return null;
    }

    private Task<Outcome<Done>> DecideAsync(Guid deskId, Guid accountId, Operation operation, Actor by, Func<Work, Desk, HeldSignUp, DateTimeOffset, Task<Refusal?>> decide) =>
        database.RunAsync<Done>(async work =>
        {
            await work.SiteAsync(); // held in everybody's order: the site, then the desk
            var desk = await work.DeskAsync(deskId);
            var rights = await Rights.OfAsync(work.Db, by, deskId);
            if (desk is not { ArchivedAt: null } || !rights.May(Operation.SeeCustomers))
            {
                return new NotFound();
            }

            if (!rights.May(operation))
            {
                return new NotAllowed();
            }

            // Of two who decide at the same time, the second finds it decided.
            await work.HoldAsync($"SELECT 1 FROM \"HeldSignUps\" WHERE \"DeskId\" = {deskId} AND \"AccountId\" = {accountId}");
            var held = await work.Db.WaitingAt(deskId).AsTracking().Include(row => row.Account).SingleOrDefaultAsync(row => row.AccountId == accountId);
            if (held is null)
            {
                return new WaitsNoMore();
            }

            return await decide(work, desk, held, clock.Now()) is { } no ? no : default(Done);
        });
}

/// <summary>Who waits for a desk's approval.</summary>
/// <param name="NeedsApproval">Whether sign-ups wait just now.</param>
/// <param name="Rows">Who waits, the longest first; the first <see cref="SignUpApprovals.MostShown"/>.</param>
/// <param name="Count">How many wait.</param>
/// <param name="MayDecide">Whether the reader may approve and refuse.</param>
/// <param name="MayBlock">Whether the reader may block an address.</param>
public sealed record WaitingSignUps(bool NeedsApproval, IReadOnlyList<WaitingSignUp> Rows, int Count, bool MayDecide, bool MayBlock)
{
    /// <summary>Whether who is approved is told by mail: the mail can be switched off.</summary>
    public bool TellsApproved { get; init; }

    /// <summary>Whether who is refused or blocked is told by mail: the mail can be switched off.</summary>
    public bool TellsRefused { get; init; }
}

/// <summary>Somebody who waits.</summary>
/// <param name="AccountId">The person.</param>
/// <param name="Name">Their name.</param>
/// <param name="Address">Their mail address.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsProved">Whether the address is proved.</param>
public sealed record WaitingSignUp(Guid AccountId, string Name, string Address, DateTimeOffset Since, bool IsProved);

/// <summary>It was decided already, or the person came in by another door.</summary>
public sealed record WaitsNoMore : Refusal;
