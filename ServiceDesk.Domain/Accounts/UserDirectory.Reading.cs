using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// Who there is.
public sealed partial class UserDirectory
{
    /// <summary>How many users a page has.</summary>
    public const int RowsAPage = 50;

    /// <summary>
    /// Some users, by name; with something typed, those of whom each typed word begins a word of the name, of an address or of its domain, where
    /// there are many in the order of the word that matched.
    /// </summary>
    /// <param name="search">What to search for; null or empty finds everybody.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="after">The <see cref="PageOf{T}.Next"/> of the page before; null for the first.</param>
    /// <param name="by">A site administrator.</param>
    /// <param name="most">How many at most.</param>
    public async Task<Outcome<PageOf<UserRow>>> ListAsync(string? search, UserFilter filter, string? after, Actor by, int most = RowsAPage)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        var words = WordSearch.WordsIn(search);
        if (words.Count == 0 && !string.IsNullOrWhiteSpace(search))
        {
            return new PageOf<UserRow>([], null); // signs alone are no word of anybody
        }

        var found = await UserSearch.FindAsync(db, words, filter, ListPosition.Read(after), most + 1);
        var page = found.Take(most).ToList();
        Guid[] ids = [.. page.Select(position => position.AccountId)];
        var rows = await Rows(db, db.Accounts.Where(a => ids.Contains(a.Id)), clock.Now()).ToDictionaryAsync(row => row.Id);
        return new PageOf<UserRow>([.. ids.Where(rows.ContainsKey).Select(id => rows[id])], found.Count > most ? page[^1].ToString() : null);
    }

    /// <summary>One user.</summary>
    public async Task<Outcome<UserRow>> FindAsync(Guid accountId, Actor by)
    {
        await using var db = database.Read();
        return (await Rights.OfAsync(db, by)).May(Operation.AdministerSite)
            && await Rows(db, db.Accounts.Where(a => a.Id == accountId && a.MergedIntoId == null), clock.Now()).SingleOrDefaultAsync() is { } row
            ? row
            : new NotFound();
    }

    /// <summary>The addresses a person has besides their own, from merges.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> FurtherAddressesAsync(Guid accountId, Actor by)
    {
        await using var db = database.Read();
        return (await Rights.OfAsync(db, by)).May(Operation.AdministerSite) ? (await db.FurtherAddressesOfAsync(accountId)).ToList() : new NotFound();
    }

    /// <summary>What deactivating somebody would do, to be shown before.</summary>
    public async Task<Outcome<DeactivationConsequences>> DeactivationAsync(Guid accountId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.ChangeAccounts) || !await db.Accounts.AnyAsync(a => a.Id == accountId))
        {
            return new NotFound();
        }

        return new DeactivationConsequences(
            await db.Seats.CountAsync(seat => seat.AccountId == accountId),
            await db.DeskAgents.CountAsync(agent => agent.AccountId == accountId),
            await db.Requests.CountAsync(request => request.AssigneeId == accountId && request.Status != RequestStatus.Resolved && request.Status != RequestStatus.Closed));
    }

    private static IQueryable<UserRow> Rows(DeskDb db, IQueryable<Account> accounts, DateTimeOffset now) => accounts.Select(a => new UserRow
    {
        Id = a.Id,
        FullName = a.FullName,
        SortName = a.SortName,
        Address = a.Email!,
        Password = a.Password,
        IsAddressProved = a.AddressProvedAt != null,
        Bounce = BouncedMail.Of(a.MailBouncedAt, a.MailBounceWords),
        IsActive = a.DeactivatedAt == null,
        IsAnonymised = a.AnonymisedAt != null,
        IsSiteAdministrator = a.IsSiteAdministrator,
        HasTwoFactor = a.TwoFactorEnabled,
        LastSeenAt = a.LastSeenAt,
        Seats = db.Seats.Where(seat => seat.AccountId == a.Id).Select(seat => seat.Application).ToList(),
        InvitedUntil = db.MailedLinks.InvitingToLogIn()
            .Where(link => link.NormalizedAddress == a.NormalizedEmail)
            .Max(link => (DateTimeOffset?)link.ExpiresAt),
        AsOf = now,
    });
}
