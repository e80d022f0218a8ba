using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Requests.RequestStories;

namespace ServiceDesk.Tests.Requests;

/// <summary>The rows of design.md 2.8 about requests, each role at each operation.</summary>
public sealed class RolesInRequestsTests(Stages stage)
{
    private static readonly Dictionary<string, (bool Reads, bool Notes, bool Serves)> Table = new()
    {
        ["stranger"] = (false, false, false),
        ["customer"] = (false, false, false),
        ["the reporter"] = (false, false, false),
        ["collaborator"] = (true, true, false),
        ["agent"] = (true, true, true),
        ["desk administrator"] = (true, true, true),
        ["agent of another desk"] = (false, false, false),
        ["on the list without a seat"] = (false, false, false),
        ["deactivated agent"] = (false, false, false),
        ["site administrator"] = (false, false, false),
        ["site administrator who is staff"] = (true, true, true),
    };

    [Theory, OnBothDatabases]
    public async Task Each_role_does_what_the_table_says_and_finds_nothing_where_it_may_not_read(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT", CustomerAccess.Everyone), await world.DeskAsync("HR"));
        var karl = await world.CustomerAsync(it, "karl@example.org");
        var unseated = await world.StaffAsync(it, "unseated@desk.test", DeskRole.Agent);
        var gone = await world.StaffAsync(it, "gone@desk.test", DeskRole.Agent);
        var both = await world.StaffAsync(it, "both@desk.test", DeskRole.Agent);
        await world.ChangeAsync(db => Task.FromResult(db.Seats.Remove(db.Seats.Single(seat => seat.AccountId == unseated.AccountId))));
        await world.EditAsync(gone, account => account.DeactivatedAt = world.Now);
        await world.EditAsync(both, account => account.IsSiteAdministrator = true);
        var people = new Dictionary<string, Actor>
        {
            ["stranger"] = Actor.Stranger("192.0.2.1"),
            ["customer"] = await world.CustomerAsync(it, "carl@example.org"),
            ["the reporter"] = karl,
            ["collaborator"] = await world.StaffAsync(it, "cora@desk.test", DeskRole.Collaborator),
            ["agent"] = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent),
            ["desk administrator"] = await world.StaffAsync(it, "dora@desk.test", DeskRole.Administrator),
            ["agent of another desk"] = await world.StaffAsync(hr, "hugo@desk.test", DeskRole.Administrator),
            ["on the list without a seat"] = unseated,
            ["deactivated agent"] = gone,
            ["site administrator"] = world.Ada,
            ["site administrator who is staff"] = both,
        };
        var request = await world.RequestAsync(it, karl);

        var done = new Dictionary<string, (bool Reads, bool Notes, bool Serves)>();
        foreach (var (role, person) in people)
        {
            done[role] = await TryAsync(world, request, person);
        }

        Assert.Equal(Table, done);
    }

    private static async Task<(bool Reads, bool Notes, bool Serves)> TryAsync(World world, Request request, Actor person)
    {
        var agents = world.Get<AgentRequests>();
        var file = await world.FileAsync(world.Ada);
        var reads = new[]
        {
            (await agents.OpenAsync(request.Key, person)).Refusal,
            (await agents.AgentsAsync(request.DeskId, person)).Refusal,
            (await world.Get<Queue>().ReadAsync("IT", QueueFilter.All, person)).Refusal,
        };
        var noted = (await agents.NoteAsync(Comment(request, "note"), person)).Refusal;
        var row = await world.RowAsync(request.Id);
        var served = new[]
        {
            (await agents.ReplyAsync(Comment(request, "reply"), row.Version, person)).Refusal,
            (await agents.AssignAsync(request.Id, person.AccountId, (await world.RowAsync(request.Id)).Version, person)).Refusal,
            (await agents.MoveAsync(request.Id, row.Status is RequestStatus.Open ? RequestStatus.InProgress : RequestStatus.Open, (await world.RowAsync(request.Id)).Version, person)).Refusal,
        };

        var mayRead = reads[0] is null;
        Assert.All(reads, why => Assert.Equal(mayRead ? null : new NotFound(), why));
        Assert.Single(served.Distinct());
        Assert.True(noted is null || noted == (mayRead ? new NotAllowed() : new NotFound()));
        Assert.True(served[0] is null || served[0] == (mayRead ? new NotAllowed() : (Refusal)new NotFound()));
        Assert.IsType<NotFound>((await world.Get<Attachments>().FindForStaffAsync(file.Id, person)).Refusal); // not sent: nobody's to read
        return (mayRead, noted is null, served[0] is null);
    }
}
