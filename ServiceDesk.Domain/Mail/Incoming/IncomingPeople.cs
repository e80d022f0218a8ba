using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>The others a mail was sent to: participants where the desk allows them (design.md 2.2), never addresses of the site itself, nor its staff.</summary>
public sealed class IncomingPeople
{
    private const int MostPeople = 20;

    /// <summary>Adds them to a request, in the name of who wrote the mail.</summary>
    internal async Task AddAsync(MailAtDesk mail, Request request, Account writer)
    {
        // Where there are no participants, nobody is asked about: a copy is no attempt at a door.
        if (!mail.Desk.AllowsParticipants)
        {
            return;
        }

        var free = RequestParticipants.Most - await mail.Db.Participants.CountAsync(participant => participant.RequestId == request.Id);
        var arrivedAt = new OwnAddressBook(EmailAddress.Among([mail.Row.EnvelopeRecipient ?? ""]));
        var others = mail.Read.To.Concat(mail.Read.Cc)
            .Select(person => (Address: EmailAddress.TryParse(person.Address, out var address) ? address : null, person.Name))
            .Where(person => person.Address is { } address && !mail.At.Own.Has(address) && !arrivedAt.Has(address) && !address.Equals(mail.Sender))
            .DistinctBy(person => person.Address!.Normalized)
            .Take(Math.Clamp(free, 0, MostPeople));
        foreach (var (address, name) in others)
        {
            await AddAsync(mail, request, writer, address!, name);
        }
    }

    private static async Task AddAsync(MailAtDesk mail, Request request, Account writer, EmailAddress address, string? name)
    {
        var known = await mail.Db.WithAddress(address.Normalized).AsNoTracking().SingleOrDefaultAsync();
        if (known is not null && (known.Id == request.ReporterId
            || await mail.Db.Participants.AnyAsync(participant => participant.RequestId == request.Id && participant.AccountId == known.Id)
            || await mail.Db.DeskAgents.AnyAsync(agent => agent.DeskId == request.DeskId && agent.AccountId == known.Id)))
        {
            return;
        }

        var decision = RuleBook.Decide(Door.Participant, DoorRole.Stranger, await mail.Db.FactsOfAsync(address, mail.Desk.Id, mail.Now), mail.Settings);
        mail.Note(Door.Participant, decision, address, writer);
        if (decision is not Allowed)
        {
            return;
        }

        var by = Actor.Person(writer.Id, null);
        if (known is null)
        {
            known = mail.Work.MakeContact(mail.Desk.Id, address, name, Door.Participant, by, mail.Now);
            mail.Tell(Topic.Users);
        }

        mail.Db.Participants.Add(new Participant { RequestId = request.Id, AccountId = known.Id, Since = mail.Now });
        mail.Db.Audit.Add(AuditEntry.Of(Changes.ParticipantAdded, by, mail.Now, mail.Desk.Id, request.Id, new { request.Key, Address = known.Email }));
        mail.Tell(Topic.Account(known.Id));

        // The next name can be the same account, by a further address.
        await mail.Work.SaveAsync();
    }
}
