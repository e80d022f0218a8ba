using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Desks;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Desks;

public sealed class DeskPagesTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_new_desk_appears_in_the_list()
    {
        await using var world = await stage.LiveWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<DesksPage>();
        page.WaitForAssertion(() => Assert.Contains("There is no desk yet", page.Text(), StringComparison.Ordinal));
        var dialog = seen.Show<CreateDesk>();

        await dialog.Labelled("Key").ChangeAsync(new() { Value = "it" });
        await dialog.Labelled("Name").ChangeAsync(new() { Value = "IT support" });
        await dialog.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("IT support IT Restricted access none yet", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal(["IT support was created. Name its agents next."], seen.Notices);
    }

    [Theory]
    [InlineData("1", "IT", "desk-key", "two to ten letters")]
    [InlineData("USED", "IT", "desk-key", "in use")]
    [InlineData("REQUESTS", "IT", "desk-key", "REQUESTS")]
    [InlineData("IT", "", "desk-name", "fill this in")]
    public async Task What_is_wrong_is_said_at_its_field(string key, string name, string field, string said)
    {
        await using var world = await stage.LiveWorldAsync();
        await world.DeskAsync("USED");
        await using var seen = Seen.By(world.Ada, world);
        var dialog = seen.Show<CreateDesk>();
        await dialog.Labelled("Key").ChangeAsync(new() { Value = key });
        await dialog.Labelled("Name").ChangeAsync(new() { Value = name });

        await dialog.Find("form").SubmitAsync();

        Assert.Contains(said, dialog.Find($"#{field}-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", dialog.Find($"#{field}").GetAttribute("aria-invalid"));
        Assert.Contains($"{field}-error", dialog.Find($"#{field}").GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Single(dialog.FindAll("[aria-invalid]"));
        Assert.Equal(1, await world.ReadAsync(db => db.Desks.CountAsync()));
    }

    [Fact]
    public async Task Only_seat_holders_are_offered_and_become_agents_at_once()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.DeskAsync("IT");
        var bea = await world.PersonAsync("bea@desk.test", "Bea", Application.ServiceDesk);
        await world.PersonAsync("cora@desk.test", "Cora", Application.Team);
        await world.PersonAsync("karl@kunde.test", "Karl");
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<AgentsPage>(("DeskKey", "it"));
        page.WaitForElement("select");
        Assert.Equal(["Choose a person …", "Ada Admin", "Bea", "Cora"], page.FindAll("option").Select(option => option.TextContent));

        await page.Find("form").SubmitAsync();
        Assert.Contains("Please fill this in.", page.Text(), StringComparison.Ordinal);
        await page.Labelled("Add agent or collaborator").ChangeAsync(new() { Value = $"{bea.AccountId}" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Bea bea@desk.test Agent", page.Text(), StringComparison.Ordinal), Soon);
        page.WaitForAssertion(() => Assert.DoesNotContain("Bea", page.FindAll("option").Select(option => option.TextContent)), Soon);
    }

    [Fact]
    public async Task Site_administrators_name_the_administrator_and_are_warned_at_the_last()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await world.StaffAsync(desk, "aga@desk.test", DeskRole.Agent);
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<AgentsPage>(("DeskKey", "IT"));
        page.WaitForAssertion(() => Assert.Contains("This desk has no administrator.", page.Text(), StringComparison.Ordinal));

        await page.Button("Make administrator: aga@desk.test").ClickAsync(new());

        page.WaitForAssertion(() => Assert.DoesNotContain("This desk has no administrator.", page.Text(), StringComparison.Ordinal), Soon);
        page.WaitForAssertion(() => Assert.Equal(["aga@desk.test is now an administrator of the desk."], seen.Notices), Soon);
        var row = (await world.Get<DeskAgents>().ListAsync(desk.Id, world.Ada)).Done.Agents.Single();
        var dialog = seen.Show<RemoveAgent>(("DeskId", desk.Id), ("Agent", row), ("What", RemoveAgent.Step.TakeMark), ("IsLastAdministrator", true));
        Assert.Contains("Nobody else administers this desk.", dialog.Text(), StringComparison.Ordinal);
        await dialog.Button("No longer administrator").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("This desk has no administrator.", page.Text(), StringComparison.Ordinal), Soon);
        page.WaitForAssertion(() => Assert.Equal("aga@desk.test is no longer an administrator of the desk.", seen.Notices[^1]), Soon);
    }

    [Fact]
    public async Task A_desk_administrator_is_offered_no_marks_and_no_agent_sees_the_page()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        var aga = await world.StaffAsync(desk, "aga@desk.test", DeskRole.Agent);
        await using (var seen = Seen.By(nora, world))
        {
            var page = seen.Show<AgentsPage>(("DeskKey", "IT"));
            page.WaitForAssertion(() => Assert.Equal(["Add", "Remove aga@desk.test from the desk"], page.Buttons()));
        }

        await using var seenByAgent = Seen.By(aga, world);
        var hidden = seenByAgent.Show<AgentsPage>(("DeskKey", "IT"));
        hidden.WaitForAssertion(() => Assert.Contains("There is nothing here", hidden.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_goes_when_the_right_to_it_goes()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await using var seen = Seen.By(nora, world);
        var page = seen.Show<DeskSettingsPage>(("DeskKey", "IT"));
        page.WaitForElement("form");

        await world.Get<DeskAgents>().RemoveAsync(desk.Id, nora.AccountId!.Value, by: world.Ada);

        page.WaitForAssertion(() => Assert.Contains("There is nothing here", page.Text(), StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task What_is_typed_survives_what_another_saves()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<DeskSettingsPage>(("DeskKey", "IT"));
        page.WaitForElement("form");
        await page.Labelled("Name").InputAsync(new() { Value = "Mine" });

        await world.Get<ServiceDesks>().ChangeAsync(new DeskOptions(desk.Id, "IT", "Theirs", true, true, desk.Version), by: world.Ada);

        page.WaitForAssertion(() => Assert.Contains("the name is Theirs now", page.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal("Mine", page.Labelled("Name").GetAttribute("value"));
        await page.Find("form").SubmitAsync();
        Assert.Equal(("Mine", false), await world.ReadAsync(db => db.Desks.Select(d => new ValueTuple<string, bool>(d.Name, d.AllowsParticipants)).SingleAsync()));
    }
}
