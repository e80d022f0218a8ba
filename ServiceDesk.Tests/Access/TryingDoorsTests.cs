using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

/// <summary>"What would happen to x@y?" of the address rules page.</summary>
public sealed class TryingDoorsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task It_says_what_then_happens_at_the_form_for_every_kind_of_address(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await FourAddresses.MakeAsync(world);
        var desk = await world.ReadAsync(db => db.Desks.SingleAsync());

        foreach (var address in FourAddresses.All)
        {
            var said = (await world.Get<DoorTester>().AskAsync(address.ToUpperInvariant(), desk.Id, by: world.Ada)).Done;
            Assert.Empty(await world.DoorLogAsync());
            await world.Get<SignUps>().AskAsync("IT", address, "Karl", null, null, AccountStory.Stranger);
            await world.Get<PasswordResets>().AskAsync(address, AccountStory.Stranger);
            await world.Get<SiteRegistrations>().AskAsync(address, "Karl", null, AccountStory.Stranger);

            Assert.Equal(
                (await world.DoorLogAsync()).OrderBy(entry => entry.Door).Select(entry => (entry.Door, entry.Effect, entry.Reason)),
                said.Answers.Where(answer => answer.Door is Door.SignUpForm or Door.ForgottenPassword or Door.SiteRegistration).OrderBy(answer => answer.Door).Select(answer => (answer.Door, answer.Effect, answer.Reason)));
            await world.ChangeAsync(db => db.DoorLog.ExecuteDeleteAsync());
        }
    }

    [Fact]
    public async Task A_desk_answers_at_every_door_and_the_site_at_its_own()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");

        var everywhere = (await world.Get<DoorTester>().AskAsync("new@example.com", desk.Id, by: world.Ada)).Done;
        var site = (await world.Get<DoorTester>().AskAsync("new@example.com", null, by: world.Ada)).Done;

        Assert.Equal(Enum.GetValues<Door>(), everywhere.Answers.Select(answer => answer.Door).Distinct().Order());
        Assert.Equal([Door.ForgottenPassword, Door.SiteRegistration, Door.SiteRegistrationLink, Door.AddressChange], site.Answers.Select(answer => answer.Door));
        Assert.Equal(Effect.Invite, everywhere.Answers.Single(answer => (answer.Door, answer.Role) == (Door.Invitation, DoorRole.SiteAdministrator)).Effect);
        Assert.Equal(RefusedBecause.PublicSignupIsOff, everywhere.Answers.Single(answer => (answer.Door, answer.Role) == (Door.Invitation, DoorRole.Agent)).Reason);
    }

    [Fact]
    public async Task Staff_customers_and_strangers_stand_at_the_portal_as_what_they_are()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        await world.CustomerAsync(desk, "karl@kunde.test");
        await world.PersonAsync("olga@kunde.test");
        async Task<(DoorRole, Effect?, DoorScreen)> PortalAsync(string address) =>
            (await world.Get<DoorTester>().AskAsync(address, desk.Id, by: world.Ada)).Done.Answers.Where(answer => answer.Door is Door.PortalReading).Select(answer => (answer.Role, answer.Effect, answer.Decision.Seen)).Single();

        Assert.Equal((DoorRole.Agent, Effect.Nothing, DoorScreen.TheAnswer), await PortalAsync("nora@desk.test"));
        Assert.Equal((DoorRole.Customer, Effect.Nothing, DoorScreen.TheAnswer), await PortalAsync("karl@kunde.test"));
        Assert.Equal((DoorRole.Customer, null, DoorScreen.NotFound), await PortalAsync("olga@kunde.test"));
        Assert.Equal((DoorRole.Stranger, null, DoorScreen.LogIn), await PortalAsync("nobody@kunde.test"));
    }

    [Fact]
    public async Task What_is_no_address_or_no_desk_is_said()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        Assert.IsType<NotAnAddress>((await world.Get<DoorTester>().AskAsync("nonsense", null, by: world.Ada)).Refusal);
        Assert.IsType<NotFound>((await world.Get<DoorTester>().AskAsync("new@example.com", Guid.NewGuid(), by: world.Ada)).Refusal);
    }
}
