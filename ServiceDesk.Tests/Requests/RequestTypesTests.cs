using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Requests.RequestStories;

namespace ServiceDesk.Tests.Requests;

public sealed class RequestTypesTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task An_administrator_of_the_desk_makes_edits_orders_and_archives_types(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var dora = await world.StaffAsync(it, "dora@desk.test", DeskRole.Administrator);
        var types = world.Get<RequestTypes>();

        var laptop = (await types.MakeAsync(it.Id, new(" A  laptop ", "For new people", "computer"), dora)).Done;
        var access = (await types.MakeAsync(it.Id, new("Access", null, "key"), dora)).Done;
        Assert.Null((await types.OrderAsync(it.Id, [access], dora)).Refusal);
        var made = (await types.ListAsync(it.Id, dora)).Done;
        Assert.Equal(["Access", "A laptop"], made.Select(type => type.Name));
        Assert.Null((await types.ChangeAsync(laptop, made[1].Version, new("Laptop", "", "computer"), dora)).Refusal);
        Assert.Null((await types.ArchiveAsync(access, made[0].Version, dora)).Refusal);

        Assert.Equal(["Laptop", "Access"], (await types.ListAsync(it.Id, dora)).Done.Select(type => type.Name));
        Assert.Equal(["Laptop"], (await world.Get<CustomerPortals>().OpenAsync("IT", world.Ada)).Done.Types.Select(type => type.Name));
        Assert.Equal(5, await world.ReadAsync(db => db.Audit.CountAsync(entry => entry.What == Changes.RequestTypeChanged && entry.DeskId == it.Id)));
    }

    [Theory, OnBothDatabases]
    public async Task A_request_keeps_a_type_that_is_no_longer_offered_and_no_new_one_gets_it(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.PersonAsync("karl@example.org");
        var type = await world.TypeAsync(it, "Paper");
        await world.RequestAsync(it, karl);

        await world.Get<RequestTypes>().ArchiveAsync(type.Id, type.Version, world.Ada);

        Assert.Equal("Paper", (await world.Get<CustomerRequests>().OpenAsync("IT-1", karl)).Done.Type.Name);
        Assert.IsType<TypeIsNotOffered>((await world.Get<CustomerRequests>().RaiseAsync(New(it, type), karl)).Refusal);
        await world.TypeAsync(it, "paper");
        Assert.Equal(new TypeNameIsTaken("Paper"), (await world.Get<RequestTypes>().OfferAgainAsync(type.Id, type.Version + 1, world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_cannot_be_is_refused_with_its_reason(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var type = await world.TypeAsync(it, "Paper");
        var types = world.Get<RequestTypes>();

        Assert.IsType<TypeNameIsMissing>((await types.MakeAsync(it.Id, new(" ", "", "key"), world.Ada)).Refusal);
        Assert.Equal(new TypeNameIsTooLong(80), (await types.MakeAsync(it.Id, new(new string('x', 81), "", "key"), world.Ada)).Refusal);
        Assert.Equal(new TypeDescriptionIsTooLong(500), (await types.MakeAsync(it.Id, new("x", new string('x', 501), "key"), world.Ada)).Refusal);
        Assert.IsType<NoSuchIcon>((await types.MakeAsync(it.Id, new("x", "", "<svg>"), world.Ada)).Refusal);
        Assert.Equal(new TypeNameIsTaken("PAPER"), (await types.MakeAsync(it.Id, new("PAPER", "", "key"), world.Ada)).Refusal);
        Assert.IsType<ChangedMeanwhile>((await types.ChangeAsync(type.Id, type.Version - 1, new("New", "", "key"), world.Ada)).Refusal);
        Assert.IsType<NotFound>((await types.ArchiveAsync(Guid.NewGuid(), 1, world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Only_administrators_of_the_desk_or_the_site_look_after_types(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT", CustomerAccess.Everyone), await world.DeskAsync("HR"));
        var type = await world.TypeAsync(it);
        var types = world.Get<RequestTypes>();

        foreach (var other in new[]
        {
            Actor.Stranger(null), await world.CustomerAsync(it, "karl@example.org"), await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent),
            await world.StaffAsync(it, "cora@desk.test", DeskRole.Collaborator), await world.StaffAsync(hr, "hugo@desk.test", DeskRole.Administrator),
        })
        {
            Assert.IsType<NotFound>((await types.ListAsync(it.Id, other)).Refusal);
            Assert.IsType<NotFound>((await types.MakeAsync(it.Id, new("x", "", "key"), other)).Refusal);
            Assert.IsType<NotFound>((await types.ChangeAsync(type.Id, type.Version, new("x", "", "key"), other)).Refusal);
            Assert.IsType<NotFound>((await types.ArchiveAsync(type.Id, type.Version, other)).Refusal);
            Assert.IsType<NotFound>((await types.OrderAsync(it.Id, [type.Id], other)).Refusal);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_new_desk_starts_with_types_that_can_be_kept(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);

        await world.ChangeAsync(db =>
        {
            db.RequestTypes.AddRange(RequestTypes.StartingTypes(it.Id, world.Ada, world.Now));
            return Task.CompletedTask;
        });

        var offered = (await world.Get<CustomerPortals>().OpenAsync("IT", world.Ada)).Done.Types;
        Assert.Equal(["Ask a question", "Report a problem", "Request something new"], offered.Select(type => type.Name));
        Assert.All(offered, type => Assert.Contains(type.Icon, RequestIcons.All));
    }
}
