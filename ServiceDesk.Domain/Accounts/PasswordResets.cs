using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// The way back in for who forgot the password, and the way in for a contact who is on a list or party to a request (design.md 2.2, 2.3).
/// Two-factor log-in is not bypassed: who resets logs in afterwards.
/// </summary>
public sealed partial class PasswordResets(DeskWork database, TimeProvider clock, MailWriting mails, SiteLinks links, PasswordRules passwords, Limits limits)
{
    /// <summary>Asks for a link. Whatever is known of the address, the answer is the same after the same work; only a blocked domain is told so.</summary>
    public async Task<Outcome<Done>> AskAsync(string? address, Actor by)
    {
        if (!EmailAddress.TryParse(address, out var typed))
        {
            return new NotAnAddress();
        }

        return limits.Mail(Door.ForgottenPassword, typed, by) is { } wait ? wait : await database.RunAsync<Done>(work => AskAsync(work, typed, by));
    }

    /// <summary>What a link leads to; changes nothing. Returns the address it was mailed to.</summary>
    public async Task<Outcome<string>> LookAsync(string? secret)
    {
        await using var db = database.Read();
        var found = await FindAsync(db, await db.UsableLinkAsync(secret, LinkPurpose.PasswordReset, clock.Now()), clock.Now());
        return found.Match<Outcome<string>>(done => done.Account.Email!, why => why);
    }

    /// <summary>Sets the password. The address is proved, every session ends, other links are taken back, and the person is told.</summary>
    public async Task<Outcome<Done>> ResetAsync(string? secret, string? password, Actor by)
    {
        // Hashed before the work begins, which holds up others.
        var hash = await HashAsync(secret, password);
        return hash.Refusal is { } no ? no : await database.RunAsync<Done>(work => ResetAsync(work, secret!, hash.Done, by));
    }

    /// <summary>Sends a fresh link in place of one that has run out, to the same address. Whatever the secret, it looks the same.</summary>
    public Task<Outcome<Done>> SendAgainAsync(string? secret, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await work.ExpiredLinkAsync(secret, LinkPurpose.PasswordReset, clock.Now()) is { } expired)
        {
            expired.Void(clock.Now());
            return await AskAsync(work, EmailAddress.Parse(expired.Address), by);
        }

        return new Done();
    });

    private async Task<Outcome<Done>> AskAsync(Work work, EmailAddress typed, Actor by)
    {
        var now = clock.Now();
        var decision = await DecideAsync(work.Db, typed, await work.SiteAsync(), now);
        work.Db.DoorLog.Add(DoorEntry.Of(Door.ForgottenPassword, decision, deskId: null, typed, by, now));

        // Written in any case and kept only when allowed, so that the time taken says nothing. It goes to the stored address, never to the typed one.
        var account = await work.Db.WithAddress(typed.Normalized).SingleOrDefaultAsync();
        var to = account is null ? Recipient.Of(typed, by) : Recipient.Of(account, askedIn: by.Language);
        var (link, secret) = MailedLink.Issue(LinkPurpose.PasswordReset, to.Address, to.AccountId, deskId: null, fullName: null, returnPath: null, now);
        var mail = mails.Write(KindFor(account), to, now, links.ToReset(secret), link, requestId: null);
        work.AddMailOrAsMuch(link, decision is Allowed ? mail : null, now);
        await work.CommitAsync(Topic.Outbox);
        return decision is Refused { IsSaidAloud: true } ? new AddressIsBlocked() : new Done();
    }

    // Who has no password is not told that it stays as it is.
    private static MailKind KindFor(Account? account) => account is { IsContact: true } ? MailKind.FirstPassword : MailKind.PasswordReset;

    private async Task<Outcome<string>> HashAsync(string? secret, string? password)
    {
        await using var db = database.Read();
        var found = await FindAsync(db, await db.UsableLinkAsync(secret, LinkPurpose.PasswordReset, clock.Now()), clock.Now());
        return found.Refusal is { } no ? no : passwords.Hash(found.Done.Account, password);
    }

    private async Task<Outcome<Done>> ResetAsync(Work work, string secret, string hash, Actor by)
    {
        var now = clock.Now();
        await work.SiteAsync();
        var found = await FindAsync(work.Db, await work.LinkToUseAsync(secret, LinkPurpose.PasswordReset, now), now);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var (link, account) = found.Done;
        var wasContact = account.IsContact;
        account.ChoosePassword(hash);
        account.ProveAddress(now);
        account.CameIn(by.Language);
        await work.UseAsync(link, now);
        await FailedLogIns.ForgetAsync(work, account.NormalizedEmail!);
        await work.TakeBackLinksAsync(account.NormalizedEmail!, now, LinkPurpose.PasswordReset, LinkPurpose.AccountInvitation);
        work.Db.Audit.Add(AuditEntry.Of(wasContact ? Changes.ContactClaimed : Changes.PasswordChanged, by, now, subjectId: account.Id, details: new { By = nameof(LinkPurpose.PasswordReset) }));
        if (!wasContact)
        {
            work.Db.Outbox.Add(PasswordMail.Changed(mails, links, account, by, now));
        }

        await work.CommitAsync([Topic.Outbox, .. await work.NewsOfAsync(account.Id)]);
        return new Done();
    }

    // Asked again each time: what was true when the mail was sent need not be any more.
    private static async Task<Outcome<(MailedLink Link, Account Account)>> FindAsync(DeskDb db, Outcome<MailedLink> link, DateTimeOffset now)
    {
        if (link.Refusal is { } no)
        {
            return no;
        }

        var site = await db.Site.AsNoTracking().SingleAsync();
        if (await DecideAsync(db, EmailAddress.Parse(link.Done.Address), site, now) is Refused refused)
        {
            return SentenceOf(refused.Reason) is var why and not NothingToReset ? why : new LinkWasTakenBack();
        }

        return await db.Accounts.SingleOrDefaultAsync(a => a.Id == link.Done.AccountId && a.NormalizedEmail == link.Done.NormalizedAddress) is { } account
            ? (link.Done, account)
            : new LinkWasTakenBack();
    }

    private static async Task<AccessDecision> DecideAsync(DeskDb db, EmailAddress address, Site site, DateTimeOffset now) =>
        RuleBook.Decide(Door.ForgottenPassword, DoorRole.Stranger, await db.FactsOfAsync(address, deskId: null, now), AtTheDoor.SettingsOf(site, desk: null));
}
