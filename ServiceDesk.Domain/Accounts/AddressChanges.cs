using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// Another address for an account: the new one proves itself by a mailed link, and the old one is told (design.md 2.5). Only the post behind
/// the link changes anything.
/// </summary>
public sealed partial class AddressChanges(DeskWork database, TimeProvider clock, MailWriting mails, SiteLinks links, Passwords passwords, Limits limits)
{
    /// <summary>Asks for one's own new address, with the present password. Whatever is known of the address, the answer is the same after the same work.</summary>
    public async Task<Outcome<Done>> AskAsync(string? address, string? password, Actor by)
    {
        if (!EmailAddress.TryParse(address, out var typed))
        {
            return new NotAnAddress();
        }

        var confirmed = await passwords.ConfirmAsync(password, by);
        if (confirmed.Refusal is { } no)
        {
            return no;
        }

        return limits.Mail(Door.AddressChange, typed, by) is { } wait ? wait : await database.RunAsync<Done>(work => AskAsync(work, confirmed.Done.Id, typed, DoorRole.Customer, by));
    }

    /// <summary>Asks for a new address of somebody else; for site administrators, who are told every answer.</summary>
    public Task<Outcome<Done>> AskForAsync(Guid accountId, string? address, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (!(await Rights.OfAsync(work.Db, by)).May(Operation.ChangeAccounts))
        {
            return new NotFound();
        }

        if (!EmailAddress.TryParse(address, out var typed))
        {
            return new NotAnAddress();
        }

        // Also when written with other capitals: that there is an account with it would be true, and no help.
        return await work.Db.Accounts.AnyAsync(account => account.Id == accountId && account.NormalizedEmail == typed.Normalized)
            ? new AddressIsThePresentOne()
            : await AskAsync(work, accountId, typed, DoorRole.SiteAdministrator, by);
    });

    /// <summary>What a link leads to; changes nothing.</summary>
    public async Task<Outcome<AddressChangeSeen>> LookAsync(string? secret, Actor by)
    {
        await using var db = database.Read();
        var now = clock.Now();
        var found = await FindAsync(db, await db.UsableLinkAsync(secret, LinkPurpose.AddressChange, now), by, now);
        return found.Match<Outcome<AddressChangeSeen>>(done => new AddressChangeSeen(done.Account.Email!, done.Link.Address), why => why);
    }

    /// <summary>Changes the address: it is proved by the link, links to the old one end, and the old one is told.</summary>
    public Task<Outcome<Done>> ConfirmAsync(string? secret, Actor by) => database.RunAsync<Done>(async work =>
    {
        var now = clock.Now();
        await work.SiteAsync();
        var found = await FindAsync(work.Db, await work.LinkToUseAsync(secret, LinkPurpose.AddressChange, now), by, now);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var (link, account) = found.Done;
        if (IsProof(link, account))
        {
            return await ProveAsync(work, link, account, by, now);
        }

        var (before, told) = (account.Email, Recipient.Of(account));
        await work.UseAsync(link, now);
        await work.TakeBackLinksAsync(account.NormalizedEmail!, now, Enum.GetValues<LinkPurpose>());
        account.MoveTo(EmailAddress.Parse(link.Address), now);
        work.Db.Outbox.Add(mails.Write(MailKind.AddressChanged, told, now, account.FullName, links.SiteName));
        work.Db.Audit.Add(AuditEntry.Of(Changes.AddressChanged, by, now, subjectId: account.Id, details: new { Before = before, After = account.Email }));
        await work.CommitAsync([Topic.Outbox, .. await work.RewordAsync(account), .. await work.NewsOfAsync(account.Id)]);
        return new Done();
    });

    /// <summary>Sends a fresh link in place of one that has run out, to the same address. Whatever the secret, it looks the same.</summary>
    public Task<Outcome<Done>> SendAgainAsync(string? secret, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await work.ExpiredLinkAsync(secret, LinkPurpose.AddressChange, clock.Now()) is { AccountId: { } accountId } expired)
        {
            if (await work.Db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId) is { } account && IsProof(expired, account))
            {
                await AskProofAsync(work, accountId, by);
            }
            else
            {
                await AskAsync(work, accountId, EmailAddress.Parse(expired.Address), DoorRole.Customer, by);
            }
        }

        return new Done();
    });

    private async Task<Outcome<Done>> AskAsync(Work work, Guid accountId, EmailAddress typed, DoorRole role, Actor by)
    {
        var now = clock.Now();
        var site = await work.SiteAsync();
        if (await work.Db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId && a.MergedIntoId == null) is not { } account)
        {
            return new NotFound();
        }

        if (!account.IsActive)
        {
            return new AccountIsDeactivated();
        }

        var decision = RuleBook.Decide(Door.AddressChange, role, await work.Db.FactsOfAsync(typed, deskId: null, now), AtTheDoor.SettingsOf(site, desk: null));
        work.Db.DoorLog.Add(DoorEntry.Of(Door.AddressChange, decision, deskId: null, typed, by, now));

        // Written in any case and kept only when allowed, so that the time taken says nothing.
        await work.VoidLinksOfAsync(LinkPurpose.AddressChange, account.Id, now);
        var to = new Recipient(typed, Languages.CultureOf(account.Language ?? by.Language), account.Id);
        var (link, secret) = MailedLink.Issue(LinkPurpose.AddressChange, typed, account.Id, deskId: null, fullName: null, returnPath: null, now);
        var mail = mails.Write(MailKind.ConfirmNewAddress, to, now, links.To(LinkPurpose.AddressChange, secret), link, requestId: null, links.SiteName);
        work.AddMailOrAsMuch(link, decision is Allowed ? mail : null, now);
        if (decision is Allowed)
        {
            work.Db.Audit.Add(AuditEntry.Of(Changes.AddressChangeAsked, by, now, subjectId: account.Id, details: new { To = typed.Typed }));
        }

        await work.CommitAsync(Topic.Outbox);
        return decision is Refused { IsSaidAloud: true } refused ? SentenceOf(refused.Reason) : new Done();
    }

    // Asked again each time: what was true when the mail was sent need not be any more.
    private static async Task<Outcome<(MailedLink Link, Account Account)>> FindAsync(DeskDb db, Outcome<MailedLink> link, Actor by, DateTimeOffset now)
    {
        if (link.Refusal is { } no)
        {
            return no;
        }

        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == link.Done.AccountId && a.MergedIntoId == null);
        if (account is null)
        {
            return new LinkWasTakenBack();
        }

        // Who reads the new mailbox is not yet who holds the account: a mistyped address would hand it over. A contact has nothing to log in with.
        if (by.AccountId != account.Id && (by.AccountId is not null || !account.IsContact))
        {
            return by.AccountId is null ? new LogInToConfirm() : new LogOutFirst();
        }

        if (!account.IsActive)
        {
            return new AccountIsDeactivated();
        }

        if (IsProof(link.Done, account))
        {
            return await WhyNotProvedAsync(db, account) is { } why ? why : (link.Done, account);
        }

        var site = await db.Site.AsNoTracking().SingleAsync();
        var address = EmailAddress.Parse(link.Done.Address);
        // A link that was mailed was allowed: only what shuts an address out at every door, and its having an account by now, still count.
        return RuleBook.Decide(Door.AddressChange, DoorRole.SiteAdministrator, await db.FactsOfAsync(address, deskId: null, now), AtTheDoor.SettingsOf(site, desk: null)) is Refused refused
            ? SentenceOf(refused.Reason)
            : (link.Done, account);
    }

    private static Refusal SentenceOf(RefusedBecause reason) => reason switch
    {
        RefusedBecause.DomainIsNotAllowed => new DomainMayNotBeUsed(),
        RefusedBecause.AddressIsBlocked or RefusedBecause.DomainIsBlocked => new AddressIsBlocked(),
        RefusedBecause.AccountIsDeactivated or RefusedBecause.HasAnAccount => new AddressIsKnown(),
        _ => new NotAllowed(),
    };
}

/// <summary>A change of address as its link shows it.</summary>
/// <param name="Before">The address until now.</param>
/// <param name="After">The address it is to become; the same where the link proves the one there is.</param>
public sealed record AddressChangeSeen(string Before, string After);

/// <summary>The new address is confirmed by the person who is logged in to the account.</summary>
public sealed record LogInToConfirm : Refusal;

/// <summary>The account has this address already, however it is written.</summary>
public sealed record AddressIsThePresentOne : Refusal;

/// <summary>Addresses of this domain are not taken here.</summary>
public sealed record DomainMayNotBeUsed : Refusal;
