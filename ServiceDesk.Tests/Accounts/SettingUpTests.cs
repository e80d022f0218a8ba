using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Accounts;

public sealed class SettingUpTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Every_page_of_a_new_site_leads_to_its_set_up_which_is_done_once()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), isSetUp: false);
        _visitors = browser.VisitorsOf(site.Uri);
        var page = await _visitors.OpenAsync("ada");

        await page.GotoAsync("/portal/IT");
        await Expect(page).ToHaveURLAsync(new Regex("/setup$"));
        await FillAsync(page, "not the token");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("token");
        await Expect(page.GetByLabel("Email")).ToHaveValueAsync("ada@example.org");

        await FillAsync(page, site.Get<FirstRun>().Token);
        await Expect(page).ToHaveURLAsync(new Regex("/admin/configuration$"));

        await page.GotoAsync("/setup");
        await Expect(page.GetByRole(AriaRole.Heading)).ToContainTextAsync("is set up");
        await Expect(page.GetByLabel("Setup token")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_comes_too_late_is_told_and_led_to_the_log_in()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), isSetUp: false);
        _visitors = browser.VisitorsOf(site.Uri);
        var ada = await _visitors.OpenAsync("ada");
        var eve = await _visitors.OpenAsync("eve");
        await ada.GotoAsync("/setup");
        await eve.GotoAsync("/setup");
        await FillAsync(ada, site.Get<FirstRun>().Token);
        await Expect(ada).ToHaveURLAsync(new Regex("/admin/configuration$"));

        await FillAsync(eve, site.Get<FirstRun>().Token);

        await Expect(eve.GetByRole(AriaRole.Status)).ToContainTextAsync("set up already");
        await eve.GetByRole(AriaRole.Link, new() { Name = "Log in" }).ClickAsync();
        await Expect(eve.GetByLabel("Password")).ToBeVisibleAsync();
        Assert.Single(await site.ReadAsync(db => db.Accounts.ToListAsync()));
    }

    private static async Task FillAsync(IPage page, string token)
    {
        await page.GetByLabel("Setup token").FillAsync(token);
        await page.GetByLabel("Email").FillAsync("ada@example.org");
        await page.GetByLabel("Full name").FillAsync("Ada Admin");
        await page.GetByLabel("Password").FillAsync("violet anchor brass 41");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up" }).ClickAsync();
    }
}
