using System.Net;
using Microsoft.Playwright;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Requests;

public sealed class UsingThePortalTests(Stages stage, Browser browser)
{
    [Fact]
    public async Task A_desk_one_may_not_use_is_not_there_and_appears_by_itself_once_one_may()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var eve = await story.Site.PersonAsync("eve@mail.test");
        var page = await story.PageOfAsync("eve", eve);
        await page.GotoAsync("/portal/IT");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing here" })).ToBeVisibleAsync();
        await Expect(page.GetByText("IT desk")).ToHaveCountAsync(0);

        await story.Site.JoinAsync(story.Desk, eve.AccountId!.Value);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "IT desk" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_customer_who_is_removed_sees_the_desk_go_from_the_open_page()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        await story.RequestAsync();
        var page = await story.KarlsPageAsync();
        await page.GotoAsync("/portal");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "No paper" })).ToBeVisibleAsync();

        Assert.Null((await story.Site.Get<DeskCustomers>().RemoveAsync(story.Desk.Id, story.Karl.AccountId!.Value, by: story.Site.Ada)).Refusal);

        await Expect(page.GetByText("There is no service desk for you yet")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "No paper" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task My_requests_are_read_on_page_by_page_each_once()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        for (var number = 1; number <= 51; number++)
        {
            await story.RequestAsync($"Request number {number}");
        }

        var page = await story.KarlsPageAsync();
        await page.GotoAsync("/portal/requests");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);

        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();

        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(51);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "More" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("/portal/requests")]
    [InlineData("/portal/requests/IT-1")]
    [InlineData("/portal/IT/create/0199d0a0-0000-7000-8000-000000000000")]
    public async Task A_stranger_is_led_to_the_log_in_and_back(string path)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = site.Uri };

        var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith($"/Identity/Account/Login?returnUrl={Uri.EscapeDataString(path)}", answer.Headers.Location!.ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
