using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Live;

public sealed class TellingOpenPagesTests(Stages stage)
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_thousand_changes_at_once_are_two_renders()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var feed = world.Get<LiveFeed>();
        _ = feed.PumpAsync(_stop.Token);
        using var told = new Told();
        using var page = feed.Watch([Topic.Users], told.Call);
        using var delivered = new Told();
        using var marker = feed.Watch([Topic.Outbox], delivered.Call);

        feed.Publish([Topic.Users]);
        await told.TimesAsync(1);
        for (var change = 1; change < 1_000; change++)
        {
            feed.Publish([Topic.Users]);
        }

        // One pump, in order: when the marker is told, the thousand were delivered.
        feed.Publish([Topic.Outbox]);
        await delivered.TimesAsync(1);
        await told.TimesAsync(2, meanwhile: () => world.Clock.Advance(LiveSubscription.Pause));

        feed.Publish([Topic.Outbox]);
        await delivered.TimesAsync(2, meanwhile: () => world.Clock.Advance(LiveSubscription.Pause));
        Assert.Equal(2, told.Times);
        await _stop.CancelAsync();
    }

    [Fact]
    public async Task Nobody_is_told_of_what_they_do_not_watch_or_after_they_let_go()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var feed = world.Get<LiveFeed>();
        _ = feed.PumpAsync(_stop.Token);
        using var told = new Told();
        using var other = feed.Watch([Topic.Desk(Guid.NewGuid())], told.Call);
        feed.Watch([Topic.Users], told.Call).Dispose();
        using var delivered = new Told();
        using var marker = feed.Watch([Topic.Users], delivered.Call);

        feed.Publish([Topic.Users]);
        await delivered.TimesAsync(1);

        Assert.Equal(0, told.Times);
        Assert.Equal(2, feed.SubscriptionCount);
        await _stop.CancelAsync();
    }

    [Fact]
    public async Task Rights_are_replaced_before_a_page_is_told()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var feed = world.Get<LiveFeed>();
        _ = feed.PumpAsync(_stop.Token);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        DeskRole? seen = DeskRole.Agent;
        using var told = new Told();
        using var page = feed.Watch([Topic.Desk(desk.Id)], () =>
        {
            seen = world.Get<RightsNow>().Current.RoleOf(nora.AccountId!.Value, desk.Id);
            return told.Call();
        });

        await using (var work = await world.Get<DeskWork>().BeginAsync(_stop.Token))
        {
            await work.Db.DeskAgents.Where(agent => agent.DeskId == desk.Id).ExecuteDeleteAsync(_stop.Token);
            await work.CommitAsync(Topic.Desk(desk.Id));
        }

        await told.TimesAsync(1);
        Assert.Null(seen);
        await _stop.CancelAsync();
    }

    [Theory, OnBothDatabases]
    public async Task What_is_not_committed_is_not_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var feed = world.Get<LiveFeed>();
        _ = feed.PumpAsync(_stop.Token);
        using var told = new Told();
        using var page = feed.Watch([Topic.Site], told.Call);
        using var delivered = new Told();
        using var marker = feed.Watch([Topic.Users], delivered.Call);

        await using (var work = await world.Get<DeskWork>().BeginAsync(_stop.Token))
        {
            (await work.SiteToChangeAsync()).TurnPublicSignup(true, world.Ada.AccountId!.Value, world.Now);
            await work.Db.SaveChangesAsync(_stop.Token);
        }

        feed.Publish([Topic.Users]);
        await delivered.TimesAsync(1);
        Assert.Equal(0, told.Times);
        Assert.False(await world.ReadAsync(db => db.Site.Select(site => site.IsPublicSignupOn).SingleAsync(_stop.Token)));
        await _stop.CancelAsync();
    }
}
