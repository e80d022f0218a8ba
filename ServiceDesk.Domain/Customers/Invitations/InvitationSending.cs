using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>Carries out what the rule book allows: invitations, mails, places on the list, door log and audit, within one work.</summary>
public sealed class InvitationSending(InvitationMail mail)
{
    /// <summary>Invites these people. Nothing is read of the database here but what joining asks; to be committed by the caller.</summary>
    /// <param name="work">The work.</param>
    /// <param name="desk">The desk, held for change, so that two who invite the same person come one after the other.</param>
    /// <param name="facts">What is known of the people.</param>
    /// <param name="people">Whom, with what is written to each.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="now">When.</param>
    /// <param name="importId">The import whose people they are; null when a person invites.</param>
    internal async Task<IReadOnlyList<InviteLine>> SendAsync(Work work, Desk desk, InvitedFacts facts, IReadOnlyList<(TypedAddress Person, string Message)> people, Actor by, DateTimeOffset now, Guid? importId = null)
    {
        var inviter = await work.Db.Accounts.Where(account => account.Id == by.AccountId).Select(account => account.FullName).SingleAsync();
        var replaced = new List<Guid>();
        var lines = new List<InviteLine>();
        foreach (var (person, message) in people)
        {
            if (person.Address is not { } address)
            {
                lines.Add(new InviteLine(person, InviteEffect.NotAnAddress));
                continue;
            }

            var decision = facts.Decide(address);
            var line = facts.LineOf(person, decision);
            line = line with
            {
                InvitationId = line.Effect is InviteEffect.InvitedJustNow ? facts.OpenOf(address)?.Id : null,
                CustomerId = line.Effect is InviteEffect.Added or InviteEffect.AlreadyHere ? facts.AccountOf(address)?.Id : null,
            };
            work.Db.DoorLog.Add(DoorEntry.Of(Door.Invitation, decision, desk.Id, address, by, now));
            if (line.Effect is InviteEffect.Added)
            {
                replaced.AddRange(await AddAsync(work, desk, facts, address, inviter, message, by, now));
            }
            else if (line.IsInvited)
            {
                var (invitation, earlier) = Invite(work, desk, facts, person, inviter, message, by, now, importId);
                line = line with { InvitationId = invitation };
                replaced.AddRange(earlier);
            }

            lines.Add(line);
        }

        await work.TakeBackAsync(replaced, now);
        return lines;
    }

    /// <summary>Mails an open invitation once more, with another link, as its inviter wrote it.</summary>
    internal async Task SendAgainAsync(Work work, Desk desk, Invitation invitation, Account? account, string inviter, Actor by, DateTimeOffset now)
    {
        var replaced = invitation.LinkId;
        var to = account is null ? Recipient.Of(EmailAddress.Parse(invitation.Address), by, desk.Id) : Recipient.Of(account, desk.Id, by.Language);
        var (link, written) = mail.Invite(desk, to, invitation.FullName, inviter, invitation.Message, now);
        invitation.SendAgain(link);
        Add(work, link, written, Changes.InvitationRenewed, invitation, by, now);
        await work.TakeBackAsync([replaced], now);
    }

    private (Guid InvitationId, Guid[] Replaced) Invite(Work work, Desk desk, InvitedFacts facts, TypedAddress person, string inviter, string message, Actor by, DateTimeOffset now, Guid? importId)
    {
        var address = person.Address!;
        var earlier = facts.OpenOf(address);

        var to = facts.AccountOf(address) is { } contact ? Recipient.Of(contact, desk.Id) : Recipient.Of(facts.StoredOf(address), by, desk.Id);
        Guid[] replaced = earlier is null ? [] : [earlier.LinkId];
        var invitation = earlier ?? work.Db.Invitations.Add(Invitation.Of(desk.Id, facts.StoredOf(address), now)).Entity;
        var (link, written) = mail.Invite(desk, to, person.Name ?? invitation.FullName, inviter, message, now);
        invitation.Send(link, person.Name, message, by.AccountId!.Value, importId);
        Add(work, link, written, earlier is null ? Changes.CustomerInvited : Changes.InvitationRenewed, invitation, by, now);
        return (invitation.Id, replaced);
    }

    private async Task<IEnumerable<Guid>> AddAsync(Work work, Desk desk, InvitedFacts facts, EmailAddress address, string inviter, string message, Actor by, DateTimeOffset now)
    {
        var account = facts.AccountOf(address)!;
        await work.JoinAsync(desk.Id, account, Door.Invitation, by, now);
        work.Db.Outbox.Add(mail.Added(desk, account, inviter, message, now));
        if (facts.OpenOf(address) is not { } pending)
        {
            return [];
        }

        pending.Accept(now);
        return [pending.LinkId];
    }

    private static void Add(Work work, MailedLink link, OutboxMail written, string change, Invitation invitation, Actor by, DateTimeOffset now)
    {
        work.Db.MailedLinks.Add(link);
        work.Db.Outbox.Add(written);
        work.Db.Audit.Add(AuditEntry.Of(change, by, now, invitation.DeskId, invitation.Id, new { invitation.Address }));
    }
}
