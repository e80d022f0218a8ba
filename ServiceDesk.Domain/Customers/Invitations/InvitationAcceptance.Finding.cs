using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

// What a link is, and what the rule book says of it; and a fresh one in place of one that has run out.
public sealed partial class InvitationAcceptance
{
    /// <summary>
    /// Sends a fresh link in place of one that has run out, to the same address, if whoever invited could still do so. A secret that has not
    /// run out looks the same, and nothing is sent.
    /// </summary>
    public async Task<Outcome<Done>> SendAgainAsync(string? secret, Actor by)
    {
        await using var db = database.Read();
        if ((await db.UsableLinkAsync(secret, LinkPurpose.CustomerInvitation, clock.Now())).Refusal is not LinkHasExpired)
        {
            return new Done();
        }

        var hash = Secret.HashOf(secret);
        var expired = await db.MailedLinks.SingleAsync(link => link.SecretHash == hash);
        return limits.Mail(Door.AcceptInvitation, EmailAddress.Parse(expired.Address), by) is { } wait ? wait : await database.RunAsync<Done>(work => SendAgainAsync(work, secret, expired.DeskId!.Value, by));
    }

    private async Task<Outcome<Done>> SendAgainAsync(Work work, string? secret, Guid deskId, Actor by)
    {
        var now = clock.Now();
        var site = await work.SiteAsync();
        var desk = await work.DeskToChangeAsync(deskId);
        if (desk is null || await work.ExpiredLinkAsync(secret, LinkPurpose.CustomerInvitation, now) is not { } link
            || await work.Db.Invitations.AsTracking().Open().SingleOrDefaultAsync(open => open.LinkId == link.Id) is not { } invitation)
        {
            return new Done();
        }

        // As if the inviting person did it now: what they may no longer do, a stranger with an old mail may not either.
        var inviter = await Rights.OfAsync(work.Db, Actor.Person(invitation.InvitedById, network: null), deskId);
        var address = EmailAddress.Parse(invitation.Address);
        var facts = await InvitedFacts.ReadAsync(work.Db, site, desk, inviter.AtDoor, [address], now);
        var decision = facts.Decide(address);
        work.Db.DoorLog.Add(DoorEntry.Of(Door.Invitation, decision, deskId, address, by, now));
        if (decision is Allowed)
        {
            var name = await work.Db.Accounts.Where(account => account.Id == invitation.InvitedById).Select(account => account.FullName).SingleAsync();
            await sending.SendAgainAsync(work, desk, invitation, facts.AccountOf(address), name, by, now);
        }

        await work.CommitAsync(Topic.CustomersOf(deskId), Topic.Outbox);
        return decision is Allowed ? new Done() : new AskForAnotherInvitation(desk.Name);
    }

    // Tracked or not is the context's way: the work changes what is found here.
    private static async Task<Outcome<Found>> FindAsync(DeskDb db, string? secret, Actor by, Site site, DateTimeOffset now)
    {
        var usable = await db.UsableLinkAsync(secret, LinkPurpose.CustomerInvitation, now);
        if (usable.Refusal is LinkIsUnknown unknown)
        {
            return unknown;
        }

        var hash = Secret.HashOf(secret);
        var link = await db.MailedLinks.SingleAsync(l => l.SecretHash == hash);
        var desk = await db.Desks.SingleOrDefaultAsync(d => d.Id == link.DeskId);
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.LinkId == link.Id);
        var account = await db.WithAddress(link.NormalizedAddress).SingleOrDefaultAsync();
        var why = usable.Refusal ?? WhyNotInvited(invitation, desk);
        var facts = await db.FactsOfAsync(EmailAddress.Parse(link.Address), link.DeskId, now) with
        {
            IsLoggedInAsAddress = by.AccountId is { } id && id == account?.Id,
            IsInvitationUsable = why is null,
        };
        var role = by.AccountId is null ? DoorRole.Stranger : (await Rights.OfAsync(db, by, link.DeskId)).AtDoor;
        var decision = RuleBook.Decide(Door.AcceptInvitation, role, facts, AtTheDoor.SettingsOf(site, desk));
        return new Found(link, desk, invitation, account, decision, IsRevoked(invitation) ? new InvitationWasRevoked(desk!.Name) : why) { IsLoggedIn = facts.IsLoggedInAsAddress };
    }

    private static bool IsRevoked(Invitation? invitation) => invitation is { RevokedAt: not null, AcceptedAt: null };

    private static LinkWasTakenBack? WhyNotInvited(Invitation? invitation, Desk? desk) =>
        invitation is { AcceptedAt: null, RevokedAt: null } && desk is not null ? null : new LinkWasTakenBack();

    private static Refusal? WhyNot(Found found) => found.Decision switch
    {
        Refused { Reason: RefusedBecause.DeskIsArchived } => new DeskWasPutAway(found.Desk!.Name),
        Refused { Reason: RefusedBecause.LogInAsThatAddressFirst } => new LogInToAccept(found.Account!.Email!),
        Refused { Reason: RefusedBecause.InvitationIsNotUsable } => found.DeadBecause ?? new LinkWasTakenBack(),
        Refused refused => SignUpRefusals.Of(refused.Reason),

        // On the list: who only holds the old mail is told what became of it, who is logged in is simply in.
        Allowed { Effect: Effect.Nothing } when !found.IsLoggedIn => found.DeadBecause,
        _ => null,
    };

    private static InvitationStep StepOf(Found found) => found.Decision switch
    {
        Refused => InvitationStep.LogIn,
        Allowed { Effect: Effect.Join } => InvitationStep.Accept,
        Allowed { Effect: Effect.Nothing } => InvitationStep.YouAreIn,
        _ => InvitationStep.ChoosePassword,
    };

    /// <summary>A link and everything that is known of it.</summary>
    private sealed record Found(MailedLink Link, Desk? Desk, Invitation? Invitation, Account? Account, AccessDecision Decision, Refusal? DeadBecause)
    {
        public bool IsLoggedIn { get; init; }
    }
}
