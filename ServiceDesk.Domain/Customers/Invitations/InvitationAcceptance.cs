using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>
/// The page behind an invitation's link (design.md 2.2, 2.4): looking changes nothing, only the post accepts. Blocks, revoking, expiry and
/// archiving are asked again then; Public signup, the desk's access and the allowed domains were judged when staff invited.
/// </summary>
public sealed partial class InvitationAcceptance(DeskWork database, TimeProvider clock, InvitationSending sending, SignUpMail mail, PasswordRules passwords, Limits limits)
{
    /// <summary>What a link leads to; changes nothing, so that a mail program that follows links in advance does no harm.</summary>
    public async Task<Outcome<InvitationOffer>> LookAsync(string? secret, Actor by)
    {
        await using var db = database.Read();
        var found = await FindAsync(db, secret, by, await db.Site.SingleAsync(), clock.Now());
        if (found.Refusal is { } no)
        {
            return no;
        }

        var (link, desk, invitation, account, _, _) = found.Done;
        if (WhyNot(found.Done) is { } refusal and not LogInToAccept)
        {
            return refusal;
        }

        var invitedById = invitation?.InvitedById;
        var inviter = await db.Accounts.Where(a => a.Id == invitedById).Select(a => a.FullName).SingleOrDefaultAsync();
        var known = account is { IsContact: true } && account.FullName != account.Email ? account.FullName : null;
        return new InvitationOffer(desk!.Key, desk.Name, account?.Email ?? link.Address, known ?? invitation?.FullName ?? "", inviter, invitation?.Message ?? "", StepOf(found.Done));
    }

    /// <summary>
    /// Accepts. Somebody unknown or a contact chooses a password, and only now is there an account; who has one joins by being logged in as that
    /// address. Of two posts at once one counts. Who is on the list already is simply told where to go.
    /// </summary>
    /// <param name="secret">The secret in the link.</param>
    /// <param name="name">The name typed; asked for with a password only.</param>
    /// <param name="password">The password typed; null where the person is logged in.</param>
    /// <param name="by">Who sent it.</param>
    public async Task<Outcome<AcceptedInvitation>> AcceptAsync(string? secret, string? name, string? password, Actor by)
    {
        var seen = await LookAsync(secret, by);
        if (seen is not { IsDone: true, Done.Step: InvitationStep.ChoosePassword })
        {
            // A refusal by the rule book belongs in the door log, which looking at the link does not write.
            return await database.RunAsync<AcceptedInvitation>(work => AcceptAsync(work, secret, "", "", by));
        }

        if (Account.CheckName(name) is { } badName)
        {
            return badName;
        }

        // Hashed before the work begins, which holds up others.
        var hash = passwords.Hash(Account.Make(EmailAddress.Parse(seen.Done.Address), name, clock.Now()), password);
        return hash.Refusal is { } bad ? bad : await database.RunAsync<AcceptedInvitation>(work => AcceptAsync(work, secret, OneLine.Of(name), hash.Done, by));
    }

    private async Task<Outcome<AcceptedInvitation>> AcceptAsync(Work work, string? secret, string name, string hash, Actor by)
    {
        var now = clock.Now();
        var site = await work.SiteAsync();
        var secretHash = Secret.HashOf(secret);
        await work.DeskAsync(await work.Db.MailedLinks.Where(link => link.SecretHash == secretHash).Select(link => link.DeskId).SingleOrDefaultAsync() ?? Guid.Empty);
        await work.LinkToUseAsync(secret, LinkPurpose.CustomerInvitation, now);
        var found = await FindAsync(work.Db, secret, by, site, now);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var (link, desk, invitation, account, decision, _) = found.Done;
        work.Db.DoorLog.Add(DoorEntry.Of(Door.AcceptInvitation, decision, desk?.Id, EmailAddress.Parse(link.Address), by, now));
        var effect = (decision as Allowed)?.Effect;
        if ((WhyNot(found.Done) ?? (IsForAPassword(effect) && hash.Length == 0 ? new ChangedMeanwhile() : null)) is { } refusal)
        {
            await work.CommitAsync();
            return refusal;
        }

        var news = effect switch
        {
            Effect.Join => await JoinAsync(work, desk!, account!, by, now),
            Effect.Nothing => [],
            _ => await EnterAsync(work, desk!, account ??= work.Db.Accounts.Add(Account.Make(EmailAddress.Parse(link.Address), name, now)).Entity, effect!.Value, name, hash, by, now),
        };
        if (found.Done.DeadBecause is null)
        {
            await work.UseAsync(link, now);
            invitation!.Accept(now);
        }

        await work.CommitAsync([Topic.Outbox, Topic.CustomersOf(desk!.Id), .. news, .. await work.NewsOfAsync(account!.Id)]);
        return new AcceptedInvitation(IsForAPassword(effect) ? account.Id : null, $"/portal/{desk.Key}");
    }

    // A password is chosen: the address is proved by having followed the link.
    private async Task<IReadOnlyList<Topic>> EnterAsync(Work work, Desk desk, Account account, Effect effect, string name, string hash, Actor by, DateTimeOffset now)
    {
        var isClaimed = effect is not Effect.MakeAccountAndJoin;
        IReadOnlyList<Topic> news = [];
        if (isClaimed)
        {
            await work.TakeBackLinksAsync(account.NormalizedEmail!, now, LinkPurpose.PasswordReset, LinkPurpose.AccountInvitation);
            account.Rename(name);
            news = await work.RewordAsync(account);
        }

        account.ChoosePassword(hash);
        account.ProveAddress(now);
        account.CameIn(by.Language);
        var self = by with { AccountId = account.Id };
        work.Db.Audit.Add(AuditEntry.Of(isClaimed ? Changes.ContactClaimed : Changes.AccountMade, self, now, desk.Id, account.Id, new { By = nameof(Door.AcceptInvitation), IsProved = true }));
        if (effect is not Effect.Claim)
        {
            news = [.. news, .. await work.JoinAsync(desk.Id, account, Door.AcceptInvitation, self, now)];
        }

        mail.Welcome(work, desk, account, now);
        return news;
    }

    private async Task<IReadOnlyList<Topic>> JoinAsync(Work work, Desk desk, Account account, Actor by, DateTimeOffset now)
    {
        account.ProveAddress(now);
        mail.Welcome(work, desk, account, now);
        return await work.JoinAsync(desk.Id, account, Door.AcceptInvitation, by, now);
    }

    private static bool IsForAPassword(Effect? effect) => effect is Effect.MakeAccountAndJoin or Effect.Claim or Effect.ClaimAndJoin;
}
