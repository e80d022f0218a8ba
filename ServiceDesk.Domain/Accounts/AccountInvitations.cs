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

/// <summary>Invites the holder of an account that an administrator made to choose a password, and lets them accept (design.md 2.3, 2.5).</summary>
public sealed class AccountInvitations(DeskWork database, TimeProvider clock, MailWriting mails, SiteLinks links, PasswordRules passwords)
{
    /// <summary>What the link of an invitation leads to; changes nothing.</summary>
    public async Task<Outcome<InvitationSeen>> LookAsync(string? secret, Actor by)
    {
        await using var db = database.Read();
        var found = await FindAsync(db, await db.UsableLinkAsync(secret, LinkPurpose.AccountInvitation, clock.Now()), by);
        return found.Match<Outcome<InvitationSeen>>(
            done => new InvitationSeen(done.Account.Email!, done.Account.FullName == done.Account.Email ? "" : done.Account.FullName),
            why => why);
    }

    /// <summary>Accepts: the address is proved, the password is the person's own, every older session ends. Returns the account, to be logged in.</summary>
    public async Task<Outcome<Guid>> AcceptAsync(string? secret, string? name, string? password, Actor by)
    {
        // Hashed before the work begins, which holds up others.
        var hash = await HashAsync(secret, name, password, by);
        return hash.Refusal is { } no ? no : await database.RunAsync<Guid>(work => AcceptAsync(work, secret!, name!, hash.Done, by));
    }

    /// <summary>Sends a fresh link in place of one that has run out, to the same address. Whatever the secret, it looks the same.</summary>
    public Task<Outcome<Done>> SendAgainAsync(string? secret, Actor by) => database.RunAsync<Done>(async work =>
    {
        var now = clock.Now();
        if (await work.ExpiredLinkAsync(secret, LinkPurpose.AccountInvitation, now) is { } expired
            && (await FindAsync(work.Db, expired, by)) is { IsDone: true, Done.Account: var account })
        {
            await SendAsync(work, account, by, now);
            await work.CommitAsync([Topic.Outbox, .. await work.NewsOfAsync(account.Id)]);
        }

        return new Done();
    });

    /// <summary>Writes an invitation within an operation; an earlier one no longer counts.</summary>
    internal async Task SendAsync(Work work, Account account, Actor by, DateTimeOffset now)
    {
        await work.TakeBackLinksAsync(account.NormalizedEmail!, now, LinkPurpose.AccountInvitation);
        var (link, secret) = MailedLink.Issue(LinkPurpose.AccountInvitation, account.Address, account.Id, deskId: null, account.FullName, returnPath: null, now);
        work.Db.MailedLinks.Add(link);
        work.Db.Outbox.Add(mails.Write(MailKind.AccountInvitation, Recipient.Of(account), now, links.ToInvitation(secret), link, requestId: null, links.SiteName));
        work.Db.Audit.Add(AuditEntry.Of(Changes.AccountInvited, by, now, subjectId: account.Id));
    }

    private async Task<Outcome<string>> HashAsync(string? secret, string? name, string? password, Actor by)
    {
        await using var db = database.Read();
        var found = await FindAsync(db, await db.UsableLinkAsync(secret, LinkPurpose.AccountInvitation, clock.Now()), by);
        return (found.Refusal ?? Account.CheckName(name)) is { } no ? no : passwords.Hash(found.Done.Account, password);
    }

    private async Task<Outcome<Guid>> AcceptAsync(Work work, string secret, string name, string hash, Actor by)
    {
        var now = clock.Now();
        await work.SiteAsync();
        var found = await FindAsync(work.Db, await work.LinkToUseAsync(secret, LinkPurpose.AccountInvitation, now), by);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var (link, account) = found.Done;
        account.Rename(name);
        account.ChoosePassword(hash);
        account.ProveAddress(now);
        account.CameIn(by.Language);
        await work.UseAsync(link, now);
        await work.TakeBackLinksAsync(account.NormalizedEmail!, now, LinkPurpose.PasswordReset);
        work.Db.Audit.Add(AuditEntry.Of(Changes.ContactClaimed, by with { AccountId = account.Id }, now, subjectId: account.Id, details: new { By = nameof(LinkPurpose.AccountInvitation) }));
        await work.CommitAsync([.. await work.RewordAsync(account), .. await work.NewsOfAsync(account.Id)]);
        return account.Id;
    }

    // Asked again each time: what was true when the mail was sent need not be any more.
    private static async Task<Outcome<(MailedLink Link, Account Account)>> FindAsync(DeskDb db, Outcome<MailedLink> link, Actor by)
    {
        if (link.Refusal is { } no)
        {
            return no;
        }

        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == link.Done.AccountId && a.NormalizedEmail == link.Done.NormalizedAddress);
        return account switch
        {
            null => new LinkWasTakenBack(),
            _ when by.AccountId is { } present && present != account.Id => new LogOutFirst(),
            { IsActive: false } => new AccountIsDeactivated(),
            { Password: PasswordKind.Own } => new HasOwnPassword(),
            _ when (await db.DomainRulesAsync()).IsBlocked(account.NormalizedEmail!) => new AddressIsBlocked(),
            _ => (link.Done, account),
        };
    }
}

/// <summary>An invitation as the invited person sees it.</summary>
/// <param name="Address">The address it was mailed to.</param>
/// <param name="FullName">The name the administrator gave; empty when none.</param>
public sealed record InvitationSeen(string Address, string FullName);
