using Microsoft.Playwright;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Requests;

public sealed class FollowingRequestsInThePortalTests(Stages stage, Browser browser)
{
    [Fact]
    public async Task An_agents_reply_appears_by_itself_and_an_internal_note_never_does()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var request = await story.RequestAsync();
        var page = await OpenAsync(story, request);

        await story.Site.Get<AgentRequests>().NoteAsync(RequestStories.Comment(request, "He always says so."), by: story.Nora);
        var now = await story.Site.ReadAsync(db => Task.FromResult(db.Requests.Single(row => row.Id == request.Id)));
        Assert.Null((await story.Site.Get<AgentRequests>().ReplyAsync(RequestStories.Comment(request, "It is on its way."), now.Version, by: story.Nora)).Refusal);

        await Expect(page.GetByText("It is on its way.")).ToBeVisibleAsync();
        await Expect(page.GetByText("He always says so.")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(page.GetByText("It is on its way.")).ToBeVisibleAsync();
        await Expect(page.GetByText("He always says so.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_comment_is_said_once_however_often_it_is_sent_and_its_field_is_emptied()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var page = await OpenAsync(story, await story.RequestAsync());

        await page.GetByLabel("Comment", new() { Exact = true }).FillAsync("It is urgent.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).DblClickAsync();

        await Expect(page.Locator("article").GetByText("It is urgent.")).ToHaveCountAsync(1);
        await Expect(page.GetByLabel("Comment", new() { Exact = true })).ToHaveValueAsync("");
        Assert.Equal(1, await story.Site.ReadAsync(db => Task.FromResult(db.Comments.Count())));
        Assert.Empty(story.ScriptErrors);
    }

    [Fact]
    public async Task A_request_that_is_closed_meanwhile_takes_no_more_comments()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var request = await story.RequestAsync();
        var page = await OpenAsync(story, request);

        Assert.Null((await story.Site.Get<AgentRequests>().MoveAsync(request.Id, RequestStatus.Closed, request.Version, by: story.Nora)).Refusal);

        await Expect(page.GetByText("This request is closed")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Comment", new() { Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Somebody_elses_request_is_not_there()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var request = await story.RequestAsync();
        var page = await story.PageOfAsync("eve", await story.Site.CustomerAsync(story.Desk, "eve@mail.test"));

        await page.GotoAsync($"/portal/requests/{request.Key}");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing here" })).ToBeVisibleAsync();
        await Expect(page.GetByText(request.Summary)).ToHaveCountAsync(0);
    }

    private static async Task<IPage> OpenAsync(PortalStory story, Request request)
    {
        var page = await story.KarlsPageAsync();
        await page.GotoAsync($"/portal/requests/{request.Key}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = request.Summary })).ToBeVisibleAsync();
        return page;
    }
}
