using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>
/// Who follows a request besides its reporter, and who brings them in: its own customers in the portal, agents at the desk (design.md 2.2,
/// participant). Somebody unknown becomes a contact of this one request and comes onto no list.
/// </summary>
public sealed class RequestParticipants(DeskWork database, RequestNotifications notifications, TimeProvider clock, Limits limits)
{
    /// <summary>How many participants a request may have.</summary>
    public const int Most = 50;

    /// <summary>Brings somebody into a request.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="address">Whom, as typed.</param>
    /// <param name="by">Who: an agent of its desk, its reporter or a participant.</param>
    public async Task<Outcome<TakingPart>> AddAsync(Guid requestId, string? address, Actor by)
    {
        var key = await notifications.KeyAsync();
        return await database.RunAsync<TakingPart>(work => AddAsync(work, requestId, address, by, key));
    }

    private async Task<Outcome<TakingPart>> AddAsync(Work work, Guid requestId, string? address, Actor by, ThreadKey key)
    {
        if (await AtRequestAsync(work, requestId, by) is not { } at)
        {
            return new NotFound();
        }

        if (at.Refusal is { } no)
        {
            return no;
        }

        if (!EmailAddress.TryParse(address, out var typed))
        {
            return new NotAnAddress();
        }

        // Asked before the rule book: who may take part is not to be found out by trying addresses in great number.
        if (limits.Participant(by) is { } wait)
        {
            return wait;
        }

        var known = await work.Db.WithAddress(typed.Normalized).AsTracking().SingleOrDefaultAsync();
        var parts = await work.Db.Participants.AsNoTracking().Where(part => part.RequestId == requestId).ToListAsync();
        if (known is not null && (known.Id == at.Request.ReporterId || parts.Any(part => part.AccountId == known.Id)))
        {
            return new TakesPartAlready(known.FullName);
        }

        if (parts.Count >= Most)
        {
            return new TooManyParticipants(Most);
        }

        var now = clock.Now();
        var decision = RuleBook.Decide(Door.Participant, at.Role, await work.Db.FactsOfAsync(typed, at.Desk.Id, now), AtTheDoor.SettingsOf(at.Site, at.Desk));
        work.Db.DoorLog.Add(DoorEntry.Of(Door.Participant, decision, at.Desk.Id, typed, by, now));
        if (decision is Refused refused)
        {
            await work.CommitAsync();
            return SentenceOf(refused);
        }

        var person = known ?? work.MakeContact(at.Desk.Id, typed, null, Door.Participant, by, now);
        work.Db.Participants.Add(new Participant { RequestId = requestId, AccountId = person.Id, Since = now });
        work.Db.Audit.Add(AuditEntry.Of(Changes.ParticipantAdded, by, now, at.Desk.Id, requestId, new { at.Request.Key, Address = person.Email }));
        await notifications.TakenInAsync(new RequestEvent(work, key, at.Request, by, now), person, at.IsStaff);
        await work.CommitAsync([.. known is null ? [Topic.Users] : Array.Empty<Topic>(), Topic.Outbox, Topic.Account(person.Id), .. await work.NewsForAllAsync(at.Request)]);
        return new TakingPart(person.Id, person.FullName, at.IsStaff ? person.Email : null);
    }

    /// <summary>Takes somebody off a request. Nothing happens when they are no participant.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="accountId">Whom.</param>
    /// <param name="by">Who: an agent of its desk or its reporter; a participant only themselves.</param>
    public Task<Outcome<Done>> RemoveAsync(Guid requestId, Guid accountId, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await AtRequestAsync(work, requestId, by) is not { } at)
        {
            return new NotFound();
        }

        if (at.Refusal is { } no)
        {
            return no;
        }

        if (!at.IsStaff && by.AccountId != at.Request.ReporterId && by.AccountId != accountId)
        {
            return new NotAllowed();
        }

        if (await work.Db.Participants.AsTracking().SingleOrDefaultAsync(part => part.RequestId == requestId && part.AccountId == accountId) is not { } found)
        {
            return new Done();
        }

        var address = await work.Db.Accounts.Where(account => account.Id == accountId).Select(account => account.Email).SingleAsync();
        var news = await work.NewsForAllAsync(at.Request);
        work.Db.Participants.Remove(found);
        work.Db.Audit.Add(AuditEntry.Of(Changes.ParticipantRemoved, by, clock.Now(), at.Desk.Id, requestId, new { at.Request.Key, Address = address }));
        await work.CommitAsync(news);
        return new Done();
    });

    // Holds site, desk and request. Null for who may not even know of it.
    private static async Task<AtRequest?> AtRequestAsync(Work work, Guid requestId, Actor by)
    {
        var deskId = await work.Db.Requests.Where(request => request.Id == requestId).Select(request => request.DeskId).SingleOrDefaultAsync();
        var site = await work.SiteAsync();
        if (await work.DeskAsync(deskId) is not { ArchivedAt: null } desk)
        {
            return null;
        }

        await work.HoldAsync($"SELECT * FROM \"Requests\" WHERE \"Id\" = {requestId}");
        var request = await work.Db.Requests.AsNoTracking().SingleAsync(request => request.Id == requestId);
        var rights = await Rights.OfAsync(work.Db, by, deskId);
        if (rights.May(Operation.ServeRequests))
        {
            return new AtRequest(site, desk, request, rights.OnDesk, IsStaff: true, null);
        }

        if (await work.Db.PortalPersonAsync(by) is { } person && await work.Db.Requests.SeenBy(work.Db, person).AnyAsync(seen => seen.Id == requestId))
        {
            return new AtRequest(site, desk, request, DoorRole.Customer, IsStaff: false, request.Status is RequestStatus.Closed ? new RequestIsClosed() : null);
        }

        return rights.May(Operation.ReadRequests) ? new AtRequest(site, desk, request, rights.OnDesk, IsStaff: true, new NotAllowed()) : null;
    }

    private static Refusal SentenceOf(Refused refused) => refused switch
    {
        { Reason: RefusedBecause.NoParticipants } => new NoParticipantsHere(),
        { Seen: not DoorScreen.TheAnswer } => new CannotTakePart(),
        { Reason: RefusedBecause.DeskIsRestricted } => new OnlyCustomersTakePart(),
        _ => RequestsOnBehalf.SentenceOf(refused.Reason),
    };

    private sealed record AtRequest(Site Site, Desk Desk, Request Request, DoorRole Role, bool IsStaff, Refusal? Refusal);
}

/// <summary>Somebody who follows a request besides its reporter.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">Their name.</param>
/// <param name="Address">Their address; null to customers.</param>
public sealed record TakingPart(Guid AccountId, string Name, string? Address);

/// <summary>Named questions about who takes part.</summary>
internal static class TakingParts
{
    /// <summary>The participants of a request, the longest there first.</summary>
    public static IQueryable<TakingPart> ParticipantsOf(this DeskDb db, Guid requestId, bool withAddresses) =>
        from part in db.Participants
        join account in db.Accounts on part.AccountId equals account.Id
        where part.RequestId == requestId
        orderby part.Since, part.AccountId
        select new TakingPart(account.Id, account.FullName, withAddresses ? account.Email : null);
}
