using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class FirstRunTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task The_first_one_made_administers_the_site_and_holds_a_seat(DatabaseProvider database)
    {
        await using var world = new World(await stage.Databases.CreateAsync(database));
        var first = world.Get<FirstRun>();

        var made = await first.SetUpAsync($" {first.Token} ", "Ada@Desk.Test", "Ada Admin", Good, by: Stranger);

        var ada = await world.AccountAsync("ada@desk.test");
        Assert.Equal(ada.Id, made.Done);
        Assert.True(ada.IsSiteAdministrator);
        Assert.Equal(PasswordKind.Own, ada.Password);
        Assert.Equal(world.Now, ada.AddressProvedAt); // who can read the console is believed about the address
        Assert.Equal(Application.ServiceDesk, await world.ReadAsync(db => db.Seats.Select(seat => seat.Application).SingleAsync()));
        Assert.Equal(world.Now, await world.ReadAsync(db => db.Site.Select(site => site.SetUpAt).SingleAsync()));
        Assert.Equal([Changes.SeatGiven, Changes.SiteSetUp], (await world.AuditOfAsync(ada.Id)).Order());
        Assert.True(await first.IsDoneAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_at_once_one_is_made(DatabaseProvider database)
    {
        await using var world = new World(await stage.Databases.CreateAsync(database));
        var first = world.Get<FirstRun>();

        var made = await Task.WhenAll(
            first.SetUpAsync(first.Token, "ada@desk.test", "Ada", Good, by: Stranger),
            first.SetUpAsync(first.Token, "eve@desk.test", "Eve", Good, by: Stranger));

        Assert.IsType<AlreadySetUp>(Assert.Single(made, outcome => !outcome.IsDone).Refusal);
        Assert.Single(await world.ReadAsync(db => db.Accounts.ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_second_set_up_is_refused_even_with_the_token(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);

        var again = await world.Get<FirstRun>().SetUpAsync(world.Get<FirstRun>().Token, "eve@desk.test", "Eve", Good, by: Stranger);

        Assert.IsType<AlreadySetUp>(again.Refusal);
        Assert.Single(await world.ReadAsync(db => db.Accounts.ToListAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Without_the_token_nothing_happens(string? token)
    {
        await using var world = new World(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));

        var refused = await world.Get<FirstRun>().SetUpAsync(token, "eve@desk.test", "Eve", Good, by: Stranger);

        Assert.IsType<WrongSetupToken>(refused.Refusal);
        Assert.Empty(await world.ReadAsync(db => db.Accounts.ToListAsync()));
    }

    [Theory]
    [InlineData("not an address", "Ada", Good, typeof(NotAnAddress))]
    [InlineData("ada@desk.test\r\nBcc: eve@desk.test", "Ada", Good, typeof(NotAnAddress))]
    [InlineData("ada@desk.test", " ", Good, typeof(Missing))]
    [InlineData("ada@desk.test", "Ada", "", typeof(Missing))]
    [InlineData("ada@desk.test", "Ada", "short", typeof(PasswordTooShort))]
    [InlineData("ada@desk.test", "Ada", "password1", typeof(PasswordTooCommon))]
    public async Task What_is_typed_wrongly_is_said_by_its_type(string address, string name, string password, Type refusal)
    {
        await using var world = new World(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));

        var refused = await world.Get<FirstRun>().SetUpAsync(world.Get<FirstRun>().Token, address, name, password, by: Stranger);

        Assert.IsType(refusal, refused.Refusal);
        Assert.False(await world.Get<FirstRun>().IsDoneAsync());
    }

    [Fact]
    public async Task A_very_long_name_is_refused_and_not_cut()
    {
        await using var world = new World(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));

        var refused = await world.Get<FirstRun>().SetUpAsync(world.Get<FirstRun>().Token, "ada@desk.test", new string('x', 10_000), Good, by: Stranger);

        Assert.Equal(new TooLong(Account.MostNameCharacters), refused.Refusal);
    }
}
