using System.Diagnostics;
using Npgsql;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>A new, empty database of each kind to measure on. Both keep what they commit as they would in earnest (synchronous).</summary>
internal static class BothDatabases
{
    private const string Script = """
        set -e
        trap '' INT
        home=$(mktemp -d "${TMPDIR:-/tmp}/servicedesk-postgres-XXXXXX")
        trap '"$1/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$home"' EXIT
        "$1/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >"$home/log" 2>&1 &&
        "$1/pg_ctl" -D "$home/data" -l "$home/log" -w -t 60 start >/dev/null -o "-p $2 -k $home -c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_buffers=512MB" ||
            { cat "$home/log" >&2; exit 1; }
        echo started
        cat >/dev/null
        """;

    /// <summary>The one database to measure on; null for both.</summary>
    public static DatabaseProvider? Only { get; set; }

    /// <summary>Measures on SQLite, then on PostgreSQL where it is installed.</summary>
    public static async Task EachAsync(Func<DatabaseOptions, string, Task> measure)
    {
        if (Only is not DatabaseProvider.Postgres)
        {
            await InFolderAsync(folder => measure(new() { ConnectionString = $"Data Source={Path.Combine(folder, "desk.db")}" }, folder));
        }

        if (Only is DatabaseProvider.Sqlite)
        {
            return;
        }

        if (PostgresPrograms.Find() is not { } programs)
        {
            Console.WriteLine("No PostgreSQL server programs are installed here: measured on SQLite alone.");
            return;
        }

        var port = Loopback.FreePort();
        using var shell = Process.Start(PostgresPrograms.Script(Script, programs, $"{port}"))!;
        if (await shell.StandardOutput.ReadLineAsync() is not "started")
        {
            throw new InvalidOperationException($"PostgreSQL did not start: {await shell.StandardError.ReadToEndAsync()}");
        }

        try
        {
            await InFolderAsync(folder => measure(new() { Provider = DatabaseProvider.Postgres, ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres" }, folder));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            shell.StandardInput.Close();
            await shell.WaitForExitAsync();
        }
    }

    private static async Task InFolderAsync(Func<string, Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory("servicedesk-measured-");
        try
        {
            await measure(folder.FullName);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
