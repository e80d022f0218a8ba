using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Tests.Stage;

/// <summary>Hands every test a migrated database of its own, copied from one that was migrated once in the run.</summary>
public sealed class Databases(PostgresCluster postgres) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("servicedesk-tests-").FullName;
    private readonly Lazy<Task<string>> _sqliteTemplate = new(() => MigrateSqliteAsync(Directory.CreateTempSubdirectory("servicedesk-template-").FullName));
    private readonly ConcurrentBag<IAsyncDisposable> _handedOut = [];
    private int _count;

    /// <summary>A new database of a kind; gone with the test run, or when disposed of.</summary>
    public async Task<DatabaseOptions> CreateAsync(DatabaseProvider provider)
    {
        if (provider is DatabaseProvider.Sqlite)
        {
            var file = Path.Combine(_folder, $"{Interlocked.Increment(ref _count)}.db");
            File.Copy(await _sqliteTemplate.Value, file);
            return new DatabaseOptions { Provider = provider, ConnectionString = $"Data Source={file}" };
        }

        var database = await postgres.CreateDatabaseAsync("migrated", connection => MigrateAsync(new() { Provider = provider, ConnectionString = connection }));
        _handedOut.Add(database);
        return new DatabaseOptions { Provider = provider, ConnectionString = database.ConnectionString };
    }

    /// <summary>A new database of a kind with nothing in it, not even tables.</summary>
    public async Task<DatabaseOptions> CreateEmptyAsync(DatabaseProvider provider)
    {
        if (provider is DatabaseProvider.Sqlite)
        {
            return new DatabaseOptions { Provider = provider, ConnectionString = $"Data Source={Path.Combine(_folder, $"{Interlocked.Increment(ref _count)}.db")}" };
        }

        var database = await postgres.CreateDatabaseAsync("empty", _ => Task.CompletedTask);
        _handedOut.Add(database);
        return new DatabaseOptions { Provider = provider, ConnectionString = database.ConnectionString };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _handedOut)
        {
            await database.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        if (_sqliteTemplate.IsValueCreated)
        {
            Directory.Delete(Path.GetDirectoryName(await _sqliteTemplate.Value)!, recursive: true);
        }
    }

    private static async Task<string> MigrateSqliteAsync(string folder)
    {
        var file = Path.Combine(folder, "template.db");
        await MigrateAsync(new() { ConnectionString = $"Data Source={file};Pooling=False" });
        return file;
    }

    private static async Task MigrateAsync(DatabaseOptions options)
    {
        await using var services = new ServiceCollection().AddLogging().AddDeskData(options, "").AddSingleton(TimeProvider.System).BuildServiceProvider();
        await services.GetRequiredService<DeskMigration>().RunAsync();
    }
}
