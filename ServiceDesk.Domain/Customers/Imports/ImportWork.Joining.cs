using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

// From the staging table to the live ones. Names of columns are written out, values are always handed in.
public sealed partial class ImportWork
{
    private const int FinishedAtOnce = 10_000;

    /// <summary>Accounts and places on the list, in one commit: all of the file or nothing.</summary>
    private Task<bool> JoinAsync(CustomerImport taken, CancellationToken cancel) => ChunkAsync(taken, async (work, import) =>
    {
        await work.SiteAsync();
        await work.DeskAsync(import.DeskId);
        var (by, now) = (Actor.Person(import.StartedById, null), clock.Now());
        if (!(await Rights.OfAsync(work.Db, by, import.DeskId)).May(Operation.ChangeCustomers))
        {
            (import.State, import.StepBeganAt) = (ImportState.Refused, null);
            return [];
        }

        await work.MakeRoomAsync(forMuch: true, cancel);
        await CheckAgainAsync(work, import, cancel);
        var (role, settings) = await ImportDecisions.AtTheDoorAsync(work.Db, import);
        import.Made = await work.MakeAccountsAsync(import, ImportDecisions.LetIn(AddressStanding.Unknown, role, settings), now, cancel);
        await work.PutMadeOnListAsync(import, now, cancel);
        var isOneOfThemKnown = import.Made < import.Rows - import.Faulty;
        import.Joined = isOneOfThemKnown ? await work.PutKnownOnListAsync(import, ImportDecisions.LetIn(AddressStanding.Contact, role, settings), now, cancel) : 0;
        if (role is DoorRole.SiteAdministrator)
        {
            await work.GivePasswordsAsync(import, now, cancel);
        }

        import.PasswordsKept = isOneOfThemKnown ? await work.Db.PasswordsKeptAsync(import, cancel) : 0;
        import.Refused = isOneOfThemKnown ? await work.LogRefusedAsync(import, role, settings, now, cancel) : 0;
        await work.Db.ImportRows.Where(row => row.ImportId == import.Id && row.PasswordHash != null).ExecuteUpdateAsync(row => row.SetProperty(r => r.PasswordHash, (string?)null), cancel);
        await work.MakeRoomAsync(forMuch: false, cancel);
        work.Db.Audit.Add(AuditEntry.Of(Changes.CustomersImported, by, now, import.DeskId, import.Id, new { import.FileName, import.Made, import.Joined }));
        (import.State, import.StepBeganAt, import.JoinedAt) = (ImportState.Finishing, now, now);
        Topic[] attempts = import.Refused == 0 ? [] : [Topic.DoorLog, Topic.DoorLogOf(import.DeskId)];
        return [Topic.CustomersOf(import.DeskId), Topic.Users, .. attempts];
    }, cancel);

    // What was blocked or allowed since the rows were read counts.
    private static async Task CheckAgainAsync(Work work, CustomerImport import, CancellationToken cancel)
    {
        var rules = await work.Db.DomainRulesAsync();
        if (StampOf(rules) == import.RulesStamp)
        {
            return;
        }

        var changed = new List<(int Line, AddressFlags Flags)>();
        await foreach (var row in work.Db.ImportRows.Where(row => row.ImportId == import.Id && row.Problem == null).Select(row => new { row.Line, row.NormalizedAddress, row.Flags }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var flags = ImportDecisions.FlagsOf(rules, EmailAddress.Parse(row.NormalizedAddress));
            if (flags != row.Flags)
            {
                changed.Add((row.Line, flags));
            }
        }

        foreach (var group in changed.GroupBy(row => row.Flags, row => row.Line))
        {
            var lines = group.ToList();
            await work.Db.ImportRows.Where(row => row.ImportId == import.Id && lines.Contains(row.Line)).ExecuteUpdateAsync(row => row.SetProperty(r => r.Flags, group.Key), cancel);
        }

        import.RulesStamp = StampOf(rules);
    }

    /// <summary>The words people are found by: many rows, written after the commit that counts, so that nobody has to wait for them.</summary>
    private async Task FinishAsync(CustomerImport taken, CancellationToken cancel)
    {
        var last = await LastLineAsync(taken.Id, cancel);
        while (await ChunkAsync(taken, async (work, import) =>
        {
            var (from, to) = (import.LastLine, import.LastLine + FinishedAtOnce);
            await work.HoldAsync($"SELECT 1 FROM \"Accounts\" WHERE \"NormalizedEmail\" IN (SELECT \"NormalizedAddress\" FROM \"ImportRows\" WHERE \"ImportId\" = {import.Id} AND \"Line\" > {from} AND \"Line\" <= {to})");
            await work.MakeRoomAsync(forMuch: true, cancel);
            await work.WriteCustomerWordsAsync(import, (from, to), cancel);
            await work.WriteAccountWordsAsync(import, (from, to), cancel);
            await work.MakeRoomAsync(forMuch: false, cancel);
            import.LastLine = to;
            if (to < last)
            {
                return [];
            }

            (import.State, import.StepBeganAt) = import.Mail is ImportMail.Now ? (ImportState.Inviting, clock.Now()) : (ImportState.Done, (DateTimeOffset?)null);
            return [Topic.CustomersOf(import.DeskId), Topic.Users];
        }, cancel))
        {
            cancel.ThrowIfCancellationRequested();
        }
    }
}
