using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Api;

public sealed class TokenPagesTests(Stages stage, Browser browser)
{
    private const string Page = "/Identity/Account/Manage/Tokens";

    [Fact]
    public async Task A_person_makes_a_token_sees_it_once_and_revokes_it()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await using var visitors = browser.VisitorsOf(site.Uri);
        var nora = await site.PersonWithPasswordAsync("nora@desk.test");
        var page = await visitors.OpenAsync("nora");
        await site.LogInAsync(page, nora);

        await page.GotoAsync("/Identity/Account/Manage");
        await page.GetByRole(AriaRole.Link, new() { Name = "API tokens" }).ClickAsync();
        await page.GetByLabel("What it is for").FillAsync("Nightly script");
        await page.GetByLabel("Read requests, comments and files").CheckAsync();
        await page.GetByLabel("Current password").FillAsync(AccountStory.Good);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        var secret = await page.Locator("#token").InnerTextAsync();
        Assert.True((await site.Get<ApiCallers>().KnowAsync(secret)).IsDone);

        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept it" }).ClickAsync();
        await Expect(page.GetByText("Nightly script")).ToBeVisibleAsync();
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke the token Nightly script" }).ClickAsync();
        await Expect(page.GetByText("The token was revoked.")).ToBeVisibleAsync();
        Assert.False((await site.Get<ApiCallers>().KnowAsync(secret)).IsDone);
        Assert.DoesNotContain(site.Log, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.Empty(visitors.ScriptErrors);
    }

    [Fact]
    public async Task A_site_administrator_sees_a_persons_tokens_and_revokes_one()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await using var visitors = browser.VisitorsOf(site.Uri);
        var nora = await site.PersonWithPasswordAsync("nora@desk.test");
        var secret = (await site.Get<ApiTokens>().MakeAsync(new("Nightly script", ApiScope.RequestsRead, 30), AccountStory.Good, by: nora)).Done.Secret;
        var page = await visitors.OpenAsync("ada");
        await site.LogInAsync(page, site.Ada);

        await page.GotoAsync($"/admin/users/{nora.AccountId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke the token Nightly script" }).ClickAsync();

        await Expect(page.GetByText("The person has none.")).ToBeVisibleAsync();
        Assert.Equal(new TokenDoesNotCount(), (await site.Get<ApiCallers>().KnowAsync(secret)).Refusal);
        Assert.Empty(visitors.ScriptErrors);
    }

    [Fact]
    public async Task Nobody_revokes_the_token_of_somebody_else()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var nora = await site.PersonWithPasswordAsync("nora@desk.test");
        var made = (await site.Get<ApiTokens>().MakeAsync(new("Nightly script", ApiScope.RequestsRead, 30), AccountStory.Good, by: nora)).Done;
        var karl = await site.PersonWithPasswordAsync("karl@kunde.test");
        await site.Get<ApiTokens>().MakeAsync(new("Own", ApiScope.RequestsRead, 30), AccountStory.Good, by: karl);
        using var caller = await site.CallerAsync(karl);

        var page = await caller.GetAsync(Page);
        var forged = page with { Body = Regex.Replace(page.Body, "name=\"Id\" value=\"[^\"]+\"", $"name=\"Id\" value=\"{made.Id}\"", RegexOptions.None, TimeSpan.FromSeconds(1)) };
        var answer = await caller.SendFormAsync(Page, forged, ("Id", $"{made.Id}"));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.True((await site.Get<ApiCallers>().KnowAsync(made.Secret)).IsDone);
    }
}
