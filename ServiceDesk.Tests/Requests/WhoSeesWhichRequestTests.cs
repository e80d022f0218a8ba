using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Requests.RequestStories;

namespace ServiceDesk.Tests.Requests;

public sealed class WhoSeesWhichRequestTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_customer_sees_their_own_requests_of_all_desks_newest_public_change_first(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT", CustomerAccess.Everyone), await world.DeskAsync("HR"));
        var karl = await world.CustomerAsync(hr, "karl@example.org");
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var first = await world.RequestAsync(it, karl);
        await world.RequestAsync(hr, karl);
        await world.RequestAsync(it, await world.PersonAsync("carl@example.org"));

        Assert.Equal(["HR-1", "IT-1"], await KeysAsync(world, karl));
        await world.NoteAsync(first, nora);
        Assert.Equal(["HR-1", "IT-1"], await KeysAsync(world, karl));
        await world.ReplyAsync(first, nora);
        Assert.Equal(["IT-1", "HR-1"], await KeysAsync(world, karl));
        Assert.Equal(["HR-1"], (await world.Get<CustomerRequests>().ListAsync(karl, hr.Id)).Rows.Select(row => row.Key));
    }

    [Theory, OnBothDatabases]
    public async Task A_long_list_is_read_page_by_page_own_and_shared_ones_together(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var (karl, carl) = (await world.PersonAsync("karl@example.org"), await world.PersonAsync("carl@example.org"));
        var keys = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            var request = await world.RequestAsync(it, i % 2 == 0 ? karl : carl);
            keys.Insert(0, request.Key);
            if (i % 2 == 1)
            {
                await world.TakePartAsync(request, karl);
            }
        }

        var read = new List<string>();
        string? next = null;
        do
        {
            var page = await world.Get<CustomerRequests>().ListAsync(karl, after: next, most: 3);
            read.AddRange(page.Rows.Select(row => row.Key));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(keys, read);
    }

    [Theory, OnBothDatabases]
    public async Task Others_find_nothing_under_the_key(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var request = await world.RequestAsync(it, await world.PersonAsync("karl@example.org"));
        var carl = await world.CustomerAsync(it, "carl@example.org");
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);

        foreach (var other in new[] { carl, nora, world.Ada, Actor.Stranger(null), Actor.Site })
        {
            Assert.False(await SeesAsync(world, request, other));
            Assert.IsType<NotFound>((await world.Get<CustomerRequests>().CommentAsync(Comment(request, "Hello"), other)).Refusal);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Who_loses_the_desk_neither_reads_nor_writes_on_own_requests_nor_is_mailed(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var karl = await world.PersonAsync("karl@example.org");
        var request = await world.RequestAsync(it, karl);
        await world.ChooseAsync(it, CustomerAccess.Restricted);
        Assert.True(await SeesAsync(world, request, karl)); // raising put him on the list

        await RemoveAsync(world, it, karl);

        await AssertShutOutAsync(world, it, request, karl);
        await world.ReplyAsync(request, nora);
        Assert.Equal(1, await world.ReadAsync(db => db.Outbox.CountAsync())); // the one of raising
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_deactivated_or_blocked_sees_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var (karl, carl) = (await world.PersonAsync("karl@example.org"), await world.PersonAsync("carl@blocked.example"));
        var (one, two) = (await world.RequestAsync(it, karl), await world.RequestAsync(it, carl));

        await world.EditAsync(karl, account => account.DeactivatedAt = world.Now);
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedDomain, Value = "blocked.example" })));

        await AssertShutOutAsync(world, it, one, karl);
        await AssertShutOutAsync(world, it, two, carl);
    }

    [Theory, OnBothDatabases]
    public async Task An_archived_desk_is_gone_for_everybody(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.PersonAsync("karl@example.org");
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var request = await world.RequestAsync(it, karl);

        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).ArchivedAt = world.Now);

        await AssertShutOutAsync(world, it, request, karl);
        Assert.IsType<NotFound>((await world.Get<AgentRequests>().OpenAsync("IT-1", nora)).Refusal);
        Assert.IsType<NotFound>((await world.Get<AgentRequests>().NoteAsync(Comment(request, "x"), nora)).Refusal);
        Assert.IsType<NotFound>((await world.Get<Queue>().ReadAsync("IT", QueueFilter.All, nora)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_participant_reads_and_answers_that_request_alone_while_the_desk_takes_every_account(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var (karl, paula) = (await world.PersonAsync("karl@example.org"), await world.PersonAsync("paula@example.org"));
        var (shared, other) = (await world.RequestAsync(it, karl), await world.RequestAsync(it, karl));
        await world.TakePartAsync(shared, paula);

        Assert.True(await SeesAsync(world, shared, paula));
        Assert.False(await SeesAsync(world, other, paula));
        Assert.Equal([shared.Key], await KeysAsync(world, paula));

        await world.ChooseAsync(it, CustomerAccess.Restricted);
        await AssertShutOutAsync(world, it, shared, paula);
    }

    [Theory, OnBothDatabases]
    public async Task What_came_in_somebodys_name_without_proof_is_shown_once_the_address_is_proved(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.CustomerAsync(it, "karl@example.org");
        var (mailed, typed) = (await world.RequestAsync(it, karl), await world.RequestAsync(it, karl));
        var shared = await world.RequestAsync(it, await world.PersonAsync("carl@example.org"));
        await world.TakePartAsync(shared, karl);
        await world.ChangeAsync(async db => (await db.Requests.AsTracking().SingleAsync(request => request.Id == mailed.Id)).IsUnproved = true);
        await world.EditAsync(karl, account => account.AddressProvedAt = null);

        Assert.Equal([typed.Key], await KeysAsync(world, karl));
        Assert.False(await SeesAsync(world, mailed, karl));
        Assert.False(await SeesAsync(world, shared, karl));

        await world.EditAsync(karl, account => account.AddressProvedAt = world.Now);
        Assert.Equal([shared.Key, typed.Key, mailed.Key], await KeysAsync(world, karl));
    }

    [Theory, OnBothDatabases]
    public async Task The_portals_one_may_use_are_those_one_could_read(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT", CustomerAccess.Everyone), await world.DeskAsync("HR"));
        await world.DeskAsync("LAW");
        var karl = await world.CustomerAsync(hr, "karl@example.org");
        var nora = await world.StaffAsync(hr, "nora@desk.test", DeskRole.Collaborator);
        var portals = world.Get<CustomerPortals>();

        Assert.Equal(["HR", "IT"], (await portals.ListAsync(karl)).Select(desk => desk.Key));
        Assert.Equal(["HR", "IT"], (await portals.ListAsync(nora)).Select(desk => desk.Key));
        Assert.Equal(["IT"], (await portals.ListAsync(world.Ada)).Select(desk => desk.Key));
        Assert.Empty(await portals.ListAsync(Actor.Stranger(null)));
        await world.EditAsync(karl, account => account.AddressProvedAt = null);
        Assert.Equal(["HR"], (await portals.ListAsync(karl)).Select(desk => desk.Key));
        Assert.Equal(it.Id, (await portals.OpenAsync("it", nora)).Done.Desk.Id);
        Assert.IsType<NotFound>((await portals.OpenAsync("LAW", karl)).Refusal);
        Assert.IsType<NotFound>((await portals.OpenAsync("HR", world.Ada)).Refusal);
    }

    private static async Task AssertShutOutAsync(World world, Desk desk, Request request, Actor person)
    {
        Assert.False(await SeesAsync(world, request, person));
        Assert.DoesNotContain(request.Key, await KeysAsync(world, person));
        Assert.IsType<NotFound>((await world.Get<CustomerRequests>().CommentAsync(Comment(request, "Hello?"), person)).Refusal);
        Assert.IsType<NotFound>((await world.Get<CustomerPortals>().OpenAsync(desk.Key, person)).Refusal);
    }

    private static async Task<bool> SeesAsync(World world, Request request, Actor person) =>
        (await world.Get<CustomerRequests>().OpenAsync(request.Key, person)).Match(done: _ => true, refused: why => why is NotFound ? false : throw new InvalidOperationException(why.ToString()));

    private static async Task<IEnumerable<string>> KeysAsync(World world, Actor person) =>
        (await world.Get<CustomerRequests>().ListAsync(person)).Rows.Select(row => row.Key);

    private static Task RemoveAsync(World world, Desk desk, Actor person) =>
        world.ChangeAsync(db => db.DeskCustomers.Where(customer => customer.DeskId == desk.Id && customer.AccountId == person.AccountId).ExecuteDeleteAsync());
}
