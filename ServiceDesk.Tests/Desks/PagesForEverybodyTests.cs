using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Desks;

/// <summary>The pages of the switch, the desks and their people: light and dark, on a telephone, for a screen reader.</summary>
public sealed class PagesForEverybodyTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private static readonly string[] Pages =
        ["/admin/configuration", "/admin/desks", "/desks/IT/people/customers", "/desks/IT/people/agents", "/desks/IT/settings"];

    private static readonly (string Path, string Button)[] Dialogs =
        [("/admin/configuration", "Public signup"), ("/admin/desks", "Create desk"), ("/desks/IT/people/customers", "Everyone can access"), ("/desks/IT/people/customers", "Remove Karl Kunde"), ("/desks/IT/people/agents", "No longer administrator: nora@desk.test")];

    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Each_page_and_dialog_fits_the_screen_and_has_no_barrier_in_either_look(int width)
    {
        await using var site = await StartAsync();
        var page = await _visitors!.OpenAsync("ada", new() { Locale = "en-US", TimezoneId = "UTC", ViewportSize = new() { Width = width, Height = 740 } });
        await site.LogInAsync(page, site.Ada);
        var barriers = new Barriers();

        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await barriers.LookAsync(page, path);
        }

        foreach (var (path, button) in Dialogs)
        {
            await page.GotoAsync(path);
            await page.GetByRole(AriaRole.Button, new() { Name = button }).Or(page.GetByRole(AriaRole.Switch, new() { Name = button })).ClickAsync();
            await Expect(page.Locator(".rz-dialog .dialog-actions")).ToBeVisibleAsync();
            await barriers.LookAsync(page, $"{path} {button}");
        }

        Assert.Empty(barriers.Found);
        Assert.Empty(_visitors.ScriptErrors);
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        await site.PublicSignupAsync(on: true);
        var desk = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var old = await site.DeskAsync("OLD");
        await site.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync(d => d.Id == old.Id)).ArchivedAt = site.Now);
        await site.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await site.StaffAsync(desk, "cora@desk.test", DeskRole.Collaborator);
        await site.PersonAsync("bea@desk.test", "Bea", Application.ServiceDesk);
        await site.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde");
        await site.JoinAsync(desk, (await site.ContactAsync("a.very.long.address.of.somebody.with.a.long.name@subsidiary.of.a.company.example.test")).Id);
        return site;
    }
}
