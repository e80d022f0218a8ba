using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Collectors;

/// <summary>A visitor nobody signed for, from the form on a host's page over the mail to the agent who sees the mark.</summary>
public sealed class ConfirmingInTheBrowserTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private readonly Barriers _barriers = new();
    private Visitors? _guests;
    private Visitors? _visitors;

    public async ValueTask DisposeAsync()
    {
        await (_guests?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_visitors?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task What_was_typed_is_out_of_sight_until_its_link_is_followed_and_marked_ever_after()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await using var host = await HostSite.StartAsync();
        var desk = await site.DeskAsync("IT", CustomerAccess.Everyone);
        await site.PersonAsync("karl@kunde.test", "Karl Kunde");
        var nora = await site.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var collector = await site.CollectorAsync(desk, form => form with { Origins = host.Origin });
        host.Head = $"<script src=\"{site.Get<SiteLinks>().ToCollector(collector)}\" defer></script>";
        (_visitors, _guests) = (browser.VisitorsOf(site.Uri), browser.VisitorsOf(new Uri(host.Origin)));

        var guest = await _guests.OpenAsync("guest");
        await guest.GotoAsync("/");
        await guest.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        var dialog = guest.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Email").FillAsync("karl@kunde.test");
        await dialog.GetByLabel("Summary").FillAsync("Typed by somebody");
        await dialog.GetByLabel("Description").FillAsync("<script>alert(1)</script>");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(dialog.GetByText("look into your mailbox")).ToBeVisibleAsync();
        var agent = await _visitors.OpenAsync("nora");
        await site.LogInAsync(agent, nora);
        await agent.GotoAsync("/desks/IT/queues?filter=All");
        await Expect(agent.GetByText("Typed by somebody")).ToHaveCountAsync(0);

        var link = await site.LinkMailedToAsync("karl@kunde.test");
        var reader = await _visitors.OpenAsync("karl", new() { Locale = "en-US", TimezoneId = "UTC", ViewportSize = new() { Width = 360, Height = 740 } });
        await reader.GotoAsync(link.PathAndQuery);
        await Expect(reader.GetByText("<script>alert(1)</script>")).ToBeVisibleAsync();
        await _barriers.LookAsync(reader, "a request to confirm");
        await reader.ScreenshotAsync(new() { Path = Results.PathFor("confirm", ".png"), FullPage = true });
        Assert.Equal(0, await site.ReadAsync(db => db.Requests.CountAsync()));
        await reader.GetByRole(AriaRole.Button, new() { Name = "Send the request" }).ClickAsync();
        await Expect(reader.GetByText("It has the key IT-1.")).ToBeVisibleAsync();
        await _barriers.LookAsync(reader, "a confirmed request");
        await reader.GotoAsync(link.PathAndQuery);
        await Expect(reader.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await Expect(agent.GetByText("Typed by somebody")).ToBeVisibleAsync();
        await agent.GotoAsync("/desks/IT/requests/IT-1");
        await Expect(agent.GetByText("Unverified")).ToBeVisibleAsync();
        Assert.Empty(_barriers.Found);
        Assert.Empty(_visitors.ScriptErrors.Concat(_guests.ScriptErrors));
    }
}
