using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Audit;

public sealed class KeepingTheAuditTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Entries_are_kept_for_the_days_chosen_to_the_second(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var keeping = world.Get<AuditKeeping>();
        var kept = (await keeping.NowAsync(by: world.Ada)).Done;
        Assert.Equal(730, kept.Days);
        Assert.True((await keeping.ChooseAsync(100, kept.Version, by: world.Ada)).IsDone);
        await world.ChangeAsync(db =>
        {
            db.Audit.AddRange(Enumerable.Range(0, 2_500).Select(_ => AuditEntry.Of(Changes.SiteSetUp, Actor.Site, world.Now)));
            return Task.CompletedTask;
        });
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.WriteAsync(Changes.SiteSetUp, null, null, null, Actor.Site);

        world.Clock.Advance(TimeSpan.FromDays(100) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await keeping.SweepAsync());
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2_501, await keeping.SweepAsync());

        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync()));
    }

    [Fact]
    public async Task Nothing_is_let_go_of_where_it_is_kept_for_ever()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var keeping = world.Get<AuditKeeping>();
        Assert.True((await keeping.ChooseAsync(0, (await keeping.NowAsync(by: world.Ada)).Done.Version, by: world.Ada)).IsDone);
        world.Clock.Advance(TimeSpan.FromDays(20_000));

        Assert.Equal(0, await keeping.SweepAsync());

        Assert.Equal(["Days the audit is kept (0 for ever): 0 (before: 730)."], (await world.Get<AuditLog>().ReadAsync(new AuditFilter(), null, by: world.Ada)).Done.Rows.Select(row => row.Sentence(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(AuditKeeping.FewestDays - 1)]
    [InlineData(AuditKeeping.MostDays + 1)]
    public async Task Nobody_makes_the_site_forget_at_once(int days)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var keeping = world.Get<AuditKeeping>();

        Assert.IsType<AuditIsKeptLonger>((await keeping.ChooseAsync(days, (await keeping.NowAsync(by: world.Ada)).Done.Version, by: world.Ada)).Refusal);
    }

    [Theory]
    [InlineData(EntityState.Modified)]
    [InlineData(EntityState.Deleted)]
    public async Task An_entry_is_never_altered(EntityState state)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.WriteAsync(Changes.SiteSetUp, null, null, null, world.Ada);

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.ChangeAsync(async db => db.Entry(await db.Audit.AsTracking().SingleAsync()).State = state));

        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync()));
    }
}
