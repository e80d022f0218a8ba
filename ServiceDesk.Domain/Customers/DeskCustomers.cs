using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>A desk's customer list as its staff sees and changes it (design.md 2.5, 2.8).</summary>
public sealed class DeskCustomers(DeskWork database, TimeProvider clock)
{
    /// <summary>How many people a page has.</summary>
    public const int PageRows = 50;

    /// <summary>The highest count; where there are more, it is this one.</summary>
    public const int MostCounted = 100_000;

    /// <summary>
    /// The people on the list by name; with something typed, those of whom each typed word begins a word of the name, the address or its
    /// domain, in the order of the word that matched and then by name.
    /// </summary>
    /// <param name="deskId">The desk.</param>
    /// <param name="typed">What to search for; empty for everybody.</param>
    /// <param name="after">The previous page's <see cref="PageOf{T}.Next"/>; null for the first page.</param>
    /// <param name="by">Who looks.</param>
    /// <param name="most">How many people at most.</param>
    public async Task<Outcome<PageOf<CustomerRow>>> FindAsync(Guid deskId, string? typed, string? after, Actor by, int most = PageRows)
    {
        await using var db = database.Read();
        if (!await MaySeeAsync(db, deskId, by))
        {
            return new NotFound();
        }

        var words = WordSearch.WordsIn(typed);
        if (words.Count == 0 && !string.IsNullOrWhiteSpace(typed))
        {
            return new PageOf<CustomerRow>([], null); // signs alone are no word of anybody
        }

        var found = await CustomerSearch.FindAsync(db, deskId, words, ListPosition.Read(after), most + 1);
        var page = found.Take(most).ToList();
        return new PageOf<CustomerRow>(await RowsAsync(db, deskId, [.. page.Select(position => position.AccountId)]), found.Count > most ? page[^1].ToString() : null);
    }

    /// <summary>One of the people on the list.</summary>
    public async Task<Outcome<CustomerRow>> OpenAsync(Guid deskId, Guid accountId, Actor by)
    {
        await using var db = database.Read();
        return await MaySeeAsync(db, deskId, by) && await RowsAsync(db, deskId, [accountId]) is [var found] ? found : new NotFound();
    }

    /// <summary>How many people are on the list, up to <see cref="MostCounted"/>.</summary>
    public async Task<Outcome<int>> CountAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        return await MaySeeAsync(db, deskId, by)
            ? await db.DeskCustomers.Where(customer => customer.DeskId == deskId).OrderBy(customer => customer.AccountId).Take(MostCounted).CountAsync()
            : new NotFound();
    }

    /// <summary>Takes somebody off the list. Their account and requests stay. Where everyone with an account gets in, they can come back.</summary>
    public Task<Outcome<RemovedCustomer>> RemoveAsync(Guid deskId, Guid accountId, Actor by) =>
        database.RunAsync<RemovedCustomer>(async work =>
        {
            var desk = await work.DeskAsync(deskId);
            var rights = await Rights.OfAsync(work.Db, by, deskId);
            if (desk is not { ArchivedAt: null } || !rights.May(Operation.SeeCustomers))
            {
                return new NotFound();
            }

            if (!rights.May(Operation.ChangeCustomers))
            {
                return new NotAllowed();
            }

            var place = await work.Db.DeskCustomers.AsTracking().Include(customer => customer.Account)
                .SingleOrDefaultAsync(customer => customer.DeskId == deskId && customer.AccountId == accountId);
            if (place is null)
            {
                return new NotFound();
            }

            await work.Db.RemoveWordsAsync(accountId, [deskId]);
            work.Db.DeskCustomers.Remove(place);
            work.Db.Audit.Add(AuditEntry.Of(Changes.CustomerRemoved, by, clock.Now(), deskId, accountId, new { place.Account.FullName }));
            await work.CommitAsync(Topic.CustomersOf(deskId), Topic.Account(accountId));
            return new RemovedCustomer(place.Account.FullName, desk.Access is not CustomerAccess.Restricted);
        });

    private static async Task<bool> MaySeeAsync(DeskDb db, Guid deskId, Actor by) =>
        (await Rights.OfAsync(db, by, deskId)).May(Operation.SeeCustomers) && await db.Desks.InUse().AnyAsync(desk => desk.Id == deskId);

    private async Task<IReadOnlyList<CustomerRow>> RowsAsync(DeskDb db, Guid deskId, Guid[] ids)
    {
        var now = clock.Now();
        var rows = await db.DeskCustomers.Where(customer => customer.DeskId == deskId && ids.Contains(customer.AccountId))
            .Select(customer => new
            {
                customer.AccountId,
                customer.Account.FullName,
                Address = customer.Account.Email!,
                customer.Account.Password,
                IsDeactivated = customer.Account.DeactivatedAt != null,
                IsInvited = db.MailedLinks.InvitingAt(now, deskId).Any(link => link.NormalizedAddress == customer.Account.NormalizedEmail),
                customer.Account.LastSeenAt,
                customer.Account.MailBouncedAt,
                customer.Account.MailBounceWords,
                customer.JoinedAt,
                customer.CameBy,
                IsStaff = db.StaffAnywhere().Any(staff => staff.Id == customer.AccountId),
                AddedBy = db.Accounts.Where(account => account.Id == customer.AddedById).Select(account => account.FullName).FirstOrDefault(),
            })
            .ToDictionaryAsync(row => row.AccountId);

        // Who was removed between the two questions is simply no longer there.
        return
        [
            .. ids.Where(rows.ContainsKey).Select(id => rows[id]).Select(row => new CustomerRow(
                row.AccountId, row.FullName, row.Address, StatusOf(row.Password, row.IsDeactivated, row.IsInvited), row.LastSeenAt, row.JoinedAt, row.CameBy, row.AddedBy, row.IsStaff)
            {
                Bounce = BouncedMail.Of(row.MailBouncedAt, row.MailBounceWords),
            }),
        ];
    }

    internal static CustomerStatus StatusOf(PasswordKind password, bool isDeactivated, bool isInvited) => password switch
    {
        _ when isDeactivated => CustomerStatus.Deactivated,
        PasswordKind.Own => CustomerStatus.Active,
        PasswordKind.Temporary => CustomerStatus.MustChangePassword,
        _ => isInvited ? CustomerStatus.Invited : CustomerStatus.Contact,
    };
}

/// <summary>Somebody was taken off the list.</summary>
/// <param name="Name">Who.</param>
/// <param name="CanComeBack">Whether the desk lets everyone with an account in; only blocking the address keeps them out.</param>
public sealed record RemovedCustomer(string Name, bool CanComeBack);
