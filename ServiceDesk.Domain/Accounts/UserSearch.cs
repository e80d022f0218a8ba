using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;

// CA1309: the database compares, byte by byte; a comparison handed in could not be translated.
#pragma warning disable CA1309

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// Finds people in the user directory. With nothing typed, or where a filter leaves few, those few are walked by name; else the typed words
/// are, and each person is looked up for the filter. Either way what is read does not grow with the directory.
/// </summary>
internal static class UserSearch
{
    // Below, looking each person up for every typed word costs less than walking the words.
    private const int Few = 5_000;

    /// <summary>The people of a page in their order.</summary>
    /// <param name="db">The database.</param>
    /// <param name="words">The typed words; all must match.</param>
    /// <param name="filter">Which people.</param>
    /// <param name="after">Where the previous page ended; null for the first.</param>
    /// <param name="most">How many at most.</param>
    public static async Task<IReadOnlyList<ListPosition>> FindAsync(DeskDb db, IReadOnlyList<string> words, UserFilter filter, ListPosition? after, int most)
    {
        var people = db.Accounts.Passing(db, filter);
        if (words.Count == 0 || await IsWalkedByNameAsync(people, filter, after))
        {
            return await ByNameAsync(db, people, words, after, most);
        }

        // Written as "the first such person", never as EXISTS: a planner may turn that into a join over the whole directory.
        return await WordSearch.FindAsync(db.Accounts, db.AccountWords, words, after, most, filter is UserFilter.All ? null : matches => matches
            .Where(word => people.Where(person => person.Id == word.AccountId).OrderBy(person => person.Id).Select(person => person.SortName).FirstOrDefault() != null));
    }

    // A page goes on as the one before it was found.
    private static async Task<bool> IsWalkedByNameAsync(IQueryable<Account> people, UserFilter filter, ListPosition? after) =>
        after is not null ? after.Driver.Length == 0 : filter is not UserFilter.All && await people.OrderBy(person => person.SortName).Take(Few).CountAsync() < Few;

    private static async Task<IReadOnlyList<ListPosition>> ByNameAsync(DeskDb db, IQueryable<Account> people, IReadOnlyList<string> words, ListPosition? after, int most)
    {
        people = people.HavingWords(words);
        if (after is not null)
        {
            people = people.Where(a => string.Compare(a.SortName, after.SortName) >= 0
                && (string.Compare(a.SortName, after.SortName) > 0 || a.Id > after.AccountId));
        }

        return await people.OrderBy(a => a.SortName).ThenBy(a => a.Id).Take(most)
            .Select(a => new ListPosition("", "", a.SortName, a.Id)).ToListAsync();
    }

    private static IQueryable<Account> Passing(this IQueryable<Account> accounts, DeskDb db, UserFilter filter)
    {
        var people = accounts.Where(a => a.MergedIntoId == null);
        return filter switch
        {
            UserFilter.All => people,
            UserFilter.Active => people.Where(a => a.Password == PasswordKind.Own && a.DeactivatedAt == null),
            UserFilter.NeverLoggedIn => people.Where(a => a.LastSeenAt == null && a.DeactivatedAt == null),
            UserFilter.Contacts => people.Where(a => a.Password == PasswordKind.None && a.DeactivatedAt == null),
            UserFilter.Invited => people.Where(a => a.DeactivatedAt == null && a.Password == PasswordKind.None && db.MailedLinks.InvitingToLogIn()
                .Select(link => link.NormalizedAddress).Contains(a.NormalizedEmail)),
            UserFilter.MustChangePassword => people.Where(a => a.Password == PasswordKind.Temporary && a.DeactivatedAt == null),
            UserFilter.Deactivated => people.Where(a => a.DeactivatedAt != null),
            UserFilter.ServiceDesk => people.Holding(db, Application.ServiceDesk),
            UserFilter.Team => people.Holding(db, Application.Team),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "There is no such filter."),
        };
    }

    private static IQueryable<Account> Holding(this IQueryable<Account> people, DeskDb db, Application application) =>
        people.Where(a => db.Seats.Where(seat => seat.Application == application).Select(seat => seat.AccountId).Contains(a.Id));
}
