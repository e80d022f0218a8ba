using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Desks;

public sealed class ChoosingCustomerAccessTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_desk_is_opened_to_the_world_while_public_signup_is_on(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);

        var outcome = await ChooseAsync(world, desk, CustomerAccess.EveryoneMaySignUp, nora);

        Assert.True(outcome.IsDone);
        var now = await NowAsync(world, desk);
        Assert.Equal((CustomerAccess.EveryoneMaySignUp, true), (now.Access, now.IsOpen));
        Assert.Equal(new ChangedBy("nora@desk.test", world.Now), now.AccessChanged);
        Assert.True(now.Rows.Single(row => row.Door is Door.SignUpForm).IsAllowed);
        Assert.Equal(nora.AccountId, await world.ReadAsync(db => db.Audit.Where(e => e.What == Changes.CustomerAccessChosen).Select(e => e.ActorId).SingleAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task While_public_signup_is_off_only_the_other_two_can_be_chosen(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");

        Assert.Equal(new PublicSignupIsOff(), (await ChooseAsync(world, desk, CustomerAccess.EveryoneMaySignUp, world.Ada)).Refusal);
        Assert.True((await ChooseAsync(world, desk, CustomerAccess.Everyone, world.Ada)).IsDone);
        Assert.True((await ChooseAsync(world, desk, CustomerAccess.Restricted, world.Ada)).IsDone);
        Assert.Equal(CustomerAccess.Restricted, (await NowAsync(world, desk)).Access);
    }

    [Theory, OnBothDatabases]
    public async Task Any_choice_while_it_is_on_ends_a_suspension(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await SwitchOffAsync(world);
        var suspended = await NowAsync(world, desk);
        Assert.Equal((new ChangedBy("Ada Admin", world.Now), new ChangedBy("Ada Admin", world.Now), false), (suspended.Suspended, suspended.PublicSignupChanged, suspended.IsOpen));
        Assert.Equal(new PublicSignupIsOff(), (await ChooseAsync(world, desk, CustomerAccess.EveryoneMaySignUp, world.Ada)).Refusal);
        await world.PublicSignupAsync(on: true);
        Assert.False((await NowAsync(world, desk)).IsOpen);

        Assert.True((await ChooseAsync(world, desk, CustomerAccess.EveryoneMaySignUp, world.Ada)).IsDone);

        var now = await NowAsync(world, desk);
        Assert.Equal((null, true), (now.Suspended, now.IsOpen));
        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync(e => e.What == Changes.DeskReopened && e.DeskId == desk.Id)));
    }

    [Theory, OnBothDatabases]
    public async Task Choosing_restricted_while_it_is_off_leaves_nothing_to_reopen(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await SwitchOffAsync(world);

        await ChooseAsync(world, desk, CustomerAccess.Restricted, world.Ada);

        Assert.Empty((await world.Get<PublicSignup>().ConsequencesAsync(world.Ada)).Done.Suspended);
    }

    [Theory, OnBothDatabases]
    public async Task Restricting_tells_who_stays_and_who_loses_the_portal(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        await world.CustomerAsync(desk, "karl@kunde.test");
        var kim = await world.PersonAsync("kim@kunde.test");
        await world.PersonAsync("kuno@kunde.test");
        await world.ContactAsync("contact@kunde.test");
        await RequestAsync(world, desk, kim);
        await SignUpLinkAsync(world, desk);

        var told = (await world.Get<DeskAccess>().ConsequencesAsync(desk.Id, CustomerAccess.Restricted, by: world.Ada)).Done;

        // Kim, Kuno and Ada, who is no member of this desk's staff.
        Assert.Equal(new AccessConsequences(CustomerAccess.Restricted, Listed: 1, LosePortal: 3, LoseRequests: 1, GainPortal: 0, SignUpsRefused: 1), told);
    }

    [Theory, OnBothDatabases]
    public async Task Opening_to_everyone_tells_who_gains_the_portal(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.CustomerAsync(desk, "karl@kunde.test");
        await world.PersonAsync("kim@kunde.test");

        var told = (await world.Get<DeskAccess>().ConsequencesAsync(desk.Id, CustomerAccess.Everyone, by: world.Ada)).Done;

        Assert.Equal(new AccessConsequences(CustomerAccess.Everyone, Listed: 1, LosePortal: 0, LoseRequests: 0, GainPortal: 2, SignUpsRefused: 0), told);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_who_choose_at_once_the_later_is_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.PublicSignupAsync(on: true);
        var version = (await NowAsync(world, desk)).Version;

        var outcomes = await Task.WhenAll(
            Task.Run(() => world.Get<DeskAccess>().ChooseAsync(desk.Id, CustomerAccess.Everyone, version, by: world.Ada)),
            Task.Run(() => world.Get<DeskAccess>().ChooseAsync(desk.Id, CustomerAccess.EveryoneMaySignUp, version, by: world.Ada)));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Single(outcomes, outcome => outcome.Refusal is ChangedMeanwhile);
    }

    private static async Task<Outcome<Done>> ChooseAsync(World world, Desk desk, CustomerAccess access, Actor by) =>
        await world.Get<DeskAccess>().ChooseAsync(desk.Id, access, (await NowAsync(world, desk)).Version, by);

    private static async Task<DeskAccessNow> NowAsync(World world, Desk desk) => (await world.Get<DeskAccess>().NowAsync(desk.Id, by: world.Ada)).Done;

    private static async Task SwitchOffAsync(World world)
    {
        var version = await world.ReadAsync(db => db.Site.Select(site => site.Version).SingleAsync());
        Assert.True((await world.Get<PublicSignup>().TurnOffAsync(version, revokeInvitations: false, by: world.Ada)).IsDone);
    }

    private static Task SignUpLinkAsync(World world, Desk desk) => world.ChangeAsync(db =>
        Task.FromResult(db.MailedLinks.Add(MailedLink.Issue(LinkPurpose.SignUp, EmailAddress.Parse("new@kunde.test"), null, desk.Id, null, null, world.Now).Link)));

    private static Task RequestAsync(World world, Desk desk, Actor reporter) => world.ChangeAsync(db =>
    {
        var type = new RequestType { Id = Guid.NewGuid(), DeskId = desk.Id, Name = "Help", Description = "", Icon = "help" };
        db.RequestTypes.Add(type);
        db.Requests.Add(new Request
        {
            Id = Guid.NewGuid(),
            DeskId = desk.Id,
            Number = 1,
            Key = $"{desk.Key}-1",
            TypeId = type.Id,
            ReporterId = reporter.AccountId!.Value,
            Summary = "It is broken",
            Description = "",
            RaisedAt = world.Now,
            ChangedAt = world.Now,
            ChangedPubliclyAt = world.Now,
        });
        return Task.CompletedTask;
    });
}
