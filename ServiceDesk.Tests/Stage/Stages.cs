using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Tests.Stage;

/// <summary>Makes worlds for domain tests: ask for it in the test class's constructor.</summary>
public sealed class Stages : IAsyncDisposable
{
    private readonly PostgresCluster _postgres = new();
    private readonly Databases _databases;

    public Stages() => _databases = new Databases(_postgres);

    /// <summary>The databases of this run, for tests that start a site themselves.</summary>
    public Databases Databases => _databases;

    /// <summary>A world with a set-up site on a database of its own. Dispose of it in the test.</summary>
    public async Task<World> WorldAsync(DatabaseProvider database, Action<IServiceCollection>? services = null)
    {
        var world = new World(await _databases.CreateAsync(database), services);
        await world.SetUpAsync();
        return world;
    }

    /// <summary>A world in which time passes, for components that are told news as they come.</summary>
    public Task<World> LiveWorldAsync() => WorldAsync(DatabaseProvider.Sqlite, services => services.AddSingleton(TimeProvider.System));

    public async ValueTask DisposeAsync()
    {
        await _databases.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
