using Microsoft.Playwright;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

/// <summary>What is seen of a live page before its connection answers, or when it never will.</summary>
public sealed class WaitingForThePageTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task It_is_said_that_the_page_opens_until_it_is_there()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        var page = await _visitors.OpenAsync("ada");
        await site.LogInAsync(page, site.Ada);
        var answered = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await answered.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync("/admin/users");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "The page is opening" })).ToBeVisibleAsync();

        answered.SetResult();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Users" })).ToBeVisibleAsync();
        await Expect(page.GetByText("The page is opening")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Without_scripts_who_is_logged_in_is_told_what_is_needed_and_a_stranger_needs_none()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        using var ada = await site.ClientAsync(site.Ada);
        using var stranger = new HttpClient { BaseAddress = site.Uri };

        Assert.Contains("<noscript><p class=\"noscript notice warn\">This page needs JavaScript.", await ada.GetStringAsync("/admin/users", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("noscript", await stranger.GetStringAsync("/portal", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
