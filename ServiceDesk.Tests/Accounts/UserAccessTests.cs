using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class UserAccessTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Deactivating_ends_sessions_frees_seats_and_takes_links_back(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        await world.Get<PasswordResets>().AskAsync("nora@desk.test", by: Stranger);
        var secret = await world.SecretMailedToAsync("nora@desk.test");
        var stamp = (await world.AccountAsync(nora)).SecurityStamp;

        Assert.True((await world.Get<UserDirectory>().DeactivateAsync(nora.AccountId!.Value, by: world.Ada)).IsDone);

        var shut = await world.AccountAsync(nora);
        Assert.Equal(world.Now, shut.DeactivatedAt);
        Assert.NotEqual(stamp, shut.SecurityStamp);
        Assert.Empty(await world.ReadAsync(db => db.Seats.Where(seat => seat.AccountId == nora.AccountId).ToListAsync()));
        Assert.Single(await world.ReadAsync(db => db.DeskAgents.Where(agent => agent.AccountId == nora.AccountId).ToListAsync()));
        Assert.IsType<LinkWasTakenBack>((await world.Get<PasswordResets>().ResetAsync(secret, Better, by: Stranger)).Refusal);
        Assert.Equal([Changes.AccountDeactivated, Changes.SeatTaken], (await world.AuditOfAsync(nora.AccountId.Value)).Order());
    }

    [Theory, OnBothDatabases]
    public async Task The_last_site_administrator_who_can_log_in_stays(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var directory = world.Get<UserDirectory>();
        var ben = await world.PersonAsync("ben@desk.test");
        var eve = await world.ContactAsync("eve@desk.test");
        await directory.MakeSiteAdministratorAsync(eve.Id, by: world.Ada);

        Assert.IsType<LastSiteAdministrator>((await directory.TakeSiteAdministratorAsync(world.Ada.AccountId!.Value, by: world.Ada)).Refusal);

        await directory.MakeSiteAdministratorAsync(ben.AccountId!.Value, by: world.Ada);
        Assert.True((await directory.TakeSiteAdministratorAsync(world.Ada.AccountId.Value, by: world.Ada)).IsDone);
        Assert.IsType<NotFound>((await directory.EndSessionsAsync(ben.AccountId.Value, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Two_administrators_who_take_each_others_mark_at_once_leave_one(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var directory = world.Get<UserDirectory>();
        var ben = await world.PersonAsync("ben@desk.test");
        await directory.MakeSiteAdministratorAsync(ben.AccountId!.Value, by: world.Ada);

        await Task.WhenAll(
            directory.TakeSiteAdministratorAsync(ben.AccountId.Value, by: world.Ada),
            directory.DeactivateAsync(world.Ada.AccountId!.Value, by: ben));

        Assert.Single(await world.ReadAsync(db => db.Accounts.Where(account => account.IsSiteAdministrator && account.DeactivatedAt == null).ToListAsync()));
    }

    [Fact]
    public async Task Nobody_deactivates_themselves()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.Get<UserDirectory>().MakeSiteAdministratorAsync((await world.PersonAsync("ben@desk.test")).AccountId!.Value, by: world.Ada);

        Assert.IsType<NotYourself>((await world.Get<UserDirectory>().DeactivateAsync(world.Ada.AccountId!.Value, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_seat_is_given_while_one_is_free_and_means_a_role_at_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var directory = world.Get<UserDirectory>();
        await world.FreeSeatsAsync(Application.ServiceDesk, 0);

        await directory.TakeSeatAsync(nora.AccountId!.Value, Application.ServiceDesk, by: world.Ada);
        Assert.Null((await world.ReadAsync(db => Rights.OfAsync(db, nora, it.Id))).Role);

        Assert.True((await directory.GiveSeatAsync(nora.AccountId.Value, Application.ServiceDesk, by: world.Ada)).IsDone);
        Assert.True((await directory.GiveSeatAsync(nora.AccountId.Value, Application.ServiceDesk, by: world.Ada)).IsDone);
        Assert.Equal(DeskRole.Agent, (await world.ReadAsync(db => Rights.OfAsync(db, nora, it.Id))).Role);

        var karl = await world.PersonAsync("karl@acme.test");
        Assert.Equal(new NoSeatLeft("Service Desk", 2), (await directory.GiveSeatAsync(karl.AccountId!.Value, Application.ServiceDesk, by: world.Ada)).Refusal);
    }

    [Fact]
    public async Task A_lower_limit_locks_nobody_out()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var it = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        await world.FreeSeatsAsync(Application.ServiceDesk, -1);

        Assert.Equal(DeskRole.Agent, (await world.ReadAsync(db => Rights.OfAsync(db, nora, it.Id))).Role);
        Assert.Equal(new SeatUse(Application.ServiceDesk, 2, 1), (await world.Get<Licence>().SeatsAsync(by: world.Ada)).Done[0]);
        Assert.IsType<NotFound>((await world.Get<Licence>().SeatsAsync(by: nora)).Refusal);
    }

    [Fact]
    public async Task A_deactivated_person_is_given_nothing_until_reactivated()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var directory = world.Get<UserDirectory>();
        var id = (await world.PersonAsync("karl@acme.test")).AccountId!.Value;
        await directory.DeactivateAsync(id, by: world.Ada);

        Assert.IsType<AccountIsDeactivated>((await directory.GiveSeatAsync(id, Application.Team, by: world.Ada)).Refusal);
        Assert.IsType<AccountIsDeactivated>((await directory.MakeSiteAdministratorAsync(id, by: world.Ada)).Refusal);

        await directory.ReactivateAsync(id, by: world.Ada);
        Assert.True((await directory.GiveSeatAsync(id, Application.Team, by: world.Ada)).IsDone);
    }

    [Fact]
    public async Task Every_change_tells_the_directory_the_person_and_their_desks()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var it = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(it, "karl@acme.test");

        await using var work = await world.Get<DeskWork>().BeginAsync(TestContext.Current.CancellationToken);
        var news = await work.NewsOfAsync(karl.AccountId!.Value);

        Assert.Equivalent(new[] { Topic.Users, Topic.Account(karl.AccountId.Value), Topic.CustomersOf(it.Id) }, news, strict: true);
    }

    [Theory, OnBothDatabases]
    public async Task The_consequences_are_told_before(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var nora = await world.StaffAsync(await world.DeskAsync("IT"), "nora@desk.test", DeskRole.Agent);

        Assert.Equal(new DeactivationConsequences(Seats: 1, Desks: 1, OpenRequests: 0), (await world.Get<UserDirectory>().DeactivationAsync(nora.AccountId!.Value, by: world.Ada)).Done);
        Assert.IsType<NotFound>((await world.Get<UserDirectory>().DeactivationAsync(nora.AccountId.Value, by: nora)).Refusal);
    }
}
