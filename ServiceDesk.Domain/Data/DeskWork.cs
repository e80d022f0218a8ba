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
public sealed class DeskWork(DeskDatabase database, LiveFeed feed, TimeSpan patience)
{
    private readonly WriterGate _oneWriter = new();

    private WriterGate? Gate => database.Provider is DatabaseProvider.Sqlite ? _oneWriter : null;

    /// <summary>A context for reading alone.</summary>
    public DeskDb Read() => database.Read();

    /// <summary>Begins a work; dispose it, and commit it before, or nothing has happened. Throws <see cref="TimeoutException"/> when those before it take longer than the settings' <c>Database:BusyTimeout</c>.</summary>
    public async Task<Work> BeginAsync(CancellationToken cancel = default)
    {
        var gate = Gate;
        await EnterAsync(gate, isAhead: false, cancel);
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
            gate?.Leave();
            throw;
        }
    }

    /// <summary>
    /// Writes by one statement that is its own transaction, before all who wait for their turn, and tells the news: for what must be written
    /// down before anything can happen to the process. How many rows it wrote.
    /// </summary>
    public async Task<Outcome<int>> WriteAheadAsync(Func<DeskDb, Task<int>> statement, IReadOnlyCollection<Topic> news)
    {
        try
        {
            return await SayAheadAsync(statement, news);
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

    private async Task<int> SayAheadAsync(Func<DeskDb, Task<int>> statement, IReadOnlyCollection<Topic> news)
    {
        var gate = Gate;
        await EnterAsync(gate, isAhead: true, CancellationToken.None);
        try
        {
            await using var db = database.Open();
            var written = await statement(db);
            await feed.AnnounceAsync(db, news);
            feed.Publish(news);
            return written;
        }
        finally
        {
            gate?.Leave();
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

    private async Task EnterAsync(WriterGate? gate, bool isAhead, CancellationToken cancel)
    {
        if (gate is not null && !await gate.EnterAsync(isAhead, patience, cancel))
        {
            throw new TimeoutException("Those before this work took too long.");
        }
    }

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
