using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>Who stands at a desk's portal to write there, with site and desk as they will be until the work ends.</summary>
internal sealed record PortalDoor(Site Site, Desk Desk, Account Account, DoorRole Role)
{
    /// <summary>Whether the address is proved; else the account uses only desks it was put on (design.md 2.5).</summary>
    public bool IsProved => Account.AddressProvedAt is not null;
}

/// <summary>The portal as a door of the rule book: raising and commenting (design.md 2.2).</summary>
internal static class PortalWriting
{
    /// <summary>Holds the site and the desk. What comes next is decided by <see cref="EnterAsync"/>.</summary>
    public static async Task<PortalDoor?> AtPortalAsync(this Work work, Guid deskId, Actor by)
    {
        var site = await work.SiteAsync();
        var desk = await work.DeskAsync(deskId);
        var account = by.AccountId is { } id ? await work.Db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id) : null;
        if (desk is null || account is null)
        {
            return null;
        }

        return new PortalDoor(site, desk, account, (await Rights.OfAsync(work.Db, by, deskId)).OnDesk);
    }

    /// <summary>Asks the rule book, keeps its answer and carries it out. The news are to be told with the commit; a refusal is kept at once.</summary>
    public static async Task<Outcome<Entered>> EnterAsync(this Work work, PortalDoor door, Actor by, DateTimeOffset now)
    {
        var facts = await work.Db.FactsOfAsync(door.Account.Address, door.Desk.Id, now);
        var decision = RuleBook.Decide(Door.PortalWriting, door.Role, facts, AtTheDoor.SettingsOf(door.Site, door.Desk));
        work.Db.DoorLog.Add(DoorEntry.Of(Door.PortalWriting, decision, door.Desk.Id, door.Account.Address, by, now));

        if (decision is Refused refused)
        {
            await work.CommitAsync();
            return refused switch
            {
                { Reason: RefusedBecause.NotApproved } => new SignUpIsNotApproved(door.Desk.Name),
                { Seen: DoorScreen.TheAnswer, Reason: RefusedBecause.DeskIsRestricted } => new NotItsCustomer(),
                _ => new NotFound(),
            };
        }

        return decision is Allowed { Effect: Effect.Join } && door.IsProved
            ? new Entered(await work.JoinAsync(door.Desk.Id, door.Account, Door.PortalWriting, by, now))
            : new Entered([]);
    }
}

/// <summary>Somebody was let in.</summary>
/// <param name="News">What is to be told with the commit.</param>
internal sealed record Entered(IReadOnlyList<Topic> News);
