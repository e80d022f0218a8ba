using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

/// <summary>What somebody who chooses a password for another's address gets by it (design.md 2.5): nothing that was there before.</summary>
public sealed class TakingOverAccountsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_desk_administrator_gets_into_no_account_that_was_there(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await world.PersonWithPasswordAsync("karl@kunde.test");
        await world.ContactAsync("contact@kunde.test", "Contact");

        var added = (await world.Get<SilentCustomers>().AddAsync(desk.Id, [Given("karl@kunde.test"), Given("contact@kunde.test")], by: nora)).Done;
        var again = (await world.Get<SilentCustomers>().AddAsync(desk.Id, [Given("karl@kunde.test")], by: nora)).Done;

        Assert.Equal([(SilentEffect.Joined, PasswordEffect.NotSet), (SilentEffect.Joined, PasswordEffect.NotSet), (SilentEffect.AlreadyHere, PasswordEffect.NotSet)], added.Concat(again).Select(one => (one.Effect, one.Password)));
        Assert.False((await world.Get<LogIns>().CheckAsync("karl@kunde.test", Better, by: Stranger)).IsDone);
        Assert.False((await world.Get<LogIns>().CheckAsync("contact@kunde.test", Better, by: Stranger)).IsDone);
        Assert.True((await world.Get<LogIns>().CheckAsync("karl@kunde.test", Good, by: Stranger)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task A_password_given_to_somebody_who_had_proved_the_address_shows_only_their_own_on_desks_they_are_on(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr, open) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"), await world.DeskAsync("OPEN", CustomerAccess.Everyone));
        var karl = await world.PersonWithPasswordAsync("karl@kunde.test");
        await world.JoinAsync(hr, karl.AccountId!.Value);
        var own = await world.RequestAsync(hr, karl);
        var shared = await world.RequestAsync(hr, await world.CustomerAsync(hr, "kim@kunde.test"));
        await world.TakePartAsync(shared, karl);
        Assert.Equal(["HR", "OPEN"], await DesksAsync(world, karl));

        Assert.Equal(PasswordEffect.Set, (await world.Get<SilentCustomers>().AddAsync(it.Id, [Given("karl@kunde.test") with { ReplacesPassword = true }], by: world.Ada)).Done.Single().Password);

        Assert.Equal(["HR", "IT"], await DesksAsync(world, karl));
        Assert.Equal([own.Key], await KeysAsync(world, karl));
        await ResetAsync(world, "karl@kunde.test");
        Assert.Equal(["HR", "IT", "OPEN"], await DesksAsync(world, karl));
        Assert.Equal([own.Key, shared.Key], (await KeysAsync(world, karl)).Order());
        Assert.Equal(open.Id, (await world.ReadAsync(db => db.Desks.SingleAsync(desk => desk.Key == "OPEN"))).Id);
    }

    [Theory, OnBothDatabases]
    public async Task What_came_in_the_name_of_a_contact_is_seen_once_the_address_is_proved(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.Get<SilentCustomers>().AddAsync(desk.Id, [Given("karl@kunde.test"), new("kim@kunde.test", "Kim")], by: world.Ada);
        var (karl, kim) = (await ActorOfAsync(world, "karl@kunde.test"), await ActorOfAsync(world, "kim@kunde.test"));
        var named = new[] { await world.RequestAsync(desk, karl), await RaisedForAsync(world, desk, kim) };
        await world.ChangeAsync(db => db.Requests.ExecuteUpdateAsync(request => request.SetProperty(r => r.IsUnproved, true)));

        Assert.True((await world.Get<Passwords>().ChangeAsync(Better, Good, by: karl)).IsDone);
        Assert.Empty(await KeysAsync(world, karl));
        await ResetAsync(world, "karl@kunde.test");
        await ResetAsync(world, "kim@kunde.test");

        Assert.Equal([named[0].Key], await KeysAsync(world, karl));
        Assert.Equal([named[1].Key], await KeysAsync(world, kim));
    }

    [Theory, OnBothDatabases]
    public async Task After_it_has_run_out_a_mailed_link_is_the_only_way_in(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.Get<SilentCustomers>().AddAsync(desk.Id, [Given("karl@kunde.test")], by: world.Ada);
        var karl = await ActorOfAsync(world, "karl@kunde.test");

        world.Clock.Advance(TimeSpan.FromHours(72));

        Assert.IsType<WrongLogIn>((await world.Get<LogIns>().CheckAsync("karl@kunde.test", Better, by: Stranger)).Refusal);
        Assert.IsType<TemporaryPasswordHasExpired>((await world.Get<Passwords>().ChangeAsync(Better, Good, by: karl)).Refusal);
        await ResetAsync(world, "karl@kunde.test");
        Assert.True((await world.Get<LogIns>().CheckAsync("karl@kunde.test", "seven quiet kettles", by: Stranger)).IsDone);
    }

    [Fact]
    public async Task A_temporary_password_writes_itself_into_no_log() =>
        Assert.DoesNotContain(Better, await Task.FromResult($"{Given("karl@kunde.test")}"), StringComparison.Ordinal);

    private static SilentPerson Given(string address) => new(address, "Karl", new TemporaryPassword(Better, TemporaryPassword.UsualLifetime));

    private static async Task ResetAsync(World world, string address)
    {
        world.Clock.Advance(TimeSpan.FromHours(1)); // for the limits
        Assert.True((await world.Get<PasswordResets>().AskAsync(address, by: Stranger)).IsDone);
        Assert.True((await world.Get<PasswordResets>().ResetAsync(await world.SecretMailedToAsync(address), "seven quiet kettles", by: Stranger)).IsDone);
    }

    private static async Task<Actor> ActorOfAsync(World world, string address) => Actor.Person((await world.AccountAsync(address)).Id, null);

    private static async Task<Request> RaisedForAsync(World world, Domain.Desks.Desk desk, Actor contact)
    {
        var other = await world.RequestAsync(desk, await world.CustomerAsync(desk, "other@kunde.test"));
        await world.ChangeAsync(db => db.Requests.Where(request => request.Id == other.Id).ExecuteUpdateAsync(request => request.SetProperty(r => r.ReporterId, contact.AccountId!.Value)));
        return other;
    }

    private static async Task<List<string>> DesksAsync(World world, Actor by) => [.. (await world.Get<CustomerPortals>().ListAsync(by)).Select(desk => desk.Key).Order(StringComparer.Ordinal)];

    private static async Task<List<string>> KeysAsync(World world, Actor by) => [.. (await world.Get<CustomerRequests>().ListAsync(by)).Rows.Select(row => row.Key)];
}
