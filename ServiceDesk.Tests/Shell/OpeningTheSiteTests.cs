using System.Net;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

public sealed class OpeningTheSiteTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_new_desk_appears_in_an_open_page_by_itself()
    {
        await using var site = await StartAsync();
        var page = await _visitors!.OpenAsync("ada");
        await site.LogInAsync(page, site.Ada);
        await page.GotoAsync("/portal");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Staff area" })).ToBeVisibleAsync();

        await Expect(page.GetByText("IT desk")).ToHaveCountAsync(0);
        await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        site.Get<LiveFeed>().Publish([Topic.Desks]);

        await Expect(page.GetByText("IT desk").First).ToBeVisibleAsync();
        Assert.Empty(_visitors.ScriptErrors);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task The_site_tells_that_it_is_well(string path)
    {
        await using var site = await StartAsync();
        using var client = new HttpClient { BaseAddress = site.Uri };

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_to_a_stranger()
    {
        await using var site = await StartAsync();
        using var client = new HttpClient { BaseAddress = site.Uri };

        var answer = await client.GetAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing here", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
