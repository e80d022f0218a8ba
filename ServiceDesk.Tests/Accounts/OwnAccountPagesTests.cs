using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class OwnAccountPagesTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_second_factor_is_turned_on_asked_for_and_turned_off()
    {
        await using var site = await StartAsync();
        await site.PersonWithPasswordAsync("karl@acme.test");
        var page = await _visitors!.OpenAsync("karl");
        await page.GotoAsync("/Identity/Account/Login");
        await LogInAsync(page, "karl@acme.test", Good);

        await page.GotoAsync("/Identity/Account/Manage/EnableAuthenticator");
        var key = (await page.Locator("code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        Assert.True(await page.GetByRole(AriaRole.Img).EvaluateAsync<bool>("picture => picture.naturalWidth > 100"));
        await page.GetByLabel("Code").FillAsync("000000");
        await page.GetByLabel("Current password").FillAsync(Good);
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on two-factor log-in" }).ClickAsync();
        await Expect(page.GetByLabel("Code")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.GetByLabel("Code").FillAsync(TimeCode.Of(key, TimeCode.StepOf(site.Now)));
        await page.GetByLabel("Current password").FillAsync(Good);
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on two-factor log-in" }).ClickAsync();
        var recovery = await page.Locator("li code").AllInnerTextsAsync();
        Assert.Equal(10, recovery.Count);
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await Expect(page.Locator(".badge")).ToHaveTextAsync("On");

        var elsewhere = await _visitors.OpenAsync("karl elsewhere");
        await elsewhere.GotoAsync("/Identity/Account/LoginWith2fa");
        await Expect(elsewhere).ToHaveURLAsync(new Regex("/Identity/Account/Login$"));
        await LogInAsync(elsewhere, "karl@acme.test", Good);
        await elsewhere.GetByLabel("Code").FillAsync(TimeCode.Of(key, TimeCode.StepOf(site.Now) + 1));
        await elsewhere.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(elsewhere).ToHaveURLAsync(new Regex("/portal$"));

        var lost = await _visitors.OpenAsync("karl without the phone");
        await lost.GotoAsync("/Identity/Account/Login");
        await LogInAsync(lost, "karl@acme.test", Good);
        await lost.GetByRole(AriaRole.Link, new() { Name = "recovery code" }).ClickAsync();
        await lost.GetByLabel("Recovery code").FillAsync(recovery[0]);
        await lost.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(lost).ToHaveURLAsync(new Regex("/portal$"));

        await lost.GotoAsync("/Identity/Account/Manage/TwoFactorAuthentication");
        await lost.GetByLabel("Current password").FillAsync(Good);
        await lost.GetByRole(AriaRole.Button, new() { Name = "Turn off" }).ClickAsync();
        await Expect(lost.Locator(".badge")).ToHaveTextAsync("Off");
    }

    [Fact]
    public async Task A_temporary_password_is_changed_before_anything_else()
    {
        await using var site = await StartAsync();
        await site.Get<UserDirectory>().CreateUserAsync(new("tom@desk.test", "Tom", new HashSet<Application>(), IsInvited: false, Good), by: site.Ada);
        var page = await _visitors!.OpenAsync("tom");
        await page.GotoAsync("/Identity/Account/Login");
        await LogInAsync(page, "tom@desk.test", Good);

        await Expect(page).ToHaveURLAsync(new Regex("/Manage/ChangePassword$"));
        await page.GotoAsync("/portal/x.png");
        await Expect(page).ToHaveURLAsync(new Regex("/Manage/ChangePassword$"));
        await page.GetByLabel("Current password").FillAsync(Good);
        await page.GetByLabel("New password").FillAsync(Better);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/portal$"));
        await Expect(page.GetByText("Tom", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_change_of_password_keeps_this_session_and_ends_the_others()
    {
        await using var site = await StartAsync();
        await site.PersonWithPasswordAsync("karl@acme.test");
        var here = await _visitors!.OpenAsync("karl here");
        var there = await _visitors.OpenAsync("karl there");
        foreach (var page in (IPage[])[here, there])
        {
            await page.GotoAsync("/Identity/Account/Login");
            await LogInAsync(page, "karl@acme.test", Good);
            await Expect(page.GetByText("karl@acme.test")).ToBeVisibleAsync();
        }

        await here.GotoAsync("/Identity/Account/Manage/ChangePassword");
        await here.GetByLabel("Current password").FillAsync(Good);
        await here.GetByLabel("New password").FillAsync(Better);
        await here.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();

        await Expect(here.GetByRole(AriaRole.Status)).ToContainTextAsync("was changed");
        await Expect(there.GetByRole(AriaRole.Link, new() { Name = "Log in" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_profile_is_edited_and_the_data_downloaded()
    {
        await using var site = await StartAsync();
        var karl = await site.PersonAsync("karl@acme.test", "Karl");
        var page = await _visitors!.OpenAsync("karl");
        await site.LogInAsync(page, karl);

        await page.GotoAsync("/Identity/Account/Manage");
        await page.GetByLabel("Full name").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByLabel("Full name")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.GetByLabel("Full name").FillAsync("Konrad");
        await page.GetByLabel("Time zone").SelectOptionAsync("Europe/Vienna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("saved");
        Assert.Equal("Europe/Vienna", (await site.AccountAsync(karl)).TimeZone);

        await page.GetByRole(AriaRole.Link, new() { Name = "Personal data" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        Assert.Contains("Konrad", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
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
