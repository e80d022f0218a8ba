using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

public sealed class ComingBackTests(Stages stage, Browser browser) : IAsyncDisposable
{
    // Those that do the imports, work through the mails and read mailboxes: they listen from start to end.
    private const int Workers = 7;

    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_page_whose_server_restarted_comes_back_to_the_same_place_by_itself()
    {
        var database = await stage.Databases.CreateAsync(DatabaseProvider.Sqlite);
        string[] sameAddress = [$"--urls=http://127.0.0.1:{Loopback.FreePort()}"];
        var site = await ServedSite.StartAsync(database, settings: sameAddress);
        _visitors = browser.VisitorsOf(site.Uri);
        var page = await _visitors.OpenAsync("ada");
        await site.LogInAsync(page, site.Ada);
        await page.GotoAsync("/portal/requests");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Staff area" })).ToBeVisibleAsync();
        await page.EvaluateAsync("document.body.id = 'old-page'");

        await site.DisposeAsync();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await using var again = await ServedSite.StartAsync(database, isSetUp: false, settings: sameAddress);

        await Expect(page.Locator("#old-page")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Staff area" })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Uri(again.Uri, "/portal/requests").ToString());
    }

    [Fact]
    public async Task Pages_let_go_of_the_feed_when_they_are_closed()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        await site.DeskAsync("IT", CustomerAccess.Everyone);
        var feed = site.Get<LiveFeed>();
        await Eventually.IsAsync(() => feed.SubscriptionCount == Workers, "whoever does the imports, works through the mails, reads mailboxes and tells webhooks listens");
        var page = await _visitors.OpenAsync("ada");
        await site.LogInAsync(page, site.Ada);
        await page.GotoAsync("/portal");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Staff area" })).ToBeVisibleAsync();
        Assert.NotEqual(Workers, feed.SubscriptionCount);

        await page.GotoAsync("about:blank");

        await Eventually.IsAsync(() => feed.SubscriptionCount == Workers, "every component let go");
    }
}
