using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Accounts;

public sealed class EndingSessionsTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory, OnBothDatabases]
    public async Task Who_is_deactivated_is_out_of_an_open_page_at_once(DatabaseProvider database)
    {
        await using var site = await StartAsync(database);
        var karl = await site.PersonAsync("karl@example.net", "Karl Kunde");
        var page = await _visitors!.OpenAsync("karl");
        await site.LogInAsync(page, karl);
        await page.GotoAsync("/portal");
        await Expect(page.GetByText("Karl Kunde")).ToBeVisibleAsync();

        Assert.True((await site.Get<UserDirectory>().DeactivateAsync(karl.AccountId!.Value, by: site.Ada)).IsDone);

        await Expect(page.GetByText("Karl Kunde")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Logging_out_in_one_tab_ends_the_live_page_of_the_other_and_the_cookie_itself()
    {
        await using var site = await StartAsync();
        var karl = await site.PersonAsync("karl@example.net", "Karl Kunde");
        var page = await _visitors!.OpenAsync("karl");
        await site.LogInAsync(page, karl);
        var cookie = string.Join("; ", (await page.Context.CookiesAsync()).Select(c => $"{c.Name}={c.Value}"));
        await page.GotoAsync("/portal");
        await Expect(page.GetByText("Karl Kunde")).ToBeVisibleAsync();

        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/Identity/Account/Logout");
        await other.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Expect(other).ToHaveURLAsync(new Uri(site.Uri, "/portal").ToString());

        await Expect(page.GetByText("Karl Kunde")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in" }).First).ToBeVisibleAsync();

        using var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = site.Uri };
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_session_ends_after_thirty_days_however_much_it_was_used_and_is_swept(DatabaseProvider database)
    {
        await using var site = await StartAsync(database);
        var karl = await site.PersonAsync("karl@example.net", "Karl Kunde");
        using var client = await site.ClientAsync(karl);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode);

        await site.ChangeAsync(db => db.LogInSessions.ExecuteUpdateAsync(session => session.SetProperty(s => s.BeganAt, site.Now - LogInSession.MostLife)));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode);
        await site.ChangeAsync(db => db.LogInSessions.ExecuteUpdateAsync(session => session.SetProperty(s => s.BeganAt, site.Now - LogInSession.MostLife - TimeSpan.FromMinutes(1))));
        Assert.Equal(1, await site.Get<LogInSessions>().SweepAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stranger_gets_no_live_page()
    {
        await using var site = await StartAsync();
        using var client = new HttpClient { BaseAddress = site.Uri };

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode);
    }

    [Fact]
    public async Task A_temporary_password_opens_nothing_but_the_page_that_changes_it()
    {
        await using var site = await StartAsync();
        var karl = await site.PersonAsync("karl@example.net", "Karl Kunde");
        await site.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(a => a.Id == karl.AccountId)).Password = PasswordKind.Temporary);
        var page = await _visitors!.OpenAsync("karl");
        await site.LogInAsync(page, karl);

        foreach (var path in new[] { "/portal", "/portal/requests", "/admin/users", "/Identity/Account/Manage" })
        {
            await page.GotoAsync(path);
            await Expect(page).ToHaveURLAsync(new Regex("/Identity/Account/Manage/ChangePassword$"));
        }

        var negotiated = await page.APIRequest.PostAsync("/_blazor/negotiate?negotiateVersion=1");
        Assert.Equal(403, negotiated.Status);
    }

    private async Task<ServedSite> StartAsync(DatabaseProvider database = DatabaseProvider.Sqlite)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
