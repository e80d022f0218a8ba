using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>Putting an account that an administrator makes on desks' customer lists, within that operation.</summary>
internal static class SilentPlaces
{
    /// <summary>Asks the rule book desk by desk. The news are to be told with the commit; after a refusal nothing may be committed.</summary>
    public static async Task<Outcome<IReadOnlyList<Topic>>> PutOnDesksAsync(this Work work, Account account, IReadOnlySet<Guid> desks, Actor by, DateTimeOffset now)
    {
        var news = new List<Topic>();
        var site = desks.Count == 0 ? null : await work.SiteAsync();

        // In one order for all: two operations never wait for each other's desks.
        foreach (var deskId in desks.Order())
        {
            if (await work.DeskAsync(deskId) is not { } desk)
            {
                return new NotFound();
            }

            var facts = await work.Db.FactsOfAsync(account.Address, deskId, now);
            var role = (await Rights.OfAsync(work.Db, by, deskId)).AtDoor;
            var decision = RuleBook.Decide(Door.SilentAdd, role, facts, AtTheDoor.SettingsOf(site!, desk));
            work.Db.DoorLog.Add(DoorEntry.Of(Door.SilentAdd, decision, deskId, account.Address, by, now));
            if (decision is not Allowed { Effect: Effect.Join or Effect.MakeContactAndJoin })
            {
                return new NotFound();
            }

            news.AddRange(await work.JoinAsync(deskId, account, Door.SilentAdd, by, now));
        }

        return news;
    }
}
