using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>What is known of many addresses at once at one desk, also where an address is a further one of an account, and what the address rules say.</summary>
internal sealed class KnownPeople(DomainRules rules, IReadOnlyDictionary<string, (Account Account, bool IsOnList)> people)
{
    /// <summary>Reads it.</summary>
    public static async Task<KnownPeople> ReadAsync(DeskDb db, Guid deskId, IEnumerable<EmailAddress> addresses)
    {
        string[] wanted = [.. addresses.Select(address => address.Normalized).Distinct(StringComparer.Ordinal)];
        var rows =
            from named in db.Accounts.AsNoTracking()
            where wanted.Contains(named.NormalizedEmail!)
            join account in db.Accounts.AsNoTracking() on named.MergedIntoId ?? named.Id equals account.Id
            select new { Address = named.NormalizedEmail!, Account = account, IsOnList = db.DeskCustomers.Any(customer => customer.DeskId == deskId && customer.AccountId == account.Id) };
        return new KnownPeople(await db.DomainRulesAsync(), await rows.ToDictionaryAsync(row => row.Address, row => (row.Account, row.IsOnList), StringComparer.Ordinal));
    }

    /// <summary>The account of an address; null when it has none.</summary>
    public Account? AccountOf(EmailAddress address) => people.TryGetValue(address.Normalized, out var known) ? known.Account : null;

    /// <summary>The address that mail goes to: the account's own, where there is one (design.md 1).</summary>
    public EmailAddress StoredOf(EmailAddress address) => AccountOf(address)?.Address ?? address;

    /// <summary>The facts for the rule book, where staff acts for others.</summary>
    public DoorFacts FactsOf(EmailAddress address)
    {
        var known = people.GetValueOrDefault(address.Normalized);
        var facts = new DoorFacts
        {
            Standing = AtTheDoor.StandingOf(known.Account?.Password),
            IsOnList = known.IsOnList,
            IsDeactivated = known.Account is { IsActive: false },
            IsDomainAllowed = true,
        };
        return rules.AppliedTo(facts, address.Normalized);
    }
}
