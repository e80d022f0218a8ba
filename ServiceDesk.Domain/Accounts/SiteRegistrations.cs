using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>Strangers who register as licensed users of the site while its mode is public (design.md 2.1). Independent of Public signup.</summary>
public sealed class SiteRegistrations(DeskWork database, TimeProvider clock, MailWriting mails, SiteLinks links, PasswordRules passwords, Limits limits)
{
    /// <summary>What the registration form may show just now: whether it is open, and if so whether it asks for a password at once.</summary>
    public async Task<Outcome<RegistrationForm>> LookAsync()
    {
        await using var db = database.Read();
        var site = await db.Site.SingleAsync();
        // What a stranger of whom nothing is known would be told: with a reason, it is the site that is closed.
        var facts = new DoorFacts { Standing = AddressStanding.Unknown, IsDomainAllowed = true };
        return RuleBook.Decide(Door.SiteRegistration, DoorRole.Stranger, facts, await SettingsAsync(db, site)) is Refused refused
            ? SentenceOf(refused)
            : new RegistrationForm(AsksForPassword: !site.VerifiesAddresses);
    }

    /// <summary>Asks to register. While addresses are verified a mail is sent, and the answer is the same whatever is known of the address; else the account is made at once.</summary>
    public async Task<Outcome<Registration>> AskAsync(string? address, string? name, string? password, Actor by)
    {
        if (!EmailAddress.TryParse(address, out var typed))
        {
            return new NotAnAddress();
        }

        if (Account.CheckName(name) is { } badName)
        {
            return badName;
        }

        if (limits.SignUp(Door.SiteRegistration, typed, by) is { } wait)
        {
            return wait;
        }

        var hash = await LookAsync() is { IsDone: true, Done.AsksForPassword: true } ? passwords.Hash(Account.Make(typed, name, clock.Now()), password) : "";
        return hash.Refusal is { } bad ? bad : await database.RunAsync<Registration>(work => AskAsync(work, typed, name!, hash.Done, by));
    }

    /// <summary>What a link leads to; changes nothing.</summary>
    public async Task<Outcome<InvitationSeen>> LookAsync(string? secret, Actor by)
    {
        await using var db = database.Read();
        var found = await FindAsync(db, await db.UsableLinkAsync(secret, LinkPurpose.SiteRegistration, clock.Now()), by, clock.Now());
        if (found.Refusal is { } no)
        {
            return no;
        }

        // A contact known by name is offered that name: what a stranger may have typed at the form does not rename anybody.
        var link = found.Done.Link;
        var known = await db.WithAddress(link.NormalizedAddress).Where(contact => contact.FullName != contact.Email).Select(contact => contact.FullName).SingleOrDefaultAsync();
        return new InvitationSeen(link.Address, known ?? link.FullName ?? "");
    }

    /// <summary>Chooses the password behind the link: only now is there an account, with the site's default applications. Returns it, to be logged in.</summary>
    public async Task<Outcome<Guid>> AcceptAsync(string? secret, string? name, string? password, Actor by)
    {
        // Hashed before the work begins, which holds up others.
        var hash = await HashAsync(secret, name, password, by);
        return hash.Refusal is { } no ? no : await database.RunAsync<Guid>(work => AcceptAsync(work, secret!, name!, hash.Done, by));
    }

    /// <summary>Sends a fresh link in place of one that has run out, to the same address. Whatever the secret, it looks the same.</summary>
    public Task<Outcome<Done>> SendAgainAsync(string? secret, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await work.ExpiredLinkAsync(secret, LinkPurpose.SiteRegistration, clock.Now()) is { } expired)
        {
            var asked = await AskAsync(work, EmailAddress.Parse(expired.Address), expired.FullName ?? "", hash: "", by);
            return asked.Refusal is { } no ? no : new Done();
        }

        return new Done();
    });

    private async Task<Outcome<Registration>> AskAsync(Work work, EmailAddress typed, string name, string hash, Actor by)
    {
        var now = clock.Now();
        var site = await work.SiteAsync();
        var facts = await work.Db.FactsOfAsync(typed, deskId: null, now);
        var decision = RuleBook.Decide(Door.SiteRegistration, RoleOf(by), facts, await SettingsAsync(work.Db, site));
        work.Db.DoorLog.Add(DoorEntry.Of(Door.SiteRegistration, decision, deskId: null, typed, by, now));

        if (decision is Allowed { Effect: Effect.MakeLicensedUser })
        {
            // The address is not verified now, so the password must have been asked for; a switch turned meanwhile asks again.
            return hash.Length > 0 ? await MakeAsync(work, site, typed, name, hash, isProved: false, by, now) : new ChangedMeanwhile();
        }

        await WriteMailAsync(work, typed, name, (decision as Allowed)?.Effect, by, now);
        await work.CommitAsync(Topic.Outbox);
        return decision switch
        {
            Refused { IsSaidAloud: true } refused => SentenceOf(refused),
            _ => new Registration(AccountId: null),
        };
    }

    // Both mails are written whatever the decision, and one of them or as many rows kept: the time taken says nothing.
    private async Task WriteMailAsync(Work work, EmailAddress typed, string name, Effect? effect, Actor by, DateTimeOffset now)
    {
        var account = await work.Db.WithAddress(typed.Normalized).SingleOrDefaultAsync();
        var to = account is null ? Recipient.Of(typed, by) : Recipient.Of(account, askedIn: by.Language);
        var (link, secret) = MailedLink.Issue(LinkPurpose.SiteRegistration, to.Address, to.AccountId, deskId: null, name, returnPath: null, now);
        var proof = mails.Write(MailKind.RegistrationProof, to, now, links.ToRegistration(secret), link, requestId: null);
        var known = mails.Write(MailKind.RegisteredAlready, to, now, links.To("/Identity/Account/Login"), mailedLink: null, requestId: null);

        await work.VoidLinksAsync(LinkPurpose.SiteRegistration, to.Address, deskId: null, now);
        var mail = effect switch
        {
            Effect.MailProof => proof,
            Effect.MailYouHaveAnAccount => known,
            _ => null,
        };
        work.AddMailOrAsMuch(link, mail, now);
    }

    private async Task<Outcome<string>> HashAsync(string? secret, string? name, string? password, Actor by)
    {
        await using var db = database.Read();
        var found = await FindAsync(db, await db.UsableLinkAsync(secret, LinkPurpose.SiteRegistration, clock.Now()), by, clock.Now());
        return (found.Refusal ?? Account.CheckName(name)) is { } no
            ? no
            : passwords.Hash(Account.Make(EmailAddress.Parse(found.Done.Link.Address), name, clock.Now()), password);
    }

    private async Task<Outcome<Guid>> AcceptAsync(Work work, string secret, string name, string hash, Actor by)
    {
        var now = clock.Now();
        var site = await work.SiteAsync();
        foreach (var application in site.DefaultApplications)
        {
            await work.HoldSeatsAsync(application);
        }

        var found = await FindAsync(work.Db, await work.LinkToUseAsync(secret, LinkPurpose.SiteRegistration, now), by, now);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var (link, decision) = found.Done;
        var address = EmailAddress.Parse(link.Address);
        work.Db.DoorLog.Add(DoorEntry.Of(Door.SiteRegistrationLink, decision, deskId: null, address, by, now));
        await work.UseAsync(link, now);
        var made = await MakeAsync(work, site, address, name, hash, isProved: true, by, now);
        return made.Refusal is { } refused ? refused : made.Done.AccountId!.Value;
    }

    private static async Task<Outcome<Registration>> MakeAsync(Work work, Site site, EmailAddress address, string name, string hash, bool isProved, Actor by, DateTimeOffset now)
    {
        var account = await work.Db.WithAddress(address.Normalized).AsTracking().SingleOrDefaultAsync();
        var isClaimed = account is not null;
        if (account is null)
        {
            account = Account.Make(address, name, now);
            work.Db.Accounts.Add(account);
        }

        account.Rename(name);
        account.ChoosePassword(hash);
        account.AddressProvedAt ??= isProved ? now : null;
        account.CameIn(by.Language);
        var self = by with { AccountId = account.Id };
        if (await work.GiveSeatsAsync(account.Id, site.DefaultApplications, self, now) is { } noSeat)
        {
            return noSeat;
        }

        await work.TakeBackLinksAsync(address.Normalized, now, LinkPurpose.PasswordReset, LinkPurpose.AccountInvitation);
        work.Db.Audit.Add(AuditEntry.Of(isClaimed ? Changes.ContactClaimed : Changes.AccountMade, self, now, subjectId: account.Id, details: new { By = nameof(Door.SiteRegistration) }));
        await work.CommitAsync([Topic.Outbox, .. await work.RewordAsync(account), .. await work.NewsOfAsync(account.Id)]);
        return new Registration(account.Id);
    }

    // Asked again each time: what was true when the mail was sent need not be any more.
    private static async Task<Outcome<(MailedLink Link, AccessDecision Decision)>> FindAsync(DeskDb db, Outcome<MailedLink> link, Actor by, DateTimeOffset now)
    {
        if (link.Refusal is { } no)
        {
            return no;
        }

        var address = EmailAddress.Parse(link.Done.Address);
        var site = await db.Site.AsNoTracking().SingleAsync();
        var facts = await db.FactsOfAsync(address, deskId: null, now) with
        {
            IsLoggedInAsAddress = by.AccountId is { } id && await db.WithAddress(address.Normalized).AnyAsync(a => a.Id == id),
        };
        var decision = RuleBook.Decide(Door.SiteRegistrationLink, RoleOf(by), facts, await SettingsAsync(db, site));
        return decision is Refused refused ? SentenceOf(refused) : (link.Done, decision);
    }

    private static async Task<DoorSettings> SettingsAsync(DeskDb db, Site site) =>
        AtTheDoor.SettingsOf(site, desk: null) with { HasFreeSeat = await db.HasFreeSeatsAsync(site) };

    private static DoorRole RoleOf(Actor by) => by.AccountId is null ? DoorRole.Stranger : DoorRole.Customer;

    private static Refusal SentenceOf(Refused refused) => refused.Seen is DoorScreen.AskTheDesk ? new AskAnAdministrator() : refused.Reason switch
    {
        RefusedBecause.NoSeatLeft => new NoSeatToRegister(),
        RefusedBecause.DomainIsBlocked or RefusedBecause.DomainIsNotAllowed => new DomainMayNotRegister(),
        RefusedBecause.AddressIsBlocked => new AddressIsBlocked(),
        RefusedBecause.AccountIsDeactivated => new AccountIsDeactivated(),
        RefusedBecause.LogOutFirst => new LogOutFirst(),
        RefusedBecause.HasAnAccount => new AddressIsKnown(),
        _ => new RegistrationIsClosed(),
    };
}
