using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace ServiceDesk.Tests.Stage;

/// <summary>A private PostgreSQL on a free loopback port, started at its first use and gone, data and all, with the test run.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    // The shell lives as long as its standard input is open: the cluster goes with the tests even if they are killed.
    private const string Script = """
        set -e
        trap '' INT
        programs=$1 port=$2
        home=$(mktemp -d "${TMPDIR:-/tmp}/servicedesk-postgres-XXXXXX")
        trap '"$programs/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$home"' EXIT
        "$programs/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/log" 2>&1 &&
        "$programs/pg_ctl" -D "$home/data" -l "$home/log" -w -t 60 start >/dev/null -o "-p $port -k $home -c listen_addresses=127.0.0.1 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=600" ||
            { cat "$home/log" >&2; exit 1; }
        echo started
        cat >/dev/null
        """;

    private readonly Lazy<Task<(Process Shell, int Port)>> _running = new(StartAsync);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _templates = new(StringComparer.Ordinal);
    private int _databases;

    /// <summary>Why there can be no cluster here, as a sentence; null when there can.</summary>
    public static string? WhyNot { get; } = PostgresPrograms.Find() is null
        ? "No PostgreSQL server programs are installed here, so what is shown on PostgreSQL was left out."
        : null;

    /// <summary>
    /// A new database, equal to the template named: <paramref name="prepare"/> fills that one, once a run, handed its connection string.
    /// Where PostgreSQL is not installed the calling test is skipped, and with CI=true fails.
    /// </summary>
    public async Task<PostgresDatabase> CreateDatabaseAsync(string template, Func<string, Task> prepare)
    {
        if (WhyNot is not null)
        {
            Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), WhyNot);
            Assert.Skip(WhyNot);
        }

        await _templates.GetOrAdd(template, _ => new(() => PrepareAsync(template, prepare))).Value;

        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await RunAsync($"CREATE DATABASE {name} TEMPLATE \"{template}\"");
        return new PostgresDatabase(await ConnectionStringAsync(name, pooling: true), () => RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            var (shell, _) = await _running.Value;
            NpgsqlConnection.ClearAllPools();
            shell.StandardInput.Close();
            await shell.WaitForExitAsync();
            shell.Dispose();
        }
    }

    private static async Task<(Process Shell, int Port)> StartAsync()
    {
        var port = Loopback.FreePort();
        var shell = Process.Start(PostgresPrograms.Script(Script, PostgresPrograms.Find()!, $"{port}"))!;

        if (await shell.StandardOutput.ReadLineAsync() is not "started")
        {
            throw new InvalidOperationException($"PostgreSQL did not start: {await shell.StandardError.ReadToEndAsync()}");
        }

        return (shell, port);
    }

    private async Task PrepareAsync(string template, Func<string, Task> prepare)
    {
        await RunAsync($"CREATE DATABASE \"{template}\"");
        // Not pooled: a database is only copied while nobody is connected to it.
        await prepare(await ConnectionStringAsync(template, pooling: false));
    }

    private async Task<string> ConnectionStringAsync(string database, bool pooling)
    {
        var (_, port) = await _running.Value;
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Pooling={pooling};Maximum Pool Size=40;Connection Idle Lifetime=3;Connection Pruning Interval=1";
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await ConnectionStringAsync("postgres", pooling: true));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
