using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Requests;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Requests;

public sealed class QueuePageTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_new_request_comes_into_the_open_queue_and_its_counts_by_itself()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, nora, karl) = await PeopleAsync(world);
        await using var seen = Seen.By(nora, world);
        var page = seen.Show<DeskQueues>(("DeskKey", "IT"));
        page.WaitForAssertion(() => Assert.Contains("Everything is done.", page.Text(), StringComparison.Ordinal), Soon);

        await world.RequestAsync(it, karl, "No paper");

        page.WaitForAssertion(() => Assert.Contains("IT-1 No paper Open karl@example.org Nobody", page.Text(), StringComparison.Ordinal), Soon);
        page.WaitForAssertion(() => Assert.Equal(["Open 1", "Unassigned 1", "Mine 0", "Waiting for customer 0", "Resolved 0", "All 1"], page.FindAll("nav a").Select(link => string.Join(' ', link.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))), Soon);
        Assert.Equal("page", Assert.Single(page.FindAll("nav a[aria-current]")).GetAttribute("aria-current"));
    }

    [Fact]
    public async Task More_rows_are_read_page_by_page()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, nora, karl) = await PeopleAsync(world);
        var first = await world.RequestAsync(it, karl);
        await world.ChangeAsync(db =>
        {
            db.Requests.AddRange(Enumerable.Range(2, 119).Select(number => new Request
            {
                Id = Guid.CreateVersion7(),
                DeskId = it.Id,
                Number = number,
                Key = $"IT-{number}",
                TypeId = first.TypeId,
                ReporterId = karl.AccountId!.Value,
                Summary = "x",
                Description = "",
                RaisedAt = world.Now,
                ChangedAt = world.Now,
                ChangedPubliclyAt = world.Now,
            }));
            return Task.CompletedTask;
        });
        await using var seen = Seen.By(nora, world);
        var page = seen.Show<DeskQueues>(("DeskKey", "IT"));
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("tbody tr").Count), Soon);

        await page.Button("More").ClickAsync(new());
        await page.Button("More").ClickAsync(new());

        Assert.Equal(120, page.FindAll("tbody tr").Count);
        Assert.Empty(page.Buttons());
    }

    [Fact]
    public async Task Whoever_leaves_the_desk_sees_it_go()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, nora, karl) = await PeopleAsync(world);
        await world.RequestAsync(it, karl, "No paper");
        await using var seen = Seen.By(nora, world);
        var page = seen.Show<DeskQueues>(("DeskKey", "IT"));
        page.WaitForAssertion(() => Assert.Contains("No paper", page.Text(), StringComparison.Ordinal), Soon);

        await world.ChangeAsync(db => db.DeskAgents.Where(agent => agent.AccountId == nora.AccountId).ExecuteDeleteAsync());
        world.Get<LiveFeed>().Publish([Topic.Desk(it.Id)]);

        page.WaitForAssertion(() => Assert.Contains("There is nothing here", page.Text(), StringComparison.Ordinal), Soon);
        Assert.DoesNotContain("No paper", page.Text(), StringComparison.Ordinal);
    }

    internal static async Task<(Desk It, Actor Nora, Actor Karl)> PeopleAsync(World world)
    {
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        return (it, await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent), await world.CustomerAsync(it, "karl@example.org"));
    }
}
