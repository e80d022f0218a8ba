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
    public static async Task<ImportOutlook> OutlookAsync(DeskDb db, CustomerImport import)
    {
        var (role, settings) = await AtTheDoorAsync(db, import);
        var groups = await AskedOf(db, import)
            .GroupBy(row => new { row.Flags, row.Password, row.IsDeactivated, row.IsOnList, row.HasPassword, row.IsFurther })
            .Select(group => new { Facts = group.Key, Count = group.Count() }).ToListAsync();

        var (made, joined, here, kept) = (0, 0, 0, 0);
        var refused = new Dictionary<RefusedBecause, int>();
        foreach (var group in groups)
        {
            var facts = group.Facts;
            var decision = RuleBook.Decide(Door.Import, role, FactsOf(facts.Flags, AtTheDoor.StandingOf(facts.Password)) with { IsDeactivated = facts.IsDeactivated, IsOnList = facts.IsOnList }, settings);
            switch (decision)
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

            // As the statement has it that sets them.
            var isSet = decision is Allowed && role is DoorRole.SiteAdministrator && facts is { Password: PasswordKind.None, IsFurther: false };
            kept += facts is { HasPassword: true, Password: not null } && !isSet ? group.Count : 0;
        }

        return new ImportOutlook(made, joined, here, refused, kept);
    }

    /// <summary>The first rows whose people the rule book refuses now, by line.</summary>
    public static async Task<IReadOnlyList<ImportFault>> RefusedNowAsync(DeskDb db, CustomerImport import)
    {
        var (role, settings) = await AtTheDoorAsync(db, import);
        var groups = await AskedOf(db, import).GroupBy(row => new { row.Flags, row.Password, row.IsDeactivated, row.IsOnList }).Select(group => group.Key).ToListAsync();
        var found = new List<ImportFault>();
        foreach (var group in groups)
        {
            var facts = FactsOf(group.Flags, AtTheDoor.StandingOf(group.Password)) with { IsDeactivated = group.IsDeactivated, IsOnList = group.IsOnList };
            if (RuleBook.Decide(Door.Import, role, facts, settings) is not Refused { Reason: not RefusedBecause.AlreadyHere and var reason })
            {
                continue;
            }

            var rows = await AskedOf(db, import)
                .Where(row => row.Flags == group.Flags && row.Password == group.Password && row.IsDeactivated == group.IsDeactivated && row.IsOnList == group.IsOnList)
                .OrderBy(row => row.Line).Take(ImportSeen.MostProblems).Select(row => new { row.Line, row.Address }).ToListAsync();
            found.AddRange(rows.Select(row => new ImportFault(row.Line, row.Address, null, null, reason)));
        }

        return found;
    }

    private static IQueryable<Asked> AskedOf(DeskDb db, CustomerImport import) =>
        from row in db.ImportRows
        where row.ImportId == import.Id && row.Problem == null
        join one in db.Accounts on row.NormalizedAddress equals one.NormalizedEmail into known
        from named in known.DefaultIfEmpty()
        join one in db.Accounts on named.MergedIntoId ?? named.Id equals one.Id into holders
        from account in holders.DefaultIfEmpty()
        join one in db.DeskCustomers.Where(customer => customer.DeskId == import.DeskId) on account.Id equals one.AccountId into listed
        from place in listed.DefaultIfEmpty()
        select new Asked
        {
            Line = row.Line,
            Address = row.Address,
            Flags = row.Flags,
            HasPassword = row.PasswordHash != null,
            Password = (PasswordKind?)account.Password,
            IsDeactivated = account.DeactivatedAt != null,
            IsFurther = named.MergedIntoId != null,
            IsOnList = place != null,
        };

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

    private static DoorFacts FactsOf(AddressFlags flags, AddressStanding standing) => new()
    {
        Standing = standing,
        IsAddressBlocked = flags.HasFlag(AddressFlags.AddressBlocked),
        IsDomainBlocked = flags.HasFlag(AddressFlags.DomainBlocked),
        IsDomainAllowed = !flags.HasFlag(AddressFlags.DomainNotAllowed),
    };

    // A row, with what is known of its address.
    private sealed class Asked
    {
        public int Line { get; init; }

        public required string Address { get; init; }

        public AddressFlags Flags { get; init; }

        public bool HasPassword { get; init; }

        public PasswordKind? Password { get; init; }

        public bool IsDeactivated { get; init; }

        public bool IsFurther { get; init; }

        public bool IsOnList { get; init; }
    }
}
