using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>Somebody logged in, as the portal sees them.</summary>
/// <param name="Id">The account.</param>
/// <param name="IsProved">Whether the address is proved.</param>
internal sealed record PortalPerson(Guid Id, bool IsProved);

/// <summary>
/// What a person may see in the portal, as conditions within the query (design.md 2.2, 2.5). A password given by somebody else, or chosen
/// without proof of the address, opens only the desks the account is on the list of, and what it raised itself while logged in.
/// </summary>
internal static class PortalAccess
{
    /// <summary>Who asks; null for a stranger, a contact, a deactivated account and a blocked address.</summary>
    public static async Task<PortalPerson?> PortalPersonAsync(this DeskDb db, Actor by)
    {
        if (by.AccountId is not { } id)
        {
            return null;
        }

        var account = await db.Accounts.AsNoTracking()
            .Where(account => account.Id == id && account.DeactivatedAt == null && account.Password != PasswordKind.None)
            .Select(account => new { account.NormalizedEmail, account.AddressProvedAt })
            .SingleOrDefaultAsync();

        return account is null || (await db.DomainRulesAsync()).IsBlocked(account.NormalizedEmail!)
            ? null
            : new PortalPerson(id, account.AddressProvedAt is not null);
    }

    /// <summary>The desks whose portal the person may look at.</summary>
    public static IQueryable<Desk> ReadableBy(this IQueryable<Desk> desks, DeskDb db, PortalPerson person) =>
        person.IsProved ? desks.Admitting(db, person.Id).NotHolding(db, person.Id) : desks.WithAPlaceFor(db, person.Id);

    /// <summary>The desks at which the person signed up and was not approved, so that they may not look at the portal that is open to everyone else.</summary>
    public static IQueryable<HeldSignUp> HeldBack(this DeskDb db, PortalPerson person) =>
        db.HeldSignUps.Where(held => held.AccountId == person.Id
            && db.Desks.Any(desk => desk.Id == held.DeskId && desk.ArchivedAt == null && desk.NeedsApproval && desk.Access != CustomerAccess.Restricted)
            && !db.Desks.WithAPlaceFor(db, person.Id).Any(place => place.Id == held.DeskId));

    /// <summary>Whether somebody may look at a desk's portal.</summary>
    public static async Task<bool> IsReadableAsync(this DeskDb db, Guid deskId, Actor by) =>
        await db.PortalPersonAsync(by) is { } person && await db.Desks.ReadableBy(db, person).AnyAsync(desk => desk.Id == deskId);

    /// <summary>The person's own requests, raised by or for them.</summary>
    public static IQueryable<Request> ReportedBy(this IQueryable<Request> requests, DeskDb db, PortalPerson person) =>
        requests.OnDesksOf(db, person).Where(request => request.ReporterId == person.Id && (person.IsProved || !request.IsUnproved));

    /// <summary>Requests of others in which the person takes part: found by the person, because asked of each request it would be asked of all there are.</summary>
    public static IQueryable<Request> SharedWith(this IQueryable<Request> requests, DeskDb db, PortalPerson person) =>
        requests.OnDesksOf(db, person).Where(request => person.IsProved
            && request.ReporterId != person.Id
            && db.Participants.Where(participant => participant.AccountId == person.Id).Select(participant => participant.RequestId).Contains(request.Id));

    /// <summary>Both: every request the person sees in the portal.</summary>
    public static IQueryable<Request> SeenBy(this IQueryable<Request> requests, DeskDb db, PortalPerson person) =>
        requests.OnDesksOf(db, person).Where(request =>
            (request.ReporterId == person.Id && (person.IsProved || !request.IsUnproved))
            || (person.IsProved && db.Participants.Any(participant => participant.RequestId == request.Id && participant.AccountId == person.Id)));

    /// <summary>The customers a public reply is mailed to: reporter and participants other than whose news it is, as far as they may still read the request.</summary>
    public static async Task<IReadOnlyList<Account>> CustomersOfAsync(this DeskDb db, Request request, Guid? otherThan)
    {
        var participants = await db.Participants.Where(participant => participant.RequestId == request.Id).Select(participant => participant.AccountId).ToListAsync();
        var ids = participants.Append(request.ReporterId).Where(id => id != otherThan).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var parties = await db.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id) && account.DeactivatedAt == null).ToListAsync();
        var rules = await db.DomainRulesAsync();

        var readers = new List<Account>();
        foreach (var party in parties.Where(party => !rules.IsBlocked(party.NormalizedEmail!)))
        {
            if (await db.Desks.Admitting(db, party.Id).AnyAsync(desk => desk.Id == request.DeskId))
            {
                readers.Add(party);
            }
        }

        return readers;
    }

    /// <summary>Who writes on a request as its customer: reporter and participants, as far as they are not staff there.</summary>
    public static IQueryable<Guid> CustomersWritingOn(this DeskDb db, Guid requestId) =>
        db.Requests.Where(request => request.Id == requestId).Select(request => request.ReporterId)
            .Concat(db.Participants.Where(participant => participant.RequestId == requestId).Select(participant => participant.AccountId))
            .Where(id => !db.DeskAgents.Any(agent => agent.AccountId == id && db.Requests.Any(request => request.Id == requestId && request.DeskId == agent.DeskId)));

    // Who lost a desk neither reads nor answers there, also on own requests. What somebody is party to, the callers ask.
    private static IQueryable<Request> OnDesksOf(this IQueryable<Request> requests, DeskDb db, PortalPerson person)
    {
        var desks = db.Desks.Admitting(db, person.Id);
        return requests.Where(request => desks.Any(desk => desk.Id == request.DeskId));
    }

    private static IQueryable<Desk> Admitting(this IQueryable<Desk> desks, DeskDb db, Guid accountId)
    {
        var places = db.Desks.WithAPlaceFor(db, accountId);
        return desks.Where(desk => desk.ArchivedAt == null && (desk.Access != CustomerAccess.Restricted || places.Any(place => place.Id == desk.Id)));
    }

    private static IQueryable<Desk> NotHolding(this IQueryable<Desk> desks, DeskDb db, Guid accountId)
    {
        var places = db.Desks.WithAPlaceFor(db, accountId);
        return desks.Where(desk => !desk.NeedsApproval
            || places.Any(place => place.Id == desk.Id)
            || !db.HeldSignUps.Any(held => held.DeskId == desk.Id && held.AccountId == accountId));
    }

    private static IQueryable<Desk> WithAPlaceFor(this IQueryable<Desk> desks, DeskDb db, Guid accountId) =>
        desks.Where(desk => desk.ArchivedAt == null
            && (db.DeskCustomers.Any(customer => customer.DeskId == desk.Id && customer.AccountId == accountId)
                || (db.DeskAgents.Any(agent => agent.DeskId == desk.Id && agent.AccountId == accountId) && db.Seats.Any(seat => seat.AccountId == accountId))));
}
