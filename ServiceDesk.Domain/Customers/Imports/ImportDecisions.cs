using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>Asks the rule book for a whole file at once: rows with the same facts get the same answer.</summary>
internal static class ImportDecisions
{
    private static readonly AddressFlags[] AllFlags = [.. Enumerable.Range(0, 8).Select(bits => (AddressFlags)bits)];

    /// <summary>What bringing it in would do now.</summary>
    public static async Task<ImportOutlook> OutlookAsync(DeskDb db, CustomerImport import, DateTimeOffset now)
    {
        var (role, settings) = await AtTheDoorAsync(db, import);
        var places = db.DeskCustomers.Where(customer => customer.DeskId == import.DeskId);
        var rows =
            from row in db.ImportRows
            where row.ImportId == import.Id && row.Problem == null
            join one in db.Accounts on row.NormalizedAddress equals one.NormalizedEmail into known
            from named in known.DefaultIfEmpty()
            join one in db.Accounts on named.MergedIntoId ?? named.Id equals one.Id into holders
            from account in holders.DefaultIfEmpty()
            join place in places on account.Id equals place.AccountId into listed
            from place in listed.DefaultIfEmpty()
            select new { row.Flags, Password = (PasswordKind?)account.Password, IsDeactivated = account.DeactivatedAt != null, IsOnList = place != null };
        var groups = await rows.GroupBy(row => new { row.Flags, row.Password, row.IsDeactivated, row.IsOnList }).Select(group => new { Facts = group.Key, Count = group.Count() }).ToListAsync();

        var (made, joined, here) = (0, 0, 0);
        var refused = new Dictionary<RefusedBecause, int>();
        foreach (var group in groups)
        {
            var facts = FactsOf(group.Facts.Flags, StandingOf(group.Facts.Password)) with
            {
                IsDeactivated = group.Facts.IsDeactivated,
                IsOnList = group.Facts.IsOnList,
            };
            switch (RuleBook.Decide(Door.Import, role, facts, settings))
            {
                case Allowed { Effect: Effect.MakeContactAndJoin }:
                    made += group.Count;
                    break;
                case Allowed:
                    joined += group.Count;
                    break;
                case Refused { Reason: RefusedBecause.AlreadyHere }:
                    here += group.Count;
                    break;
                case Refused { Reason: var reason }:
                    refused[reason] = refused.GetValueOrDefault(reason) + group.Count;
                    break;
            }
        }

        return new ImportOutlook(made, joined, here, refused);
    }

    /// <summary>For addresses of this standing, active and not on the list: under which address rules the rule book lets them in.</summary>
    public static IReadOnlyList<AddressFlags> LetIn(AddressStanding standing, DoorRole role, DoorSettings settings) =>
        [.. AllFlags.Where(flags => Decide(flags, standing, isDeactivated: false, role, settings) is Allowed)];

    /// <summary>For addresses of this standing, not on the list: under which address rules the rule book refuses them, and why.</summary>
    public static IEnumerable<(RefusedBecause Reason, IReadOnlyList<AddressFlags> Flags)> Refused(AddressStanding standing, bool isDeactivated, DoorRole role, DoorSettings settings) =>
        from flags in AllFlags
        let refused = Decide(flags, standing, isDeactivated, role, settings) as Refused
        where refused is not null
        group flags by refused.Reason into same
        select (same.Key, (IReadOnlyList<AddressFlags>)[.. same]);

    private static AccessDecision Decide(AddressFlags flags, AddressStanding standing, bool isDeactivated, DoorRole role, DoorSettings settings) =>
        RuleBook.Decide(Door.Import, role, FactsOf(flags, standing) with { IsDeactivated = isDeactivated }, settings);

    /// <summary>In which role whoever began it stands at the door now, and under which settings.</summary>
    public static async Task<(DoorRole Role, DoorSettings Settings)> AtTheDoorAsync(DeskDb db, CustomerImport import)
    {
        var site = await db.Site.AsNoTracking().SingleAsync();
        var desk = await db.Desks.AsNoTracking().SingleAsync(desk => desk.Id == import.DeskId);
        var rights = await Rights.OfAsync(db, Actor.Person(import.StartedById, null), import.DeskId);
        return (rights.AtDoor, AtTheDoor.SettingsOf(site, desk));
    }

    /// <summary>What the address rules say of an address.</summary>
    public static AddressFlags FlagsOf(DomainRules rules, EmailAddress address)
    {
        var facts = rules.AppliedTo(new DoorFacts { Standing = AddressStanding.Unknown, IsDomainAllowed = true }, address.Normalized);
        return (facts.IsAddressBlocked ? AddressFlags.AddressBlocked : AddressFlags.None) | (facts.IsDomainBlocked ? AddressFlags.DomainBlocked : AddressFlags.None) | (facts.IsDomainAllowed ? AddressFlags.None : AddressFlags.DomainNotAllowed);
    }

    /// <summary>What is known of an address whose account has such a password; null for no account.</summary>
    public static AddressStanding StandingOf(PasswordKind? password) => password switch
    {
        null => AddressStanding.Unknown,
        PasswordKind.None => AddressStanding.Contact,
        _ => AddressStanding.Account,
    };

    private static DoorFacts FactsOf(AddressFlags flags, AddressStanding standing) => new()
    {
        Standing = standing,
        IsAddressBlocked = flags.HasFlag(AddressFlags.AddressBlocked),
        IsDomainBlocked = flags.HasFlag(AddressFlags.DomainBlocked),
        IsDomainAllowed = !flags.HasFlag(AddressFlags.DomainNotAllowed),
    };
}
