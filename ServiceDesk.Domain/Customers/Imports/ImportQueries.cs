using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>What is told of an import besides its numbers.</summary>
internal static class ImportQueries
{
    /// <summary>The first rows that could not be used or were refused, by line, and how many there are.</summary>
    /// <param name="db">The database.</param>
    /// <param name="import">The import.</param>
    /// <param name="outlook">What would happen, while a person decides; null at any other time.</param>
    public static async Task<(IReadOnlyList<ImportFault> First, int Count)> ProblemsOfAsync(this DeskDb db, CustomerImport import, ImportOutlook? outlook)
    {
        if (import.State is ImportState.Undone || (outlook is null && import.JoinedAt is null))
        {
            return ([], 0);
        }

        var faults = import.Faulty == 0 ? [] : await db.ImportRows.Where(row => row.ImportId == import.Id && row.Problem != null)
            .OrderBy(row => row.Line).Take(ImportSeen.MostProblems)
            .Select(row => new ImportFault(row.Line, row.Address, row.Problem!.Value, row.SameAsLine, null))
            .ToListAsync();
        var count = outlook is null ? await db.RefusedBy(import).CountAsync() : outlook.Refused.Values.Sum();
        var refused = count == 0 ? [] : outlook is null ? await db.RefusedThenAsync(import) : await ImportDecisions.RefusedNowAsync(db, import);
        return ([.. faults.Concat(refused).OrderBy(fault => fault.Line).Take(ImportSeen.MostProblems)], import.Faulty + count);
    }

    /// <summary>The first of those that undoing kept, by name.</summary>
    public static async Task<IReadOnlyList<KeptPerson>> KeptOfAsync(this DeskDb db, CustomerImport import) => import is not { State: ImportState.Undone, Kept: > 0 } ? []
        : await db.DeskCustomers.Where(place => place.DeskId == import.DeskId && place.ImportId == import.Id)
            .OrderBy(place => place.SortName).Take(ImportSeen.MostKept)
            .Select(place => new KeptPerson(place.Account.FullName, place.Account.Email!)).ToListAsync();

    /// <summary>How many of the written passwords are not the person's, because the person was there before.</summary>
    public static Task<int> PasswordsKeptAsync(this DeskDb db, CustomerImport import, CancellationToken cancel) => db.ImportRows
        .Where(row => row.ImportId == import.Id && row.PasswordHash != null && row.Problem == null
            && db.Accounts.Any(account => account.NormalizedEmail == row.NormalizedAddress && (account.PasswordHash == null || account.PasswordHash != row.PasswordHash)))
        .CountAsync(cancel);

    // The door log has them by the id that the row's account would have got; it was written in the moment the others came in.
    private static IQueryable<DoorEntry> RefusedBy(this DeskDb db, CustomerImport import) =>
        db.DoorLog.Where(entry => entry.DeskId == import.DeskId && entry.At == import.JoinedAt && entry.Door == Door.Import && entry.Reason != null);

    private static async Task<IReadOnlyList<ImportFault>> RefusedThenAsync(this DeskDb db, CustomerImport import) => await (
        from row in db.ImportRows
        where row.ImportId == import.Id && row.Problem == null
        join entry in db.DoorLog on row.AccountId equals entry.Id
        orderby row.Line
        select new ImportFault(row.Line, row.Address, null, null, entry.Reason)).Take(ImportSeen.MostProblems).ToListAsync();
}
