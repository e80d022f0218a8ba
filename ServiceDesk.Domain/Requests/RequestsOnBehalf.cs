using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>
/// Requests that a desk's agents raise in somebody's name, as after a call (design.md 2.2, on behalf of). Nobody is mailed, and the person sees
/// the request once the address is proved (design.md 2.5).
/// </summary>
public sealed class RequestsOnBehalf(DeskWork database, TimeProvider clock, IOptions<RequestOptions> options, Limits limits)
{
    /// <summary>The desk with the request types it offers, for who may raise there for others.</summary>
    public async Task<Outcome<CustomerPortal>> OpenAsync(string deskKey, Actor by)
    {
        await using var db = database.Read();
        var key = deskKey.ToUpperInvariant();
        var desk = await db.Desks.InUse().Where(desk => desk.Key == key).Select(desk => new PortalDesk(desk.Id, desk.Key, desk.Name)).SingleOrDefaultAsync();
        if (desk is null || WhyNot(await Rights.OfAsync(db, by, desk.Id)) is NotFound)
        {
            return new NotFound();
        }

        return WhyNot(await Rights.OfAsync(db, by, desk.Id)) is { } no ? no : new CustomerPortal(desk, await db.OfferedBy(desk.Id).ToListAsync());
    }

    /// <summary>Whose request it would be, and what raising it does about them; changes nothing.</summary>
    public async Task<Outcome<BehalfSeen>> LookAsync(Guid deskId, string? address, Actor by)
    {
        await using var db = database.Read();
        var desk = await db.Desks.SingleOrDefaultAsync(desk => desk.Id == deskId && desk.ArchivedAt == null);
        var rights = await Rights.OfAsync(db, by, deskId);
        if (desk is null || WhyNot(rights) is NotFound)
        {
            return new NotFound();
        }

        if (WhyNot(rights) is { } no)
        {
            return no;
        }

        if (!EmailAddress.TryParse(address, out var typed))
        {
            return new NotAnAddress();
        }

        var account = await db.WithAddress(typed.Normalized).SingleOrDefaultAsync();
        var decision = RuleBook.Decide(Door.OnBehalf, rights.OnDesk, await db.FactsOfAsync(typed, deskId, clock.Now()), AtTheDoor.SettingsOf(await db.Site.SingleAsync(), desk));
        return new BehalfSeen(account?.FullName, (decision as Allowed)?.Effect, (decision as Refused)?.Reason);
    }

    /// <summary>Raises a request for somebody: who is unknown becomes a contact, who is not on the list comes onto it. Sent again with the same id, it is the same request.</summary>
    /// <param name="written">The request.</param>
    /// <param name="address">Whose it is, as typed.</param>
    /// <param name="fullName">Their name, as typed; of somebody who exists it changes nothing.</param>
    /// <param name="by">Who raises it.</param>
    public Task<Outcome<RaisedRequest>> RaiseAsync(NewRequest written, string? address, string? fullName, Actor by) => database.RunAsync<RaisedRequest>(async work =>
    {
        var key = written.DeskKey.ToUpperInvariant();
        var deskId = await work.Db.Desks.AsNoTracking().Where(desk => desk.Key == key).Select(desk => desk.Id).SingleOrDefaultAsync();
        var site = await work.SiteAsync();
        var desk = await work.DeskAsync(deskId);
        var rights = await Rights.OfAsync(work.Db, by, deskId);
        if (desk is not { ArchivedAt: null } || WhyNot(rights) is NotFound)
        {
            return new NotFound();
        }

        if ((WhyNot(rights) ?? written.WhyNot ?? (OneLine.Of(fullName).Length > Account.MostNameCharacters ? new TooLong(Account.MostNameCharacters) : null)) is { } no)
        {
            return no;
        }

        if (!EmailAddress.TryParse(address, out var typed))
        {
            return new NotAnAddress();
        }

        if (await work.SentBeforeAsync(written, deskId) is { } before)
        {
            return before.DeskId != deskId ? new NotFound() : written.IsThatOf(before) ? new RaisedRequest(before.Id, before.Key) : new SentBefore();
        }

        if (!await work.Db.RequestTypes.AnyAsync(type => type.Id == written.TypeId && type.DeskId == deskId && type.ArchivedAt == null))
        {
            return new TypeIsNotOffered();
        }

        var now = clock.Now();
        var decision = RuleBook.Decide(Door.OnBehalf, rights.OnDesk, await work.Db.FactsOfAsync(typed, deskId, now), AtTheDoor.SettingsOf(site, desk));
        work.Db.DoorLog.Add(DoorEntry.Of(Door.OnBehalf, decision, deskId, typed, by, now));
        if (decision is Refused refused)
        {
            await work.CommitAsync();
            return SentenceOf(refused.Reason);
        }

        var reporter = await work.Db.WithAddress(typed.Normalized).AsTracking().SingleOrDefaultAsync() ?? work.MakeContact(desk.Id, typed, fullName, Door.OnBehalf, by, now);
        var news = await work.JoinAsync(deskId, reporter, Door.OnBehalf, by, now);
        var added = written.IsByProgram
            ? await work.AddRequestAsync(written, desk, reporter.Id, by, now, options.Value)
            : await work.AddRequestAsync(written, desk, reporter.Id, by, now, options.Value, limits);
        if (!added.IsDone)
        {
            return added.Refusal;
        }

        var request = added.Done;
        request.IsUnproved = reporter.Id != by.AccountId;
        work.Db.Audit.Add(AuditEntry.Of(Changes.RequestRaisedOnBehalf, by, now, deskId, request.Id, new { request.Key, For = reporter.Email }));
        await work.CommitAsync([Topic.Users, .. news, .. await work.NewsForAllAsync(request)]);
        return new RaisedRequest(request.Id, request.Key);
    });

    private static Refusal? WhyNot(Rights rights) => rights.May(Operation.RaiseOnBehalf) ? null : rights.May(Operation.ReadRequests) ? new NotAllowed() : new NotFound();

    /// <summary>Why somebody's person cannot be named at the desk, to its staff.</summary>
    internal static Refusal SentenceOf(RefusedBecause reason) => reason switch
    {
        RefusedBecause.AccountIsDeactivated => new AccountIsDeactivated(),
        RefusedBecause.AddressIsBlocked or RefusedBecause.DomainIsBlocked => new AddressIsBlocked(),
        RefusedBecause.DomainIsNotAllowed => new DomainMayNotBeUsed(),
        _ => new OnlyKnownPeople(),
    };
}

/// <summary>The person whose request is to be raised.</summary>
/// <param name="Name">Their name; null when the site does not know them.</param>
/// <param name="Effect">What raising does about them; null when the rule book refuses.</param>
/// <param name="Reason">Why the rule book refuses; null when it does not.</param>
public sealed record BehalfSeen(string? Name, Effect? Effect, RefusedBecause? Reason);

/// <summary>The person is unknown, and whoever raises the request may not make customers just now.</summary>
public sealed record OnlyKnownPeople : Refusal;
