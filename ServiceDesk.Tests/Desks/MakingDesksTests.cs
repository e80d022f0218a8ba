using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Desks;

public sealed class MakingDesksTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_new_desk_is_restricted_and_counts_its_requests_from_nought(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);

        var made = await Desks(world).MakeAsync(" it ", "  IT \t Support ", by: world.Ada);

        var desk = await world.ReadAsync(db => db.Desks.SingleAsync(d => d.Id == made.Done));
        Assert.Equal(("IT", "IT Support", CustomerAccess.Restricted, false), (desk.Key, desk.Name, desk.Access, desk.AgentsMayInviteWhileNotOpen));
        Assert.Equal(0, await world.ReadAsync(db => db.RequestCounters.Where(c => c.DeskId == desk.Id).Select(c => c.Latest).SingleAsync()));
        Assert.NotEmpty((await world.Get<RequestTypes>().ListAsync(desk.Id, by: world.Ada)).Done);
        Assert.Equal(Changes.DeskMade, await world.ReadAsync(db => db.Audit.Where(e => e.DeskId == desk.Id).Select(e => e.What).SingleAsync()));
    }

    [Theory]
    [InlineData("", typeof(NotADeskKey))]
    [InlineData(null, typeof(NotADeskKey))]
    [InlineData("I", typeof(NotADeskKey))]
    [InlineData("ELEVENCHARS", typeof(NotADeskKey))]
    [InlineData("1IT", typeof(NotADeskKey))]
    [InlineData("I-T", typeof(NotADeskKey))]
    [InlineData("I T", typeof(NotADeskKey))]
    [InlineData("IT\n", null)]
    [InlineData("I\nT", typeof(NotADeskKey))]
    [InlineData("ÄÖ", typeof(NotADeskKey))]
    [InlineData("A9", null)]
    [InlineData("ABCDEFGHI9", null)]
    [InlineData("signup", typeof(DeskKeyIsReserved))]
    [InlineData("REQUESTS", typeof(DeskKeyIsReserved))]
    public async Task A_key_is_two_to_ten_capitals_and_digits(string? key, Type? refusal)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        Assert.Equal(refusal, (await Desks(world).MakeAsync(key, "A desk", by: world.Ada)).Refusal?.GetType());
    }

    [Theory, OnBothDatabases]
    public async Task A_name_is_needed_and_short(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);

        Assert.Equal(new Missing(), (await Desks(world).MakeAsync("IT", " \r\n\0 ", by: world.Ada)).Refusal);
        Assert.Equal(new TooLong(80), (await Desks(world).MakeAsync("IT", new string('x', 10_000), by: world.Ada)).Refusal);
        Assert.True((await Desks(world).MakeAsync("IT", "IT\0 \ud800desk", by: world.Ada)).IsDone);
        Assert.Equal("IT \ufffddesk", await world.ReadAsync(db => db.Desks.Select(d => d.Name).SingleAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_key_in_use_is_refused_also_for_an_archived_desk(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var id = (await Desks(world).MakeAsync("IT", "First", by: world.Ada)).Done;
        await Desks(world).ArchiveAsync(id, await VersionAsync(world, id), by: world.Ada);

        Assert.Equal(new DeskKeyInUse("IT"), (await Desks(world).MakeAsync("it", "Second", by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_who_take_the_same_key_at_once_one_is_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => Desks(world).MakeAsync("IT", $"Desk {n}", by: world.Ada))));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Equal(3, outcomes.Count(outcome => outcome.Refusal == new DeskKeyInUse("IT")));
        Assert.Equal(1, await world.ReadAsync(db => db.RequestCounters.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task An_archived_desk_is_gone_for_its_staff_and_comes_back_as_it_was(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);

        await Desks(world).ArchiveAsync(desk.Id, await VersionAsync(world, desk.Id), by: world.Ada);

        Assert.Equal(new NotFound(), (await Desks(world).OptionsAsync(desk.Id, by: nora)).Refusal);
        Assert.Equal(new NotFound(), (await world.Get<DeskAccess>().NowAsync(desk.Id, by: nora)).Refusal);
        Assert.Equal(new NotFound(), (await world.Get<DeskAgents>().ListAsync(desk.Id, by: nora)).Refusal);
        Assert.NotNull((await RowAsync(world, desk)).ArchivedAt);

        await Desks(world).UnarchiveAsync(desk.Id, await VersionAsync(world, desk.Id), by: world.Ada);

        Assert.Equal(CustomerAccess.Everyone, (await world.Get<DeskAccess>().NowAsync(desk.Id, by: nora)).Done.Access);
        Assert.Null((await RowAsync(world, desk)).ArchivedAt);
    }

    [Theory, OnBothDatabases]
    public async Task Who_changes_an_older_version_overwrites_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var seen = (await Desks(world).OptionsAsync(desk.Id, by: world.Ada)).Done;

        var outcomes = await Task.WhenAll(
            Task.Run(() => Desks(world).ChangeAsync(seen with { Name = "One" }, by: world.Ada)),
            Task.Run(() => Desks(world).ChangeAsync(seen with { AllowsParticipants = true, AgentsMayInviteWhileNotOpen = true }, by: world.Ada)),
            Task.Run(() => Desks(world).ArchiveAsync(desk.Id, seen.Version, by: world.Ada)));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Equal(seen.Version + 1, await VersionAsync(world, desk.Id));
        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync(e => e.DeskId == desk.Id)));
    }

    [Theory, OnBothDatabases]
    public async Task The_list_tells_who_administers_and_whether_strangers_are_taken(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var open = await world.DeskAsync("OPEN", CustomerAccess.EveryoneMaySignUp);
        var shut = await world.DeskAsync("ABC");
        await world.StaffAsync(open, "zoe@desk.test", DeskRole.Administrator);
        await world.StaffAsync(open, "bob@desk.test", DeskRole.Administrator);
        await world.StaffAsync(open, "aga@desk.test", DeskRole.Agent);

        var rows = (await Desks(world).ListAsync(world.Ada)).Done;

        Assert.Equal([shut.Id, open.Id], rows.Select(row => row.Id));
        Assert.Equal(["bob@desk.test", "zoe@desk.test"], rows[1].Administrators);
        Assert.Equal((3, true, false), (rows[1].AgentCount, rows[1].IsOpen, rows[1].IsSuspended));
        Assert.Equal((0, false), (rows[0].AgentCount, rows[0].IsOpen));
    }

    [Theory, OnBothDatabases]
    public async Task A_new_desk_is_news(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        using var pump = new CancellationTokenSource();
        var told = new TaskCompletionSource();
        using var watching = world.Get<LiveFeed>().Watch([Topic.Desks], () =>
        {
            told.TrySetResult();
            return Task.CompletedTask;
        });
        var pumping = world.Get<LiveFeed>().PumpAsync(pump.Token);

        await Desks(world).MakeAsync("IT", "IT", by: world.Ada);

        await told.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.NotNull(world.Get<RightsNow>().Current.DeskOf("IT"));
        await pump.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pumping);
    }

    private static ServiceDesks Desks(World world) => world.Get<ServiceDesks>();

    private static Task<int> VersionAsync(World world, Guid id) => world.ReadAsync(db => db.Desks.Where(d => d.Id == id).Select(d => d.Version).SingleAsync());

    private static async Task<DeskRow> RowAsync(World world, Desk desk) => (await Desks(world).ListAsync(world.Ada)).Done.Single(row => row.Id == desk.Id);
}
