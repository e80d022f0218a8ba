using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// The page behind the mailed link: the address is proved by having followed it.
public sealed partial class SignUps
{
    /// <summary>What a link leads to; changes nothing, so that a mail program that follows links in advance does no harm.</summary>
    public async Task<Outcome<SignUpSeen>> LookAsync(string? secret, Actor by)
    {
        await using var db = database.Read();
        var now = clock.Now();
        var found = await db.UsableLinkAsync(secret, LinkPurpose.SignUp, now);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var site = await db.Site.SingleAsync();
        var desk = await db.Desks.SingleOrDefaultAsync(d => d.Id == found.Done.DeskId);
        var at = await AtLinkAsync(db, found.Done, SettingsOf(site, desk), by, now);
        if (at.Decision is Refused refused || desk is null)
        {
            return SignUpRefusals.Of((at.Decision as Refused)?.Reason ?? RefusedBecause.DeskIsNotOpen);
        }

        // A contact known by name is offered that name: what a stranger may have typed at the form does not rename anybody.
        var known = at.Account is { } contact && contact.FullName != contact.Email ? contact.FullName : null;
        return new SignUpSeen(desk.Key, desk.Name, found.Done.Address, known ?? found.Done.FullName ?? "", at.Account is not null);
    }

    /// <summary>
    /// The password is chosen: the rule book is asked again, and only now is there an account, or the contact becomes one, with its requests.
    /// Two posts at once make one account.
    /// </summary>
    public async Task<Outcome<SignedUp>> FinishAsync(string? secret, string? name, string? password, Actor by)
    {
        var seen = await LookAsync(secret, by);
        if ((seen.Refusal ?? Account.CheckName(name)) is { } no)
        {
            // A refusal by the rule book belongs in the door log, which looking at the link does not write.
            return seen.IsDone ? no : await database.RunAsync<SignedUp>(work => FinishAsync(work, secret, "", "", by));
        }

        // Hashed before the work begins, which holds up others.
        var hash = passwords.Hash(Account.Make(EmailAddress.Parse(seen.Done.Address), name, clock.Now()), password);
        return hash.Refusal is { } bad ? bad : await database.RunAsync<SignedUp>(work => FinishAsync(work, secret, OneLine.Of(name), hash.Done, by));
    }

    private async Task<Outcome<SignedUp>> FinishAsync(Work work, string? secret, string name, string hash, Actor by)
    {
        var now = clock.Now();
        var site = await work.SiteAsync();
        var secretHash = Secret.HashOf(secret);
        var deskId = await work.Db.MailedLinks.Where(link => link.SecretHash == secretHash).Select(link => link.DeskId).SingleOrDefaultAsync();
        var desk = await work.DeskAsync(deskId ?? Guid.Empty);
        var found = await work.LinkToUseAsync(secret, LinkPurpose.SignUp, now);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var link = found.Done;
        var settings = SettingsOf(site, desk);
        var (facts, account, decision) = await AtLinkAsync(work.Db, link, settings, by, now);
        work.Db.DoorLog.Add(DoorEntry.Of(Door.SignUpLink, decision, desk?.Id, EmailAddress.Parse(link.Address), by, now));

        if (WhyNot(decision, desk, hash) is { } why)
        {
            await work.CommitAsync();
            return why;
        }

        var isJoining = decision is Allowed { Effect: Effect.MakeAccountAndJoin or Effect.ClaimAndJoin };
        var isWaiting = decision is Allowed { Effect: Effect.WaitForApproval or Effect.ClaimAndWaitForApproval };
        await work.UseAsync(link, now);
        var isClaimed = account is not null;
        var news = isClaimed ? await ClaimAsync(work, account!, name, now) : [];
        account ??= work.Db.Accounts.Add(Account.Make(EmailAddress.Parse(link.Address), name, now)).Entity;
        account.ChoosePassword(hash);
        account.ProveAddress(now);
        account.CameIn(by.Language);

        var self = by with { AccountId = account.Id };
        work.Db.Audit.Add(AuditEntry.Of(isClaimed ? Changes.ContactClaimed : Changes.AccountMade, self, now, desk!.Id, account.Id, new { By = nameof(Door.SignUpLink), IsProved = true }));
        if (isJoining)
        {
            news = [.. news, .. await work.JoinAsync(desk.Id, account, Door.SignUpLink, self, now)];
            mail.Welcome(work, desk, account, now);
        }

        if (isWaiting)
        {
            news = [.. news, .. work.HoldSignUp(desk.Id, account, now)];
        }

        await work.CommitAsync([Topic.Outbox, .. news, .. await work.NewsOfAsync(account.Id)]);
        var mayEnter = facts.IsOnList || isJoining || (settings.AdmitsEveryAccount && !settings.IsArchived);
        return new SignedUp(account.Id, isWaiting ? PortalOf(desk) : mayEnter ? link.ReturnPath ?? PortalOf(desk) : "/portal");
    }

    private static Refusal? WhyNot(AccessDecision decision, Desk? desk, string hash) => decision switch
    {
        Refused refused => SignUpRefusals.Of(refused.Reason),
        _ when desk is null => new SignUpIsClosed(),
        _ => hash.Length == 0 ? new ChangedMeanwhile() : null,
    };

    private static async Task<IReadOnlyList<Topic>> ClaimAsync(Work work, Account contact, string name, DateTimeOffset now)
    {
        await work.TakeBackLinksAsync(contact.NormalizedEmail!, now, LinkPurpose.PasswordReset, LinkPurpose.AccountInvitation);
        if (contact.FullName == name)
        {
            return [];
        }

        contact.Rename(name);
        return await work.RewordAsync(contact);
    }

    private static async Task<(DoorFacts Facts, Account? Account, AccessDecision Decision)> AtLinkAsync(DeskDb db, MailedLink link, DoorSettings settings, Actor by, DateTimeOffset now)
    {
        var address = EmailAddress.Parse(link.Address);
        var account = await db.WithAddress(address.Normalized).SingleOrDefaultAsync();
        var facts = await db.FactsOfAsync(address, link.DeskId, now) with { IsLoggedInAsAddress = by.AccountId is { } id && id == account?.Id };
        var role = await RoleAsync(db, by, link.DeskId ?? Guid.Empty);
        return (facts, account, RuleBook.Decide(Door.SignUpLink, role, facts, settings));
    }
}
