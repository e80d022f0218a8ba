using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Licensing;

public sealed class ChangingSeatsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task The_licence_tells_who_holds_a_seat_and_since_when(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var since = world.Now;
        world.Clock.Advance(TimeSpan.FromDays(3));
        var nora = (await world.PersonAsync("nora@desk.test", "Nora Agent")).AccountId!.Value;
        await world.Get<UserDirectory>().GiveSeatAsync(nora, Application.ServiceDesk, by: world.Ada);

        var holders = (await world.Get<Licence>().HoldersAsync(Application.ServiceDesk, Licence.HoldersAPage, by: world.Ada)).Done;

        Assert.Equal([new(world.Ada.AccountId!.Value, "Ada Admin", "ada@desk.test", since), new SeatHolder(nora, "Nora Agent", "nora@desk.test", world.Now)], holders);
        Assert.Empty((await world.Get<Licence>().HoldersAsync(Application.Team, Licence.HoldersAPage, by: world.Ada)).Done);
        Assert.Equal("Ada Admin", Assert.Single((await world.Get<Licence>().HoldersAsync(Application.ServiceDesk, most: 1, by: world.Ada)).Done).FullName);
    }

    [Theory, OnBothDatabases]
    public async Task A_changed_number_is_audited_and_a_lower_one_stops_new_seats_alone(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = (await world.PersonAsync("karl@acme.test")).AccountId!.Value;
        var licence = world.Get<Licence>();

        Assert.True((await licence.ChangeSeatsAsync(Application.ServiceDesk, 0, before: 10, by: world.Ada)).IsDone);

        Assert.Equal(new SeatUse(Application.ServiceDesk, Used: 1, Seats: 0), (await licence.SeatsAsync(by: world.Ada)).Done[0]);
        Assert.Equal(0, (await licence.SeatsAsync(by: world.Ada)).Done[0].Free);
        Assert.Equal(new NoSeatLeft("Service Desk", 0), (await world.Get<UserDirectory>().GiveSeatAsync(karl, Application.ServiceDesk, by: world.Ada)).Refusal);
        var entry = await world.ReadAsync(db => db.Audit.SingleAsync(row => row.What == Changes.SeatsChanged));
        Assert.Equal("Seats of Service Desk: 0 (before: 10).", entry.Sentence(System.Globalization.CultureInfo.GetCultureInfo("en")));

        Assert.True((await licence.ChangeSeatsAsync(Application.ServiceDesk, 2, before: 0, by: world.Ada)).IsDone);
        Assert.True((await world.Get<UserDirectory>().GiveSeatAsync(karl, Application.ServiceDesk, by: world.Ada)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task A_number_begun_on_an_older_one_or_out_of_bounds_changes_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var licence = world.Get<Licence>();

        Assert.IsType<ChangedMeanwhile>((await licence.ChangeSeatsAsync(Application.Team, 5, before: 9, by: world.Ada)).Refusal);
        Assert.Equal(new NotANumberOfSeats(Licence.MostSeats), (await licence.ChangeSeatsAsync(Application.Team, -1, before: 10, by: world.Ada)).Refusal);
        Assert.Equal(new NotANumberOfSeats(Licence.MostSeats), (await licence.ChangeSeatsAsync(Application.Team, Licence.MostSeats + 1, before: 10, by: world.Ada)).Refusal);
        Assert.Equal(10, (await licence.SeatsAsync(by: world.Ada)).Done[1].Seats);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_administrators_who_take_the_last_seat_at_once_one_gets_it_and_the_other_makes_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.FreeSeatsAsync(Application.Team, 1);
        await world.FreeSeatsAsync(Application.ServiceDesk, 5);
        var ben = await world.PersonAsync("ben@desk.test");
        await world.Get<UserDirectory>().MakeSiteAdministratorAsync(ben.AccountId!.Value, by: world.Ada);

        // Both applications: the seat of Service Desk is given first, and must be gone again where Team has none left.
        Task<Outcome<Guid>> Make(string address, Actor by) => world.Get<UserDirectory>().CreateUserAsync(
            new(address, address, new HashSet<Application> { Application.ServiceDesk, Application.Team }, IsInvited: true), by);
        var outcomes = await Task.WhenAll(Make("nora@desk.test", world.Ada), Make("olga@desk.test", ben));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Equal(new NoSeatLeft("Team", 1), Assert.Single(outcomes, outcome => !outcome.IsDone).Refusal);
        Assert.Equal(3, await world.ReadAsync(db => db.Accounts.CountAsync()));
        Assert.Equal((1, 2), await world.ReadAsync(async db => (
            await db.Seats.CountAsync(seat => seat.Application == Application.Team),
            await db.Seats.CountAsync(seat => seat.Application == Application.ServiceDesk))));
        Assert.Equal(1, await world.ReadAsync(db => db.Outbox.CountAsync()));
    }
}
