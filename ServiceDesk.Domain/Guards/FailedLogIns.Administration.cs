using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Guards;

// What administrators see of it, and how it is forgotten.
public sealed partial class FailedLogIns
{
    /// <summary>How many log-ins failed for a person's address since the last that succeeded.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="by">A site administrator.</param>
    public async Task<Outcome<FailuresInARow>> OfAsync(Guid accountId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.ChangeAccounts) || await AddressOfAsync(db, accountId) is not { } address)
        {
            return new NotFound();
        }

        var key = FailureTally.HashOfAddress(address);
        var tally = await db.FailureTallies.SingleOrDefaultAsync(row => row.Key == key);
        return tally?.CountAt(clock.Now()) is > 0 and var count ? new FailuresInARow(count, tally.LastAt) : new FailuresInARow(0, null);
    }

    /// <summary>Forgets the failures for a person's address, so that they may try again from anywhere.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="by">A site administrator.</param>
    public Task<Outcome<Done>> ForgetAsync(Guid accountId, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (!(await Rights.OfAsync(work.Db, by)).May(Operation.ChangeAccounts) || await AddressOfAsync(work.Db, accountId) is not { } address)
        {
            return new NotFound();
        }

        await ForgetAsync(work, address);
        work.Db.Audit.Add(AuditEntry.Of(Changes.FailedLogInsForgotten, by, clock.Now(), subjectId: accountId));
        await work.CommitAsync();
        return new Done();
    });

    /// <summary>Lets go of tallies that count no longer; says how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        var now = clock.Now();
        var gone = 0;
        foreach (var kind in Enum.GetValues<FailureKind>())
        {
            var oldest = now - FailureTally.Lifetime(kind);
            await using var work = await database.BeginAsync(cancel);
            gone += await work.Db.FailureTallies.Where(tally => tally.Kind == kind && tally.LastAt <= oldest).ExecuteDeleteAsync(cancel);
            await work.CommitAsync();
        }

        return gone;
    }

    /// <summary>Forgets the failures for an address within an operation: who sets the password anew by mail has shown whose address it is.</summary>
    internal static Task ForgetAsync(Work work, string normalizedAddress)
    {
        var address = FailureTally.HashOfAddress(normalizedAddress);
        return work.Db.FailureTallies.Where(tally => tally.Address == address).ExecuteDeleteAsync();
    }

    private static Task<string?> AddressOfAsync(DeskDb db, Guid accountId) =>
        db.Accounts.Where(account => account.Id == accountId).Select(account => account.NormalizedEmail).SingleOrDefaultAsync();
}

/// <summary>Failed log-ins for a person's address.</summary>
/// <param name="Count">How many since the last that succeeded.</param>
/// <param name="LastAt">When the latest was; null when there is none.</param>
public sealed record FailuresInARow(int Count, DateTimeOffset? LastAt)
{
    /// <summary>Whether a password alone no longer suffices.</summary>
    public bool NeedsReset => Count >= FailedLogIns.MostInARow;
}
