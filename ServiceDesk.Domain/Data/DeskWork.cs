using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Data;

/// <summary>
/// Begins the work of an operation that decides: its transaction opens before the first read, so that what was read is still true when it
/// commits. On SQLite one work at a time, behind an asynchronous gate; on PostgreSQL rows are locked by the work.
/// </summary>
public sealed class DeskWork(DeskDatabase database, LiveFeed feed, TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim _oneWriter = new(1, 1);

    /// <summary>A context for reading alone.</summary>
    public DeskDb Read() => database.Read();

    /// <summary>Begins a work; dispose it, and commit it before, or nothing has happened. Throws <see cref="TimeoutException"/> when those before it take longer than the settings' <c>Database:BusyTimeout</c>.</summary>
    public async Task<Work> BeginAsync(CancellationToken cancel = default)
    {
        var gate = database.Provider is DatabaseProvider.Sqlite ? _oneWriter : null;
        if (gate is not null && !await gate.WaitAsync(patience, cancel))
        {
            throw new TimeoutException("Those before this work took too long.");
        }

        var db = database.Open();
        try
        {
            // On SQLite this is BEGIN IMMEDIATE: a transaction that first reads and then writes would fail at once when another came between.
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            return new Work(db, transaction, feed, gate);
        }
        catch
        {
            await db.DisposeAsync();
            gate?.Release();
            throw;
        }
    }

    /// <summary>
    /// Runs an operation as one work. The operation commits itself. Where it met a row that another operation had just made, it is asked
    /// once more and then sees that row; a change somebody else was first with is <see cref="ChangedMeanwhile"/>, never overwritten.
    /// </summary>
    public async Task<Outcome<T>> RunAsync<T>(Func<Work, Task<Outcome<T>>> operation, CancellationToken cancel = default)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await using var work = await BeginAsync(cancel);
                return await operation(work);
            }
            catch (DbUpdateConcurrencyException)
            {
                return new ChangedMeanwhile();
            }
            catch (Exception e) when (isFirst && IsDoubleOrDeadlock(e))
            {
                // Seen again from the start, the row that came between is simply there.
            }
            catch (Exception e) when (IsBusy(e))
            {
                return new DatabaseIsBusy();
            }
            catch (Exception e) when (Outage.IsMeantBy(e))
            {
                return new DatabaseIsAway();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneWriter.Dispose();

    private static bool IsDoubleOrDeadlock(Exception e) => (e as DbUpdateException)?.InnerException is { } inner
        ? IsDoubleOrDeadlock(inner)
        : e switch
        {
            PostgresException p => p.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
            SqliteException s => s.SqliteErrorCode == 19 && s.SqliteExtendedErrorCode is 1555 or 2067, // primary key, unique index
            _ => false,
        };

    private static bool IsBusy(Exception e) => (e as DbUpdateException)?.InnerException is { } inner
        ? IsBusy(inner)
        : e switch
        {
            PostgresException p => p.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected,
            SqliteException s => s.SqliteErrorCode is 5 or 6, // busy, locked
            TimeoutException => true,
            _ => false,
        };
}
