using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Requests;

/// <summary>Who follows a request besides its reporter (design.md 2.2, participant).</summary>
public sealed class TakingPartTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task An_agent_brings_in_people_known_and_unknown_for_this_request_alone(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var (desk, request, _) = await SharedAsync(world, CustomerAccess.EveryoneMaySignUp);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var paula = await world.PersonAsync("paula@kunde.test", "Paula");

        Assert.Equal(new TakingPart(paula.AccountId!.Value, "Paula", "paula@kunde.test"), (await People(world).AddAsync(request.Id, " Paula@kunde.test ", by: nora)).Done);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await People(world).AddAsync(request.Id, "new@kunde.test", by: nora)).IsDone);
        Assert.Equal(new TakesPartAlready("Paula"), (await People(world).AddAsync(request.Id, "paula@kunde.test", by: nora)).Refusal);
        Assert.IsType<TakesPartAlready>((await People(world).AddAsync(request.Id, "karl@kunde.test", by: nora)).Refusal);

        Assert.Equal(PasswordKind.None, (await world.AccountAsync("new@kunde.test")).Password);
        Assert.Equal(["karl@kunde.test"], await world.ReadAsync(db => db.DeskCustomers.Select(place => place.Account.NormalizedEmail!).ToListAsync()));
        Assert.Equal(["Paula", "new@kunde.test"], (await world.Get<AgentRequests>().OpenAsync(request.Key, by: nora)).Done.Participants.Select(part => part.Name));
        Assert.Equal([request.Key], (await world.Get<CustomerRequests>().ListAsync(by: paula)).Rows.Select(row => row.Key));
        Assert.Equal(2, (await world.AuditOfAsync(request.Id)).Count(change => change == Changes.ParticipantAdded));
        Assert.Equal(2, await world.ReadAsync(db => db.DoorLog.CountAsync(entry => entry.Door == Door.Participant && entry.ActorId == nora.AccountId)));
        Assert.Equal(["ParticipantAdded paula@kunde.test", "ParticipantAdded new@kunde.test"], (await world.MailedAsync()).Where(mail => !mail.EndsWith("karl@kunde.test", StringComparison.Ordinal)));
    }

    [Theory, OnBothDatabases]
    public async Task Customers_share_their_own_request_and_learn_neither_addresses_nor_why_somebody_cannot_take_part(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, request, karl) = await SharedAsync(world, CustomerAccess.Restricted);
        var kim = await world.CustomerAsync(desk, "kim@kunde.test", "Kim");
        await world.PersonAsync("known@kunde.test");
        async Task<Refusal?> AddAsync(string address, Actor by) => (await People(world).AddAsync(request.Id, address, by)).Refusal;

        Assert.IsType<NotFound>(await AddAsync("kim@kunde.test", kim));
        Assert.Null(await AddAsync("kim@kunde.test", karl));
        Assert.IsType<CannotTakePart>(await AddAsync("known@kunde.test", karl));
        Assert.IsType<CannotTakePart>(await AddAsync("stranger@kunde.test", karl));
        Assert.IsType<NotAnAddress>(await AddAsync("nobody", karl));
        var seen = (await world.Get<CustomerRequests>().OpenAsync(request.Key, by: kim)).Done;
        Assert.Equal([new TakingPart(kim.AccountId!.Value, "Kim", null)], seen.Participants);

        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        Assert.IsType<OnlyCustomersTakePart>(await AddAsync("known@kunde.test", nora));
        await world.ChangeAsync(db => db.Desks.Where(row => row.Id == desk.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AllowsParticipants, false)));
        Assert.IsType<NoParticipantsHere>(await AddAsync("known@kunde.test", karl));
        Assert.False((await world.Get<CustomerRequests>().OpenAsync(request.Key, by: karl)).Done.TakesParticipants);
    }

    [Theory, OnBothDatabases]
    public async Task The_reporter_takes_others_off_and_a_participant_only_leaves(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, request, karl) = await SharedAsync(world, CustomerAccess.Restricted);
        var kim = await world.CustomerAsync(desk, "kim@kunde.test");
        var kuno = await world.CustomerAsync(desk, "kuno@kunde.test");
        await world.TakePartAsync(request, kim);
        await world.TakePartAsync(request, kuno);
        async Task<Refusal?> RemoveAsync(Actor whom, Actor by) => (await People(world).RemoveAsync(request.Id, whom.AccountId!.Value, by)).Refusal;

        Assert.IsType<NotAllowed>(await RemoveAsync(kuno, by: kim));
        Assert.Null(await RemoveAsync(kim, by: kim));
        Assert.IsType<NotFound>(await RemoveAsync(kuno, by: kim));
        Assert.Null(await RemoveAsync(kuno, by: karl));
        Assert.Equal(0, await world.ReadAsync(db => db.Participants.CountAsync()));

        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        await world.MoveAsync(request, RequestStatus.Closed, by: nora);
        Assert.IsType<RequestIsClosed>((await People(world).AddAsync(request.Id, "kim@kunde.test", by: karl)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_request_takes_only_so_many(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, request, _) = await SharedAsync(world, CustomerAccess.Restricted);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        for (var number = 0; number < RequestParticipants.Most; number++)
        {
            await world.TakePartAsync(request, await world.CustomerAsync(desk, $"kim{number}@kunde.test"));
        }

        await world.CustomerAsync(desk, "last@kunde.test");
        Assert.Equal(new TooManyParticipants(RequestParticipants.Most), (await People(world).AddAsync(request.Id, "last@kunde.test", by: nora)).Refusal);
    }

    private static async Task<(Desk Desk, Request Request, Actor Karl)> SharedAsync(World world, CustomerAccess access)
    {
        var desk = await world.DeskAsync("IT", access);
        await world.ChangeAsync(db => db.Desks.Where(row => row.Id == desk.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AllowsParticipants, true)));
        var karl = await world.CustomerAsync(desk, "karl@kunde.test", "Karl");
        return (desk, await world.RequestAsync(desk, karl), karl);
    }

    private static RequestParticipants People(World world) => world.Get<RequestParticipants>();
}
