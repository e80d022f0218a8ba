using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceDesk.Blazor.Audit;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Audit;

public sealed class AuditPageTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task It_grows_by_itself_and_shows_what_was_asked_for()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<AuditPage>();
        page.WaitForAssertion(() => Assert.Contains("There are no entries here", page.Text(), StringComparison.Ordinal), Soon);

        await world.Get<ServiceDesks>().ArchiveAsync(desk.Id, desk.Version, by: world.Ada);

        page.WaitForAssertion(() => Assert.Contains("The desk IT was archived. Ada Admin from 192.0.2.7 Desk IT", page.Text(), StringComparison.Ordinal), Soon);
        await page.Labelled("What").ChangeAsync(new() { Value = Changes.SiteSetUp });
        await page.Find("form[role=search]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Choose other days", page.Text(), StringComparison.Ordinal), Soon);
        await page.Labelled("How long entries are kept").ChangeAsync(new() { Value = "90" });
        Assert.Contains("cannot be had back", page.Text(), StringComparison.Ordinal);
        await page.Find("form.row").SubmitAsync();
        Assert.Equal(90, (await world.Get<AuditKeeping>().NowAsync(by: world.Ada)).Done.Days);
    }

    [Fact]
    public async Task A_desks_administrator_sees_their_desks_and_an_agent_nothing()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"));
        await world.WriteAsync(Changes.DeskMade, it.Id, null, new { it.Key, it.Name }, Actor.Site);
        await world.WriteAsync(Changes.DeskMade, hr.Id, null, new { hr.Key, hr.Name }, Actor.Site);
        await using (var seen = Seen.By(await world.StaffAsync(it, "nora@desk.test", DeskRole.Administrator), world))
        {
            var page = seen.Show<DeskAuditPage>(("DeskKey", "IT"));
            page.WaitForAssertion(() => Assert.Contains("The desk IT (IT desk) was made.", page.Text(), StringComparison.Ordinal), Soon);
            Assert.DoesNotContain("HR", page.Find("tbody").TextContent, StringComparison.Ordinal);
        }

        await using var agent = Seen.By(await world.StaffAsync(it, "aga@desk.test", DeskRole.Agent), world);
        var hidden = agent.Show<DeskAuditPage>(("DeskKey", "IT"));
        hidden.WaitForAssertion(() => Assert.Contains("There is nothing here", hidden.Text(), StringComparison.Ordinal), Soon);
    }

    [Theory]
    [InlineData("/admin/audit", null)]
    [InlineData("/desks/IT/audit", "IT")]
    public async Task The_address_keeps_what_was_asked_for(string path, string? key)
    {
        await using var world = await stage.LiveWorldAsync();
        var it = await world.DeskAsync("IT");
        await world.WriteAsync(Changes.DeskMade, it.Id, null, new { it.Key, it.Name }, Actor.Site);
        await world.WriteAsync(Changes.DeskArchived, it.Id, null, new { it.Key }, Actor.Site);
        await using var seen = Seen.By(world.Ada, world);
        await seen.GoAsync(path);
        IRenderedComponent<IComponent> Open() => key is null ? seen.Show<AuditPage>() : seen.Show<DeskAuditPage>((nameof(DeskAuditPage.DeskKey), key));
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count), Soon);

        await page.Labelled("What").ChangeAsync(new() { Value = Changes.DeskMade });
        await page.Labelled("First day").ChangeAsync(new() { Value = "2026-01-01" });
        await page.Find("form[role=search]").SubmitAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")), Soon);
        Assert.Equal($"{path[1..]}?what=DeskMade&from=2026-01-01", seen.Address);
        var again = Open();
        again.WaitForAssertion(() => Assert.Single(again.FindAll("tbody tr")), Soon);
        Assert.Equal((Changes.DeskMade, "2026-01-01"), (again.Labelled("What").GetAttribute("value"), again.Labelled("First day").GetAttribute("value")));
    }
}
