using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Data;

public sealed class MigratingTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task The_model_and_the_migrations_agree(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);

        Assert.False(await world.ReadAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Theory, OnBothDatabases]
    public async Task A_newer_database_is_refused_with_a_sentence(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('29991231000000_FromTheFuture', '99')"));

        var refused = await Assert.ThrowsAsync<CannotStartException>(() => world.Get<DeskMigration>().RunAsync(TestContext.Current.CancellationToken));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Two_nodes_that_start_together_migrate_once(DatabaseProvider database)
    {
        var options = await stage.Databases.CreateEmptyAsync(database);
        await using var first = ServicesOf(options);
        await using var second = ServicesOf(options);

        await Task.WhenAll(first.GetRequiredService<DeskMigration>().RunAsync(), second.GetRequiredService<DeskMigration>().RunAsync());

        Assert.True(await second.GetRequiredService<DeskMigration>().IsReadyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_start_does_not_wait_for_a_node_that_was_killed_while_it_migrated()
    {
        await using var services = ServicesOf(await stage.Databases.CreateEmptyAsync(DatabaseProvider.Sqlite));
        await LeaveLockAsync(services);

        await services.GetRequiredService<DeskMigration>().RunAsync(TestContext.Current.CancellationToken);

        Assert.True(await services.GetRequiredService<DeskMigration>().IsReadyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_start_with_nothing_to_migrate_asks_for_no_turn()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.ReadAsync(db => db.Database.ExecuteSqlAsync($"INSERT INTO \"__EFMigrationsLock\" (\"Id\", \"Timestamp\") VALUES (1, {DateTimeOffset.UtcNow})"));

        await world.Get<DeskMigration>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, await world.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM \"__EFMigrationsLock\"").SingleAsync()));
    }

    // What EF Core writes before it begins, and takes away when it is done.
    private static async Task LeaveLockAsync(ServiceProvider services)
    {
        await using var db = services.GetRequiredService<DeskDatabase>().Open();
        await db.Database.ExecuteSqlAsync($"CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
        await db.Database.ExecuteSqlAsync($"INSERT INTO \"__EFMigrationsLock\" (\"Id\", \"Timestamp\") VALUES (1, {DateTimeOffset.UtcNow})");
    }

    private static ServiceProvider ServicesOf(DatabaseOptions options) =>
        new ServiceCollection().AddLogging().AddDeskData(options, "").AddSingleton(TimeProvider.System).BuildServiceProvider();
}
