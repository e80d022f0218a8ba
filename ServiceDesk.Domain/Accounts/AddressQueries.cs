using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Accounts;

/// <summary>Whose an address is. An account has one address that mail goes to, and those of the accounts merged into it (design.md 2.5).</summary>
public static class AddressQueries
{
    /// <summary>The account of an address, also where it is a further one; none when the address is unknown.</summary>
    /// <param name="db">The database.</param>
    /// <param name="normalized">The address in its compared form.</param>
    public static IQueryable<Account> WithAddress(this DeskDb db, string normalized) =>
        db.Accounts.Where(account => account.Id == db.Accounts
            .Where(named => named.NormalizedEmail == normalized)
            .OrderBy(named => named.Id)
            .Select(named => named.MergedIntoId ?? named.Id)
            .FirstOrDefault());

    /// <summary>The addresses an account has besides its own, as they were typed.</summary>
    public static async Task<IReadOnlyList<string>> FurtherAddressesOfAsync(this DeskDb db, Guid accountId) =>
        await db.Accounts.AsNoTracking().Where(merged => merged.MergedIntoId == accountId).OrderBy(merged => merged.NormalizedEmail).Select(merged => merged.Email!).ToListAsync();
}
