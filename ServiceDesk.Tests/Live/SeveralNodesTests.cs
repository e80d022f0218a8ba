using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Live;

public sealed class SeveralNodesTests(Stages stage) : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private World _here = null!;
    private World _there = null!;

    public async ValueTask InitializeAsync()
    {
        var database = await stage.Databases.CreateAsync(DatabaseProvider.Postgres);
        _here = new World(database);
        await _here.SetUpAsync();
        _there = new World(database, services => services.AddSingleton(TimeProvider.System));
        _ = _there.Get<LiveFeed>().PumpAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task What_one_node_commits_another_nodes_pages_are_told()
    {
        await ListeningAsync();
        using var told = new Told();
        using var page = _there.Get<LiveFeed>().Watch([Topic.Site], told.Call);

        await TurnPublicSignupOnHereAsync();

        await told.TimesAsync(1);
        Assert.True(_there.Get<RightsNow>().Current.IsPublicSignupOn);
    }

    [Fact]
    public async Task A_lost_connection_leads_to_a_refresh_of_everything_shown()
    {
        await ListeningAsync();
        using var told = new Told();
        using var page = _there.Get<LiveFeed>().Watch([Topic.Desk(Guid.NewGuid())], told.Call);

        await _here.ReadAsync(db => db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ServiceDesk news' AND datname = current_database()", _stop.Token));

        await told.TimesAsync(1);
    }

    private async Task ListeningAsync()
    {
        // The first connection is a refresh too, so being told once means that it listens.
        using var told = new Told();
        using var page = _there.Get<LiveFeed>().Watch([Topic.Outbox], told.Call);
        _ = _there.Get<PostgresNews>().ListenAsync(_stop.Token);
        await told.TimesAsync(1);
    }

    private async Task TurnPublicSignupOnHereAsync()
    {
        await using var work = await _here.Get<DeskWork>().BeginAsync(_stop.Token);
        (await work.SiteToChangeAsync()).TurnPublicSignup(true, _here.Ada.AccountId!.Value, _here.Now);
        await work.CommitAsync(Topic.Site);
    }
}
