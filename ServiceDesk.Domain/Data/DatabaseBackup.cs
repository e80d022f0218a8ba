using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ServiceDesk.Domain.Data;

/// <summary>
/// Backs the database up while the site runs, and restores it while it does not. A backup is one file: on SQLite a database of its own, on
/// PostgreSQL what <c>pg_dump</c> writes. It holds everything, the keys that links and cookies are sealed with included: keep it safe.
/// </summary>
public sealed class DatabaseBackup(DatabaseOptions options, string dataFolder)
{
    private string SqliteFile => options.ConnectionString.Length > 0
        ? new SqliteConnectionStringBuilder(options.ConnectionString).DataSource
        : Path.Combine(dataFolder, "servicedesk.db");

    /// <summary>Writes a backup to a new file; throws <see cref="CannotStartException"/> with a sentence when it cannot.</summary>
    public async Task BackUpAsync(string file)
    {
        if (File.Exists(file))
        {
            throw new CannotStartException($"{file} exists already. A backup is never written over another file.");
        }

        var begun = file + ".part";
        File.Delete(begun);
        try
        {
            OwnerOnly.MakeFile(begun);
            if (options.Provider is DatabaseProvider.Postgres)
            {
                await RunAsync("pg_dump", "--format=custom", "--no-owner", $"--file={begun}");
            }
            else if (File.Exists(SqliteFile))
            {
                await CopySqliteAsync(SqliteFile, begun);
            }
            else
            {
                throw new CannotStartException($"There is no database {SqliteFile} (settings Site:DataFolder, Database:ConnectionString).");
            }

            // Only a whole backup has the name that was asked for.
            File.Move(begun, file);
        }
        finally
        {
            File.Delete(begun);
        }
    }

    /// <summary>Puts a backup in the place of the database; on SQLite what was there stays beside it, as <c>….before-restore</c>.</summary>
    public async Task RestoreAsync(string file)
    {
        if (!File.Exists(file))
        {
            throw new CannotStartException($"There is no file {file}.");
        }

        if (options.Provider is DatabaseProvider.Postgres)
        {
            await RefuseWhileInUseAsync();
            await RunAsync("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", $"--dbname={new NpgsqlConnectionStringBuilder(options.ConnectionString).Database}", file);
            return;
        }

        var begun = SqliteFile + ".part";
        File.Delete(begun);
        try
        {
            OwnerOnly.MakeFile(begun);
            await CopySqliteAsync(file, begun);
            foreach (var end in (string[])["-wal", "-shm", ""])
            {
                if (File.Exists(SqliteFile + end))
                {
                    File.Move(SqliteFile + end, SqliteFile + ".before-restore" + end, overwrite: true);
                }
            }

            File.Move(begun, SqliteFile);
        }
        finally
        {
            File.Delete(begun);
        }
    }

    private static async Task CopySqliteAsync(string from, string to)
    {
        try
        {
            await using var source = new SqliteConnection($"Data Source={from};Mode=ReadOnly;Pooling=False");
            await using var copy = new SqliteConnection($"Data Source={to};Pooling=False");
            await source.OpenAsync();
            await copy.OpenAsync();
            source.BackupDatabase(copy);
            await using var check = copy.CreateCommand();
            check.CommandText = "PRAGMA integrity_check";
            if (await check.ExecuteScalarAsync() is not "ok")
            {
                throw new CannotStartException($"{from} is damaged; it was not copied.");
            }
        }
        catch (SqliteException e)
        {
            throw new CannotStartException($"{from} cannot be copied: {e.Message}.", e);
        }
    }

    private async Task RefuseWhileInUseAsync()
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync();
        await using var others = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        if (await others.ExecuteScalarAsync() is long and > 0)
        {
            throw new CannotStartException("The database is in use. Stop every node of the site first, then restore.");
        }
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };

        // By the environment: what stands on a command line can be read by everybody on the machine.
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = $"{connection.Port}";
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGDATABASE"] = connection.Database;
        try
        {
            using var process = Process.Start(start)!;
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new CannotStartException($"{program} failed: {said.Trim()}");
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new CannotStartException($"{program} of PostgreSQL is not installed here, and it is needed: {e.Message}.", e);
        }
    }
}
