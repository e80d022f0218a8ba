using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Desks;

/// <summary>A desk's customer access: who may use its portal (design.md 2.1).</summary>
public sealed class DeskAccess(DeskWork database, TimeProvider clock, LiveFeed feed)
{
    // A thousand open pages of a few people ask at once when the site's switch is turned.
    private readonly ReadOnce<Guid, DeskAccessNow?> _now = new(feed);
    private readonly ReadOnce<(Guid Desk, Guid? Asker), Rights> _rights = new(feed);

    /// <summary>Who gets in right now, for the desk's staff and site administrators.</summary>
    public async Task<Outcome<DeskAccessNow>> NowAsync(Guid deskId, Actor by)
    {
        var rights = await _rights.OfAsync((deskId, by.AccountId), () => RightsAsync(deskId, by));
        return rights.May(Operation.SeeCustomers) && await _now.OfAsync(deskId, () => ReadAsync(deskId)) is { } now
            ? now with
            {
                MayChoose = rights.May(Operation.AdministerDesk),
                MayChangeCustomers = rights.May(Operation.ChangeCustomers),
                MayInvite = rights.May(Operation.InviteCustomers),
            }
            : new NotFound();
    }

    /// <summary>What choosing a value would do, to be shown before it is chosen.</summary>
    public async Task<Outcome<AccessConsequences>> ConsequencesAsync(Guid deskId, CustomerAccess wanted, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, deskId)).May(Operation.AdministerDesk)
            || await db.Desks.InUse().SingleOrDefaultAsync(d => d.Id == deskId) is not { } desk)
        {
            return new NotFound();
        }

        var loses = wanted is CustomerAccess.Restricted && desk.Access is not CustomerAccess.Restricted;
        var gains = wanted is not CustomerAccess.Restricted && desk.Access is CustomerAccess.Restricted;
        var isOpen = desk.IsOpen((await db.Site.SingleAsync()).IsPublicSignupOn);
        var others = OthersWithAnAccount(db, deskId);
        var count = loses || gains ? await others.CountAsync() : 0;

        return new AccessConsequences(
            wanted,
            await db.DeskCustomers.CountAsync(customer => customer.DeskId == deskId),
            loses ? count : 0,
            loses ? await WithRequestsHere(db, deskId, others).CountAsync() : 0,
            gains ? count : 0,
            isOpen && wanted is not CustomerAccess.EveryoneMaySignUp
                ? await db.MailedLinks.UsableAt(clock.Now()).OfStrangersSigningUp().CountAsync(link => link.DeskId == deskId)
                : 0);
    }

    /// <summary>Chooses who may use the portal. While Public signup is on, any choice ends a suspension, also that of the value it has.</summary>
    public Task<Outcome<Done>> ChooseAsync(Guid deskId, CustomerAccess access, int version, Actor by) =>
        database.RunAsync<Done>(async work =>
        {
            var site = await work.SiteAsync();
            var desk = await work.DeskToChangeAsync(deskId);
            var rights = await Rights.OfAsync(work.Db, by, deskId);
            if (desk is not { ArchivedAt: null } || !rights.May(Operation.SeeCustomers))
            {
                return new NotFound();
            }

            if (!rights.May(Operation.AdministerDesk))
            {
                return new NotAllowed();
            }

            if (desk.Version != version)
            {
                return new ChangedMeanwhile();
            }

            if (access is CustomerAccess.EveryoneMaySignUp && !site.IsPublicSignupOn)
            {
                return new PublicSignupIsOff();
            }

            var (before, wasSuspended) = (desk.Access, desk.SuspendedAt is not null);
            if (before == access && !wasSuspended)
            {
                return default(Done);
            }

            var now = clock.Now();
            desk.Choose(access, site.IsPublicSignupOn, by.AccountId!.Value, now);
            work.Db.Audit.Add(before == access
                ? AuditEntry.Of(Changes.DeskReopened, by, now, deskId, details: new { desk.Key })
                : AuditEntry.Of(Changes.CustomerAccessChosen, by, now, deskId, details: new { Before = $"{before}", After = $"{access}" }));
            await work.CommitAsync(Topic.Desk(deskId));
            return default(Done);
        });

    private async Task<Rights> RightsAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        return await Rights.OfAsync(db, by, deskId);
    }

    // For somebody who may do nothing: what the asker may is added for each.
    private async Task<DeskAccessNow?> ReadAsync(Guid deskId)
    {
        await using var db = database.Read();
        if (await db.Desks.InUse().SingleOrDefaultAsync(d => d.Id == deskId) is not { } desk)
        {
            return null;
        }

        var site = await db.Site.SingleAsync();
        var names = await db.NamesOfAsync([desk.AccessChangedById, desk.SuspendedById, site.PublicSignupChangedById]);
        return new DeskAccessNow(
            desk.Id,
            desk.Key,
            desk.Name,
            desk.Access,
            names.By(desk.AccessChangedById, desk.AccessChangedAt),
            names.By(desk.SuspendedById, desk.SuspendedAt),
            site.IsPublicSignupOn,
            names.By(site.PublicSignupChangedById, site.PublicSignupChangedAt),
            desk.IsOpen(site.IsPublicSignupOn),
            WhoCanDoWhat.RightNow(AtTheDoor.SettingsOf(site, desk)),
            MayChoose: false,
            MayChangeCustomers: false,
            MayInvite: false,
            desk.Version);
    }

    // Who can log in, is not on the list and is not staff here: those whose way in is the desk's value alone.
    private static IQueryable<Account> OthersWithAnAccount(DeskDb db, Guid deskId) => db.Accounts.Where(account =>
        account.DeactivatedAt == null
        && account.Password != PasswordKind.None
        && !db.DeskCustomers.Any(customer => customer.DeskId == deskId && customer.AccountId == account.Id)
        && !db.DeskAgents.Any(agent => agent.DeskId == deskId && agent.AccountId == account.Id && db.Seats.Any(seat => seat.AccountId == agent.AccountId)));

    private static IQueryable<Account> WithRequestsHere(DeskDb db, Guid deskId, IQueryable<Account> people) => people.Where(account =>
        db.Requests.Any(request => request.DeskId == deskId && request.ReporterId == account.Id)
        || db.Participants.Any(participant => participant.AccountId == account.Id && db.Requests.Any(request => request.Id == participant.RequestId && request.DeskId == deskId)));
}
