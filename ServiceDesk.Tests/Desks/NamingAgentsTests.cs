using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Desks;

public sealed class NamingAgentsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Only_active_seat_holders_who_are_not_on_the_list_are_offered(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await world.PersonAsync("karl@kunde.test", "Karl Kunde");
        var gone = await world.PersonAsync("gone@desk.test", "Gone", Application.ServiceDesk);
        await world.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(a => a.Id == gone.AccountId)).DeactivatedAt = world.Now);
        await world.PersonAsync("cora@desk.test", "Cora Collab", Application.Team);
        await world.PersonAsync("bea@desk.test", "Bea Both", Application.Team, Application.ServiceDesk);

        var offered = (await Agents(world).CandidatesAsync(desk.Id, by: nora)).Done;

        Assert.Equal(
            [("Ada Admin", DeskRole.Agent), ("Bea Both", DeskRole.Agent), ("Cora Collab", DeskRole.Collaborator)],
            offered.Select(person => (person.Name, person.Becomes)));
    }

    [Theory, OnBothDatabases]
    public async Task A_seat_holder_is_put_on_the_list_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var bea = (await world.PersonAsync("bea@desk.test", "Bea", Application.ServiceDesk)).AccountId!.Value;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Agents(world).AddAsync(desk.Id, bea, by: world.Ada))));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Equal(2, outcomes.Count(outcome => outcome.Refusal == new AlreadyOnTheDesk("Bea")));
        var row = Assert.Single((await Agents(world).ListAsync(desk.Id, by: world.Ada)).Done.Agents);
        Assert.Equal((bea, DeskRole.Agent, false), (row.AccountId, row.Role, row.HasMark));
    }

    [Theory, OnBothDatabases]
    public async Task Without_a_seat_nobody_is_put_on_the_list(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var karl = (await world.PersonAsync("karl@kunde.test", "Karl")).AccountId!.Value;

        Assert.Equal(new HoldsNoSeat("Karl"), (await Agents(world).AddAsync(desk.Id, karl, by: world.Ada)).Refusal);
        Assert.Equal(new NotFound(), (await Agents(world).AddAsync(desk.Id, Guid.NewGuid(), by: world.Ada)).Refusal);
        Assert.Empty((await Agents(world).ListAsync(desk.Id, by: world.Ada)).Done.Agents);
    }

    [Theory, OnBothDatabases]
    public async Task A_collaborator_cannot_administer(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var cora = await world.StaffAsync(desk, "cora@desk.test", DeskRole.Collaborator);

        Assert.Equal(new HoldsNoAgentSeat("cora@desk.test"), (await MarkAsync(world, desk, cora, true, world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Site_administrators_name_the_administrators_and_may_leave_none(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        var aga = await world.StaffAsync(desk, "aga@desk.test", DeskRole.Agent);

        Assert.Equal(new AdministratorsAreNamedByTheSite(), (await MarkAsync(world, desk, aga, true, nora)).Refusal);
        Assert.True((await MarkAsync(world, desk, aga, true, world.Ada)).IsDone);
        Assert.True((await MarkAsync(world, desk, aga, false, world.Ada)).IsDone);
        Assert.True((await MarkAsync(world, desk, nora, false, world.Ada)).IsDone);

        Assert.Equal([DeskRole.Agent, DeskRole.Agent], (await Agents(world).ListAsync(desk.Id, by: world.Ada)).Done.Agents.Select(agent => agent.Role!.Value));
        Assert.Equal(3, await world.ReadAsync(db => db.Audit.CountAsync(e => e.What == Changes.AgentNamed)));
    }

    [Theory, OnBothDatabases]
    public async Task A_desk_administrator_takes_agents_off_but_no_administrator(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        var olaf = await world.StaffAsync(desk, "olaf@desk.test", DeskRole.Administrator);
        var aga = await world.StaffAsync(desk, "aga@desk.test", DeskRole.Agent);

        Assert.True((await Agents(world).RemoveAsync(desk.Id, aga.AccountId!.Value, by: nora)).IsDone);
        Assert.Equal(new NotFound(), (await Agents(world).RemoveAsync(desk.Id, aga.AccountId!.Value, by: nora)).Refusal);
        Assert.Equal(new AdministratorsAreNamedByTheSite(), (await Agents(world).RemoveAsync(desk.Id, olaf.AccountId!.Value, by: nora)).Refusal);
        Assert.True((await Agents(world).RemoveAsync(desk.Id, olaf.AccountId!.Value, by: world.Ada)).IsDone);

        Assert.Equal([nora.AccountId!.Value], (await Agents(world).ListAsync(desk.Id, by: nora)).Done.Agents.Select(agent => agent.AccountId));
        Assert.Equal(new NotFound(), (await Agents(world).ListAsync(desk.Id, by: aga)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_mark_set_on_an_older_version_is_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var aga = await world.StaffAsync(desk, "aga@desk.test", DeskRole.Agent);
        var seen = (await Agents(world).ListAsync(desk.Id, by: world.Ada)).Done.Agents.Single().Version;

        var outcomes = await Task.WhenAll(
            Task.Run(() => Agents(world).MarkAsync(desk.Id, aga.AccountId!.Value, true, seen, by: world.Ada)),
            Task.Run(() => Agents(world).MarkAsync(desk.Id, aga.AccountId!.Value, true, seen, by: world.Ada)));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Single(outcomes, outcome => outcome.Refusal is ChangedMeanwhile);
    }

    [Theory, OnBothDatabases]
    public async Task Who_lost_the_seat_stays_on_the_list_as_nobody(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var aga = await world.StaffAsync(desk, "aga@desk.test", DeskRole.Administrator);
        await world.ChangeAsync(db => db.Seats.Where(seat => seat.AccountId == aga.AccountId).ExecuteDeleteAsync());

        var row = Assert.Single((await Agents(world).ListAsync(desk.Id, by: world.Ada)).Done.Agents);

        Assert.Equal((null, true), (row.Role, row.HasMark));
        Assert.Empty((await world.Get<ServiceDesks>().ListAsync(world.Ada)).Done.Single().Administrators);
    }

    private static DeskAgents Agents(World world) => world.Get<DeskAgents>();

    private static async Task<Outcome<Done>> MarkAsync(World world, Desk desk, Actor who, bool administers, Actor by)
    {
        var row = (await Agents(world).ListAsync(desk.Id, by: world.Ada)).Done.Agents.Single(agent => agent.AccountId == who.AccountId);
        return await Agents(world).MarkAsync(desk.Id, row.AccountId, administers, row.Version, by);
    }
}
