using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Settings;

/// <summary>The site as its own process on PostgreSQL, as an administrator starts it.</summary>
public sealed class StartingOnPostgresTests(Stages stage) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicedesk-start-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Two_nodes_start_together_on_an_empty_database()
    {
        var database = await stage.Databases.CreateEmptyAsync(DatabaseProvider.Postgres);
        await using var one = Start(database.ConnectionString);
        await using var other = Start(database.ConnectionString);

        await one.SaysAsync("Setup token: ");
        await other.SaysAsync("Setup token: ");

        Assert.DoesNotContain("fail:", one.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_out_of_reach_names_the_setting()
    {
        await using var site = Start("Host=127.0.0.1;Port=1;Username=nobody");

        Assert.Equal(1, await site.EndedAsync());
        Assert.Contains("PostgreSQL cannot be reached", site.Console, StringComparison.Ordinal);
        Assert.Contains("Database:ConnectionString", site.Console, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", site.Console, StringComparison.Ordinal);
    }

    private SiteProcess Start(string connection) => SiteProcess.Start(_folder.FullName, "--Database:Provider=Postgres", $"--Database:ConnectionString={connection}");
}
