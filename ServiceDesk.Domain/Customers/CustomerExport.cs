using System.Globalization;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>The customer list as a file, for who may change it. It is written as it is read, however long it is.</summary>
public sealed class CustomerExport(DeskWork database, TimeProvider clock)
{
    private const int PageRows = 1_000;

    /// <summary>
    /// Lets the list be taken out, which is audited; says under which desk's key. What comes is written by <see cref="WriteAsync"/>.
    /// </summary>
    public Task<Outcome<ExportedDesk>> BeginAsync(Guid deskId, Actor by) => database.RunAsync<ExportedDesk>(async work =>
    {
        var rights = await Rights.OfAsync(work.Db, by, deskId);
        if (!rights.May(Operation.SeeCustomers) || await work.Db.Desks.InUse().AsNoTracking().SingleOrDefaultAsync(desk => desk.Id == deskId) is not { } desk)
        {
            return new NotFound();
        }

        if (!rights.May(Operation.ChangeCustomers))
        {
            return new NotAllowed();
        }

        var people = await work.Db.DeskCustomers.CountAsync(customer => customer.DeskId == deskId);
        work.Db.Audit.Add(AuditEntry.Of(Changes.CustomersExported, by, clock.Now(), deskId, details: new { People = people }));
        await work.CommitAsync();
        return new ExportedDesk(deskId, desk.Key);
    });

    /// <summary>
    /// Writes the list as CSV in UTF-8 with a byte order mark, by name. A cell that a spreadsheet would take for a formula begins with an
    /// apostrophe (OWASP, CSV injection).
    /// </summary>
    public async Task WriteAsync(ExportedDesk desk, Stream to, CancellationToken cancel = default)
    {
        await using var csv = CsvWriter.Create(to, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true);
        csv.WriteRecord(["Email", "Name", "Organisation", "Language", "Status", "Joined", "Last seen"]);
        ListPosition? after = null;
        for (IReadOnlyList<ListPosition> page; (page = await PageAsync(desk.Id, after)).Count > 0; after = page[^1])
        {
            foreach (var row in await RowsAsync(desk.Id, page, cancel))
            {
                csv.WriteRecord(row);
            }

            await csv.FlushAsync(cancel);
        }
    }

    private async Task<IReadOnlyList<ListPosition>> PageAsync(Guid deskId, ListPosition? after)
    {
        await using var db = database.Read();
        return await CustomerSearch.FindAsync(db, deskId, [], after, PageRows);
    }

    private async Task<IEnumerable<string[]>> RowsAsync(Guid deskId, IReadOnlyList<ListPosition> page, CancellationToken cancel)
    {
        Guid[] ids = [.. page.Select(position => position.AccountId)];
        var now = clock.Now();
        await using var db = database.Read();
        var rows = await db.DeskCustomers.Where(customer => customer.DeskId == deskId && ids.Contains(customer.AccountId))
            .Select(customer => new { customer.AccountId, customer.Account.Email, customer.Account.FullName, customer.Account.Organisation, customer.Account.Language, customer.Account.Password, customer.Account.DeactivatedAt, customer.JoinedAt, customer.Account.LastSeenAt, IsInvited = db.MailedLinks.InvitingAt(now, deskId).Any(link => link.NormalizedAddress == customer.Account.NormalizedEmail) })
            .ToDictionaryAsync(row => row.AccountId, cancel);
        return ids.Where(rows.ContainsKey).Select(id => rows[id]).Select(row => new[]
        {
            row.Email!, row.FullName, row.Organisation ?? "", row.Language ?? "", $"{DeskCustomers.StatusOf(row.Password, row.DeactivatedAt is not null, row.IsInvited)}", At(row.JoinedAt), At(row.LastSeenAt),
        });
    }

    private static string At(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A desk whose list may be taken out.</summary>
/// <param name="Id">The desk.</param>
/// <param name="Key">Its key.</param>
public sealed record ExportedDesk(Guid Id, string Key);
