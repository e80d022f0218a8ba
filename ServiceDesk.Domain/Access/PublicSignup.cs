using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>The site-wide switch: may strangers become customers at all (design.md 2.1). Site administrators only.</summary>
public sealed class PublicSignup(DeskWork database, TimeProvider clock)
{
    /// <summary>What turning it would do, to be shown before it is done.</summary>
    public async Task<Outcome<SignupConsequences>> ConsequencesAsync(Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        var now = clock.Now();
        var site = await db.Site.SingleAsync();
        var closing = site.IsPublicSignupOn ? db.Desks.InUse().LettingSignUp() : db.Desks.Where(desk => false);
        var suspended = await db.Desks.InUse().Suspended().OrderBy(desk => desk.Name).ThenBy(desk => desk.Key)
            .Select(desk => new SuspendedDesk(desk.Id, desk.Key, desk.Name, desk.SuspendedAt!.Value)).ToListAsync();

        return new SignupConsequences(
            site.IsPublicSignupOn,
            (await db.NamesOfAsync([site.PublicSignupChangedById])).By(site.PublicSignupChangedById, site.PublicSignupChangedAt),
            site.Version,
            await closing.CountAsync(),
            await db.MailedLinks.UsableAt(now).OfStrangersSigningUp().CountAsync(link => closing.Any(desk => desk.Id == link.DeskId)),
            await db.MailedLinks.UsableAt(now).InvitingCustomers().CountAsync(),
            await db.DeskCustomers.Where(customer => closing.Any(desk => desk.Id == customer.DeskId))
                .Select(customer => customer.AccountId).Distinct().CountAsync(),
            suspended);
    }

    /// <summary>Turns it off and, in the same commit, suspends every desk that lets strangers sign up, archived ones included. Customers keep everything.</summary>
    /// <param name="version">The version of the settings that was looked at.</param>
    /// <param name="revokeInvitations">Whether pending invitations of customers end too; else they stay valid.</param>
    /// <param name="by">Who does it.</param>
    public Task<Outcome<Done>> TurnOffAsync(int version, bool revokeInvitations, Actor by) =>
        database.RunAsync<Done>(async work =>
        {
            var site = await work.SiteToChangeAsync();
            if (await WhyNotAsync(work, site, isOnNow: true, version, by) is { } no)
            {
                return no;
            }

            var now = clock.Now();
            var news = new List<Topic> { Topic.Site };
            await work.HoldAsync($"SELECT 1 FROM \"Desks\" ORDER BY \"Id\"");
            foreach (var desk in await work.Db.Desks.AsTracking().LettingSignUp().ToListAsync())
            {
                desk.Suspend(by.AccountId!.Value, now);
                news.Add(Topic.Desk(desk.Id));
            }

            var desks = news.Count - 1;
            var revoked = revokeInvitations ? await RevokeInvitationsAsync(work, by, now, news) : 0;
            site.TurnPublicSignup(on: false, by.AccountId!.Value, now);
            work.Db.Audit.Add(AuditEntry.Of(Changes.PublicSignupTurnedOff, by, now, details: new { Desks = desks, Revoked = revoked }));
            await work.CommitAsync(news);
            return default(Done);
        });

    /// <summary>Turns it on and reopens the suspended desks that were ticked, no others.</summary>
    /// <param name="version">The version of the settings that was looked at.</param>
    /// <param name="reopen">Desks to reopen; each must still be suspended, else nothing is done and the asker is told.</param>
    /// <param name="by">Who does it.</param>
    public Task<Outcome<Done>> TurnOnAsync(int version, IReadOnlyCollection<Guid> reopen, Actor by) =>
        database.RunAsync<Done>(async work =>
        {
            var site = await work.SiteToChangeAsync();
            if (await WhyNotAsync(work, site, isOnNow: false, version, by) is { } no)
            {
                return no;
            }

            var now = clock.Now();
            await work.HoldAsync($"SELECT 1 FROM \"Desks\" ORDER BY \"Id\"");
            var desks = await work.Db.Desks.AsTracking().InUse().Suspended().Where(desk => reopen.Contains(desk.Id)).ToListAsync();
            if (desks.Count != reopen.Distinct().Count())
            {
                return new ChangedMeanwhile();
            }

            TurnOn(work, site, desks.Count, by, now);
            foreach (var desk in desks)
            {
                desk.EndSuspension();
                work.Db.Audit.Add(AuditEntry.Of(Changes.DeskReopened, by, now, desk.Id, details: new { desk.Key }));
            }

            await work.CommitAsync([Topic.Site, .. desks.Select(desk => Topic.Desk(desk.Id))]);
            return default(Done);
        });

    /// <summary>Turns it on and tells so; what else it means is done by who calls.</summary>
    internal static void TurnOn(Work work, Site site, int reopened, Actor by, DateTimeOffset now)
    {
        site.TurnPublicSignup(on: true, by.AccountId!.Value, now);
        work.Db.Audit.Add(AuditEntry.Of(Changes.PublicSignupTurnedOn, by, now, details: new { Reopened = reopened }));
    }

    private static async Task<Refusal?> WhyNotAsync(Work work, Site site, bool isOnNow, int version, Actor by)
    {
        if (!(await Rights.OfAsync(work.Db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        return site.Version != version || site.IsPublicSignupOn != isOnNow ? new ChangedMeanwhile() : null;
    }

    private static async Task<int> RevokeInvitationsAsync(Work work, Actor by, DateTimeOffset now, List<Topic> news)
    {
        var pending = work.Db.MailedLinks.UsableAt(now).InvitingCustomers();
        var desks = await pending.Select(link => link.DeskId!.Value).Distinct().ToListAsync();
        if (desks.Count == 0)
        {
            return 0;
        }

        // The mails and invitations first: afterwards their links are no longer pending.
        await LinkMails.WithdrawAsync(work.Db.Outbox.Where(mail => mail.SealedLink != null && pending.Select(link => (Guid?)link.Id).Contains(mail.LinkId)));
        await work.Db.Invitations.Open().Where(invitation => pending.Select(link => link.Id).Contains(invitation.LinkId)).ExecuteUpdateAsync(set => set
            .SetProperty(invitation => invitation.RevokedAt, now)
            .SetProperty(invitation => invitation.RevokedById, by.AccountId)
            .SetProperty(invitation => invitation.Version, invitation => invitation.Version + 1));
        news.AddRange([.. desks.Select(Topic.CustomersOf), Topic.Users, Topic.Outbox]);
        return await pending.ExecuteUpdateAsync(link => link
            .SetProperty(l => l.VoidedAt, now)
            .SetProperty(l => l.Version, l => l.Version + 1));
    }
}
