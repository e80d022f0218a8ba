using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>
/// Does what imports are waiting for, chunk by chunk: rows are read into a staging table, joined to the lists in one short commit, and made
/// findable. Each chunk is a commit of its own that says how far it came, so that after a crash it goes on there and nothing is doubled.
/// </summary>
public sealed partial class ImportWork(DeskWork database, TimeProvider clock, ILinkSeal seal, PasswordRules passwords, InvitationSending sending, Limits limits)
{
    /// <summary>How long rows are kept after an import, and with them the possibility to undo it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // A node that does not answer so long is taken for dead.
    private static readonly TimeSpan InHand = TimeSpan.FromMinutes(2);

    /// <summary>Takes one import that waits in hand and does its present step; false when none waits.</summary>
    public async Task<bool> WorkAsync(CancellationToken cancel = default)
    {
        if ((await database.RunAsync<CustomerImport?>(TakeAsync, cancel)) is not { IsDone: true, Done: { } import })
        {
            return false;
        }

        await (import.State switch
        {
            ImportState.Reading => ReadAsync(import, cancel),
            ImportState.Joining => JoinAsync(import, cancel),
            ImportState.Finishing => FinishAsync(import, cancel),
            ImportState.Inviting => InviteAsync(import, cancel),
            _ => UndoAsync(import, cancel),
        });
        return true;
    }

    /// <summary>Lets go of the rows of old imports, and of pieces of files whose upload was broken off.</summary>
    public async Task SweepAsync(CancellationToken cancel = default)
    {
        var old = clock.Now() - Kept;
        await using var work = await database.BeginAsync(cancel);
        var resting = work.Db.CustomerImports.Where(import => import.StartedAt < old && import.State != ImportState.Reading && import.State != ImportState.Joining && import.State != ImportState.Finishing && import.State != ImportState.Inviting && import.State != ImportState.Undoing);
        await work.Db.ImportRows.Where(row => resting.Any(import => import.Id == row.ImportId)).ExecuteDeleteAsync(cancel);
        var pieces = await work.Db.ImportPieces.Where(piece => !work.Db.CustomerImports.Any(import => import.Id == piece.ImportId) || resting.Any(import => import.Id == piece.ImportId))
            .Select(piece => piece.ImportId).Distinct().ToListAsync(cancel);

        // The id says when it was made: a file that is just being sent has no import yet either.
        var yesterday = Guid.CreateVersion7(clock.Now() - TimeSpan.FromDays(1));
        var gone = pieces.Where(id => string.CompareOrdinal($"{id}", $"{yesterday}") < 0).ToList();
        await work.Db.ImportPieces.Where(piece => gone.Contains(piece.ImportId)).ExecuteDeleteAsync(cancel);
        await work.CommitAsync();
    }

    private async Task<Outcome<CustomerImport?>> TakeAsync(Work work)
    {
        var now = clock.Now();
        ImportState[] atWork = [ImportState.Reading, ImportState.Joining, ImportState.Finishing, ImportState.Inviting, ImportState.Undoing];
        var import = await work.Db.CustomerImports.AsTracking()
            .Where(import => atWork.Contains(import.State) && (import.TakenUntil == null || import.TakenUntil < now))
            .OrderBy(import => import.StartedAt).FirstOrDefaultAsync();
        if (import is not null)
        {
            import.TakenUntil = now + InHand;
            await work.CommitAsync();
        }

        return import;
    }

    /// <summary>One chunk: changes the import if it is still at this step; says whether it is.</summary>
    private async Task<bool> ChunkAsync(CustomerImport taken, Func<Work, CustomerImport, Task<IReadOnlyList<Topic>>> change, CancellationToken cancel)
    {
        var outcome = await database.RunAsync<bool>(async work =>
        {
            await work.HoldAsync($"SELECT 1 FROM \"CustomerImports\" WHERE \"Id\" = {taken.Id}");
            var import = await work.Db.CustomerImports.AsTracking().SingleAsync(found => found.Id == taken.Id, cancel);
            if (import.State != taken.State)
            {
                return false;
            }

            import.TakenUntil = clock.Now() + InHand;
            var news = await change(work, import);
            if (import.State != taken.State)
            {
                // The next step is anybody's.
                (import.TakenUntil, import.LastLine) = (null, 0);
            }

            await work.CommitAsync([Topic.ImportsOf(import.DeskId), .. news]);
            return import.State == taken.State;
        }, cancel);
        return outcome.Refusal is null ? outcome.Done : throw new TimeoutException($"An import could not go on: {outcome.Refusal}");
    }

    private async Task<int> LastLineAsync(Guid importId, CancellationToken cancel) =>
        await ReadAsync(db => db.ImportRows.Where(row => row.ImportId == importId).MaxAsync(row => (int?)row.Line, cancel)) ?? 0;

    private async Task<T> ReadAsync<T>(Func<DeskDb, Task<T>> read)
    {
        await using var db = database.Read();
        return await read(db);
    }
}
