using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Customers;

/// <summary>Finds people on a long customer list: with nothing typed it is walked by name, else by the typed words.</summary>
internal static class CustomerSearch
{
    /// <summary>The people of a page in their order.</summary>
    /// <param name="db">The database.</param>
    /// <param name="deskId">The desk.</param>
    /// <param name="words">The typed words; all must match.</param>
    /// <param name="after">Where the previous page ended; null for the first.</param>
    /// <param name="most">How many at most.</param>
    public static Task<IReadOnlyList<ListPosition>> FindAsync(DeskDb db, Guid deskId, IReadOnlyList<string> words, ListPosition? after, int most) => words.Count == 0
        ? ByNameAsync(db, deskId, after, most)
        : WordSearch.FindAsync(db.Accounts, db.CustomerWords.Where(word => word.DeskId == deskId), words, after, most);

    private static async Task<IReadOnlyList<ListPosition>> ByNameAsync(DeskDb db, Guid deskId, ListPosition? after, int most)
    {
        var customers = db.DeskCustomers.Where(customer => customer.DeskId == deskId);
        if (after is not null)
        {
            customers = customers.Where(c => string.Compare(c.SortName, after.SortName) >= 0
                && (string.Compare(c.SortName, after.SortName) > 0 || c.AccountId > after.AccountId));
        }

        return await customers.OrderBy(c => c.SortName).ThenBy(c => c.AccountId).Take(most)
            .Select(c => new ListPosition("", "", c.SortName, c.AccountId)).ToListAsync();
    }
}
