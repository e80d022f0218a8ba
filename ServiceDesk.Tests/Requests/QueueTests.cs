using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Requests;

public sealed class QueueTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Each_filter_shows_its_requests_and_counts_as_many(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT", CustomerAccess.Everyone), await world.DeskAsync("HR", CustomerAccess.Everyone));
        var (nora, nils) = (await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent), await world.StaffAsync(it, "nils@desk.test", DeskRole.Agent));
        var karl = await world.PersonAsync("karl@example.org");
        await world.RequestAsync(hr, karl);
        foreach (var (status, agent) in new[]
        {
            (RequestStatus.Open, null), (RequestStatus.Open, nora), (RequestStatus.InProgress, nils), (RequestStatus.WaitingForCustomer, nora),
            (RequestStatus.Resolved, nora), (RequestStatus.Resolved, null), (RequestStatus.Closed, null),
        })
        {
            var request = await world.RequestAsync(it, karl);
            await world.Get<AgentRequests>().AssignAsync(request.Id, agent?.AccountId, request.Version, nora);
            await world.MoveAsync(request, status, nora);
        }

        var expected = new Dictionary<QueueFilter, string[]>
        {
            [QueueFilter.Open] = ["IT-4", "IT-3", "IT-2", "IT-1"],
            [QueueFilter.Unassigned] = ["IT-1"],
            [QueueFilter.Mine] = ["IT-4", "IT-2"],
            [QueueFilter.WaitingForCustomer] = ["IT-4"],
            [QueueFilter.Resolved] = ["IT-6", "IT-5"],
            [QueueFilter.All] = ["IT-7", "IT-6", "IT-5", "IT-4", "IT-3", "IT-2", "IT-1"],
        };
        foreach (var filter in Enum.GetValues<QueueFilter>())
        {
            var page = (await world.Get<Queue>().ReadAsync("it", filter, nora)).Done;
            Assert.Equal(expected[filter], page.Requests.Rows.Select(row => row.Key));
            Assert.All(expected, pair => Assert.Equal(pair.Value.Length, page.Counts[pair.Key]));
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_long_queue_is_read_page_by_page_also_where_many_changed_in_one_moment(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var karl = await world.PersonAsync("karl@example.org");
        await world.RequestAsync(it, karl);
        var moment = world.Now;
        foreach (var _ in Enumerable.Range(2, 8))
        {
            await world.RequestAsync(it, karl);
        }

        await world.ChangeAsync(db => db.Requests.Where(request => request.Number > 2).ExecuteUpdateAsync(set => set.SetProperty(request => request.ChangedAt, moment)));
        var read = new List<int>();
        string? next = null;
        do
        {
            var page = (await world.Get<Queue>().ReadAsync("IT", QueueFilter.Open, nora, next, most: 2)).Done.Requests;
            Assert.True(page.Rows.Count <= 2);
            read.AddRange(page.Rows.Select(row => row.Number));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1], read);
    }

    [Theory, OnBothDatabases]
    public async Task A_place_that_is_none_begins_at_the_top(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        await world.RequestAsync(it, nora);

        foreach (var nonsense in new[] { "", ",", "x,1", "99999999999999999999999,1", "9223372036854775807,1", "-5,1", "1772442000000000" })
        {
            Assert.Single((await world.Get<Queue>().ReadAsync("IT", QueueFilter.All, nora, nonsense)).Done.Requests.Rows);
        }
    }
}
