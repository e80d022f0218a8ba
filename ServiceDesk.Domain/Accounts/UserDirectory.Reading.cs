using System.Buffers.Text;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// Who there is.
public sealed partial class UserDirectory
{
    private const int RowsAPage = 50;

    /// <summary>Some users in the order of their names.</summary>
    /// <param name="search">A part of the name or address; null or empty finds everybody.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="after">The <see cref="PageOf{T}.Next"/> of the page before; null for the first.</param>
    /// <param name="by">A site administrator.</param>
    public async Task<Outcome<PageOf<UserRow>>> ListAsync(string? search, UserFilter filter, string? after, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        var found = Found(db.Accounts, search, filter);
        if (Place.Read(after) is { } place)
        {
            found = found.Where(a => string.Compare(a.SortName, place.SortName) > 0 || (a.SortName == place.SortName && a.Id > place.Id));
        }

        var rows = await Rows(db, found.OrderBy(a => a.SortName).ThenBy(a => a.Id).Take(RowsAPage + 1), clock.Now()).ToListAsync();
        return rows.Count <= RowsAPage
            ? new PageOf<UserRow>(rows, null)
            : new PageOf<UserRow>(rows.GetRange(0, RowsAPage), new Place(rows[RowsAPage - 1].SortName, rows[RowsAPage - 1].Id).ToString());
    }

    /// <summary>One user.</summary>
    public async Task<Outcome<UserRow>> FindAsync(Guid accountId, Actor by)
    {
        await using var db = database.Read();
        return (await Rights.OfAsync(db, by)).May(Operation.AdministerSite)
            && await Rows(db, db.Accounts.Where(a => a.Id == accountId), clock.Now()).SingleOrDefaultAsync() is { } row
            ? row
            : new NotFound();
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

    private static IQueryable<Account> Found(IQueryable<Account> accounts, string? search, UserFilter filter)
    {
        if (filter is UserFilter.Deactivated)
        {
            accounts = accounts.Where(a => a.DeactivatedAt != null);
        }

        var words = SortText.Fold(search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Aggregate(accounts, (left, word) => left.Where(a => a.SortName.Contains(word) || a.NormalizedEmail!.Contains(word)));
    }

    private static IQueryable<UserRow> Rows(DeskDb db, IQueryable<Account> accounts, DateTimeOffset now) => accounts.Select(a => new UserRow
    {
        Id = a.Id,
        FullName = a.FullName,
        SortName = a.SortName,
        Address = a.Email!,
        Password = a.Password,
        IsAddressProved = a.AddressProvedAt != null,
        IsActive = a.DeactivatedAt == null,
        IsSiteAdministrator = a.IsSiteAdministrator,
        HasTwoFactor = a.TwoFactorEnabled,
        LastSeenAt = a.LastSeenAt,
        Seats = db.Seats.Where(seat => seat.AccountId == a.Id).Select(seat => seat.Application).ToList(),
        InvitedUntil = db.MailedLinks
            .Where(link => link.NormalizedAddress == a.NormalizedEmail && link.Purpose == LinkPurpose.AccountInvitation && link.UsedAt == null && link.VoidedAt == null)
            .Max(link => (DateTimeOffset?)link.ExpiresAt),
        AsOf = now,
    });

    private sealed record Place(string SortName, Guid Id)
    {
        public static Place? Read(string? text)
        {
            if (string.IsNullOrEmpty(text) || !Base64Url.IsValid(text))
            {
                return null;
            }

            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n');
            return parts.Length == 2 && Guid.TryParse(parts[1], out var id) ? new Place(parts[0], id) : null;
        }

        public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{SortName}\n{Id}"));
    }
}
