using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>Writes an account mail anew with a fresh link in place of the old one, if the rule book still lets its door do so (design.md 2.3 "Secrets").</summary>
public sealed class FreshLinks(MailWriting writing)
{
    /// <summary>Asks the rule book, ends the old link and adds the new link and mail to the work.</summary>
    internal async Task<Outcome<OutboxMail>> WriteAsync(Work work, OutboxMail old, Actor by, DateTimeOffset now)
    {
        var site = await work.SiteAsync();
        var desk = old.DeskId is { } id ? await work.DeskAsync(id) : null;
        await work.HoldAsync($"SELECT 1 FROM \"MailedLinks\" WHERE \"Id\" = {old.LinkId}");
        var link = await work.Db.MailedLinks.AsNoTracking().SingleOrDefaultAsync(row => row.Id == old.LinkId);
        if (link is null or { UsedAt: not null })
        {
            return new LinkWasUsed();
        }

        var isForDesk = link.Purpose is LinkPurpose.CustomerInvitation;
        var invitation = isForDesk ? await work.Db.Invitations.AsTracking().Open().SingleOrDefaultAsync(open => open.LinkId == link.Id) : null;
        if (isForDesk && invitation is null)
        {
            return new LinkWasTakenBack();
        }

        var address = EmailAddress.Parse(link.Address);
        if (link.Purpose is LinkPurpose.AddressChange && await work.Db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == link.AccountId) is { } owner && AddressChanges.IsProof(link, owner))
        {
            return await AddressChanges.WhyNotProvedAsync(work.Db, owner) is { } why ? why : await WriteAsync(work, old, link, null, address, now);
        }

        var facts = await work.Db.FactsOfAsync(address, link.DeskId, now);
        var settings = AtTheDoor.SettingsOf(site, desk) with { VerifiesAddresses = true, HasFreeSeat = await work.Db.HasFreeSeatsAsync(site) };
        var (door, role) = DoorOf(link.Purpose);
        var decision = RuleBook.Decide(door, role, facts, settings);
        work.Db.DoorLog.Add(DoorEntry.Of(door, decision, link.DeskId, address, by, now));
        if (decision is not Allowed { Effect: Effect.MailProof or Effect.MailReset or Effect.Invite or Effect.ParkUntilProved })
        {
            return decision is Refused refused ? SignUpRefusals.Of(refused.Reason) : new HasAnAccount();
        }

        return await WriteAsync(work, old, link, invitation, address, now);
    }

    private async Task<Outcome<OutboxMail>> WriteAsync(Work work, OutboxMail old, MailedLink link, Invitation? invitation, EmailAddress address, DateTimeOffset now)
    {
        var account = await work.Db.WithAddress(address.Normalized).AsNoTracking().SingleOrDefaultAsync();
        await EndAsync(work, link, address, now);

        var (issued, secret) = MailedLink.Issue(link.Purpose, account?.Address ?? address, account?.Id ?? link.AccountId, link.DeskId, link.FullName, link.ReturnPath, now);
        var mail = writing.WriteAgain(old, issued, secret, now);
        invitation?.SendAgain(issued);
        await work.Db.ParkedRequests.Where(parked => parked.LinkId == link.Id).ExecuteUpdateAsync(parked => parked.SetProperty(p => p.LinkId, issued.Id));
        work.Db.MailedLinks.Add(issued);
        work.Db.Outbox.Add(mail);
        return mail;
    }

    // Each request that waits has a link of its own; of any other kind only the newest counts.
    private static Task EndAsync(Work work, MailedLink link, EmailAddress address, DateTimeOffset now) => link.Purpose is LinkPurpose.CollectedRequest
        ? work.Db.MailedLinks.Where(row => row.Id == link.Id).ExecuteUpdateAsync(row => row.SetProperty(l => l.VoidedAt, now).SetProperty(l => l.Version, l => l.Version + 1))
        : work.VoidLinksAsync(link.Purpose, address, link.DeskId, now);

    private static (Door Door, DoorRole Role) DoorOf(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.SignUp => (Door.SignUpForm, DoorRole.Stranger),
        LinkPurpose.SiteRegistration => (Door.SiteRegistration, DoorRole.Stranger),
        LinkPurpose.PasswordReset => (Door.ForgottenPassword, DoorRole.Stranger),
        LinkPurpose.AccountInvitation or LinkPurpose.CustomerInvitation => (Door.Invitation, DoorRole.SiteAdministrator),
        LinkPurpose.AddressChange => (Door.AddressChange, DoorRole.SiteAdministrator),
        LinkPurpose.CollectedRequest => (Door.CollectorUnsigned, DoorRole.Stranger),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "There is no such link."),
    };
}
