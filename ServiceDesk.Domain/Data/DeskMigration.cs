using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ServiceDesk.Domain.Data;

/// <summary>Brings the database to this version at start. Nodes that start together take turns: EF Core holds a lock in the database meanwhile.</summary>
public sealed class DeskMigration(DeskDatabase database)
{
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromMilliseconds(100);

    /// <summary>Migrates; throws <see cref="CannotStartException"/> with a sentence when the database is newer, locked or out of reach.</summary>
    public async Task RunAsync(CancellationToken cancel = default)
    {
        await using var db = database.Open();
        try
        {
            MakeSqliteFile(db);
            await RefuseNewerAsync(db, cancel);
            if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            {
                await MigrateAsync(db, cancel);
            }

            if (db is SqliteDeskDb)
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancel);
            }
        }
        catch (Exception e) when (WhyNot(e) is { } why)
        {
            throw new CannotStartException(why, e);
        }
    }

    /// <summary>Whether the database can be reached and is of this version.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancel = default)
    {
        await using var db = database.Open();
        try
        {
            return !(await db.Database.GetPendingMigrationsAsync(cancel)).Any();
        }
        catch (System.Data.Common.DbException)
        {
            return false; // out of reach is the answer asked for
        }
    }

    // SQLite gives the files beside it the rights of the database's own.
    private static void MakeSqliteFile(DeskDb db)
    {
        if (db is SqliteDeskDb && new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) is { Mode: SqliteOpenMode.ReadWriteCreate } connection
            && Path.IsPathFullyQualified(connection.DataSource) && Directory.Exists(Path.GetDirectoryName(connection.DataSource)) && !File.Exists(connection.DataSource))
        {
            OwnerOnly.MakeFile(connection.DataSource);
        }
    }

    private static async Task RefuseNewerAsync(DeskDb db, CancellationToken cancel)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await db.Database.GetAppliedMigrationsAsync(cancel)).FirstOrDefault(applied => !known.Contains(applied));
        if (unknown is not null)
        {
            throw new CannotStartException($"The database is of a newer version of ServiceDesk (it has \"{unknown}\"). Start that version, or restore an older backup.");
        }
    }

    private static async Task MigrateAsync(DeskDb db, CancellationToken cancel)
    {
        await using var turn = await TakeTurnAsync(db, cancel);
        if (turn is not null)
        {
            await ForgetDeadNodeAsync(db, cancel);
        }

        await db.Database.MigrateAsync(cancel);
    }

    // A file beside SQLite's own, which the system unlocks when whoever has it open dies, however that comes. It goes when nothing is left to be done.
    private static async Task<FileStream?> TakeTurnAsync(DeskDb db, CancellationToken cancel)
    {
        if (db is not SqliteDeskDb || new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource is not { } file || !File.Exists(file))
        {
            return null;
        }

        while (true)
        {
            try
            {
                return new FileStream($"{file}-migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(BeforeNextTry, cancel); // another that was started too is at it
            }
        }
    }

    // On SQLite EF Core's lock is a row, which stays behind when the process that held it is killed; the next would wait for it for ever.
    private static async Task ForgetDeadNodeAsync(DeskDb db, CancellationToken cancel)
    {
        if (await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancel) > 0)
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", cancel);
        }
    }

    private static string? WhyNot(Exception e) => e switch
    {
        CannotStartException => null,
        SqliteException { SqliteErrorCode: 5 or 6 } => "The database file is locked by another program. Stop that program, then start again.",
        SqliteException { SqliteErrorCode: 8 } => "The database file cannot be written to. Give ServiceDesk the right to write in its data folder (setting Site:DataFolder).",
        UnauthorizedAccessException or SqliteException { SqliteErrorCode: 14 } => "The database file cannot be opened. Check the data folder (setting Site:DataFolder) and its rights.",
        SqliteException { SqliteErrorCode: 26 } => "The database file is not a database. Check Database:ConnectionString.",
        Npgsql.PostgresException p => $"PostgreSQL refuses: {p.MessageText}. Check Database:ConnectionString.",
        Npgsql.NpgsqlException n => $"PostgreSQL cannot be reached: {n.Message}. Check Database:ConnectionString.",
        { InnerException: { } inner } => WhyNot(inner),
        _ => null,
    };
}

/// <summary>The site cannot start; the message is one sentence for the person at the console.</summary>
public sealed class CannotStartException(string message, Exception? inner = null) : Exception(message, inner);
