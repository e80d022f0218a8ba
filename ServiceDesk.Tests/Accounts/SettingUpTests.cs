using System.Text.RegularExpressions;
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

        var answer = await page.GotoAsync("/setup");
        Assert.Equal(404, answer!.Status);
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
