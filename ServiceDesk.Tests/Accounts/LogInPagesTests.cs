using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class LogInPagesTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_customer_logs_in_lands_where_they_wanted_and_logs_out()
    {
        await using var site = await StartAsync();
        await site.PersonWithPasswordAsync("karl@acme.test");
        var page = await _visitors!.OpenAsync("karl");

        await page.GotoAsync("/Identity/Account/Manage/PersonalData");
        await Expect(page).ToHaveURLAsync(new Regex("/Identity/Account/Login"));
        await LogInAsync(page, "karl@acme.test", Good);
        await Expect(page).ToHaveURLAsync(new Regex("/Manage/PersonalData$"));

        await page.GotoAsync("/portal");
        await page.Locator("details.person > summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in" }).First).ToBeVisibleAsync();
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name.EndsWith("Session", StringComparison.Ordinal));
        Assert.Empty(_visitors.ScriptErrors);
    }

    [Fact]
    public async Task Everybody_begins_where_they_work()
    {
        await using var site = await StartAsync();
        var desk = await site.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await site.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        await site.SetPasswordAsync(nora);
        await site.SetPasswordAsync(site.Ada);
        await site.PersonWithPasswordAsync("karl@acme.test");

        foreach (var (address, begins) in new[] { ("nora@desk.test", "/desks/IT/queues"), ("ada@desk.test", "/admin/configuration"), ("karl@acme.test", "/portal") })
        {
            var page = await _visitors!.OpenAsync(address);
            await page.GotoAsync("/Identity/Account/Login");
            await LogInAsync(page, address, Good);
            await Expect(page).ToHaveURLAsync(new Regex(begins + "$"));
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_to_another_site(string returnUrl)
    {
        await using var site = await StartAsync();
        await site.PersonWithPasswordAsync("karl@acme.test");
        var page = await _visitors!.OpenAsync("karl");

        await page.GotoAsync("/Identity/Account/Login?returnUrl=" + Uri.EscapeDataString(returnUrl));
        await LogInAsync(page, "karl@acme.test", Good);

        await Expect(page).ToHaveURLAsync(new Uri(site.Uri, "/portal").ToString());
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_one_sentence_and_the_address_stays()
    {
        await using var site = await StartAsync();
        await site.PersonWithPasswordAsync("karl@acme.test");
        var page = await _visitors!.OpenAsync("karl");
        await page.GotoAsync("/Identity/Account/Login");

        await LogInAsync(page, "karl@acme.test", Better);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        await Expect(page.GetByLabel("Email")).ToHaveValueAsync("karl@acme.test");
        var wrong = await page.GetByRole(AriaRole.Alert).InnerTextAsync();

        await LogInAsync(page, "unknown@acme.test", Better);
        Assert.Equal(wrong, await page.GetByRole(AriaRole.Alert).InnerTextAsync());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Register" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Following_a_link_to_the_log_out_changes_nothing()
    {
        await using var site = await StartAsync();
        var karl = await site.PersonAsync("karl@acme.test");
        var page = await _visitors!.OpenAsync("karl");
        await site.LogInAsync(page, karl);

        await page.GotoAsync("/Identity/Account/Logout");
        await page.GotoAsync("/Identity/Account/Manage");
        await Expect(page.GetByLabel("Full name")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_by_mail()
    {
        await using var site = await StartAsync();
        await site.PersonWithPasswordAsync("karl@acme.test");
        var page = await _visitors!.OpenAsync("karl");

        await page.GotoAsync("/Identity/Account/Login");
        await page.GetByRole(AriaRole.Link, new() { Name = "Forgot your password?" }).ClickAsync();
        await page.GetByLabel("Email").FillAsync("karl@acme.test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("sent you a mail");

        var link = await site.LinkMailedToAsync("karl@acme.test");
        await page.GotoAsync(link.ToString());
        await page.GetByLabel("Password").FillAsync("short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save password" }).ClickAsync();
        await Expect(page.GetByLabel("Password")).ToHaveAccessibleDescriptionAsync(new Regex("at least 8", RegexOptions.IgnoreCase));
        await page.GetByLabel("Password").FillAsync(Better);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save password" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Log in with it");
        await LogInAsync(page, "karl@acme.test", Better);
        await Expect(page).ToHaveURLAsync(new Regex("/portal$"));

        await page.GotoAsync(link.ToString());
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("used before");
    }

    private static async Task LogInAsync(IPage page, string address, string password)
    {
        await page.GetByLabel("Email").FillAsync(address);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
