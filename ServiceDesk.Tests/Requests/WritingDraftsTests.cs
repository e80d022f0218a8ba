using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Requests;

/// <summary>What is being written belongs to one request, and is not lost before it is sent.</summary>
public sealed class WritingDraftsTests(Stages stage, Browser browser)
{
    [Fact]
    public async Task What_is_written_for_one_request_is_never_on_another_and_is_there_again_on_the_way_back()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        await story.RequestAsync("No paper");
        await story.RequestAsync("No ink");
        var page = await NoraAtAsync(story, "IT-1");
        await CommentOf(page).FillAsync("For the first alone.");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "first.txt", MimeType = "text/plain", Buffer = [1] });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove first.txt" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Searchbox).FillAsync("IT-2");
        await page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No ink" })).ToBeVisibleAsync();
        await Expect(CommentOf(page)).ToHaveValueAsync("");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove first.txt" })).ToHaveCountAsync(0);
        await CommentOf(page).FillAsync("For the second.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Expect(page.Locator("article").GetByText("For the second.")).ToBeVisibleAsync();

        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No paper" })).ToBeVisibleAsync();
        await Expect(CommentOf(page)).ToHaveValueAsync("For the first alone.");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove first.txt" })).ToBeVisibleAsync();
        Assert.Equal("For the second.", (await story.Site.ReadAsync(db => db.Comments.SingleAsync())).Text);
        Assert.Empty(story.ScriptErrors);
    }

    [Fact]
    public async Task What_is_edited_in_one_desks_settings_is_not_on_anothers()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        await story.Site.DeskAsync("HR");
        var page = await story.PageOfAsync("ada", story.Site.Ada);
        await page.GotoAsync("/desks/IT/settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add request type" }).ClickAsync();
        await Expect(page.GetByLabel("Description")).ToBeVisibleAsync();

        await page.EvaluateAsync("Blazor.navigateTo('/desks/HR/settings')");

        await Expect(page.Locator("h1")).ToContainTextAsync("HR");
        await Expect(page.GetByLabel("Description")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_written_is_there_again_when_a_lost_desk_comes_back()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        await story.RequestAsync();
        var page = await NoraAtAsync(story, "IT-1");
        await CommentOf(page).PressSequentiallyAsync("Almost done");
        var agents = story.Site.Get<DeskAgents>();

        Assert.Null((await agents.RemoveAsync(story.Desk.Id, story.Nora.AccountId!.Value, story.Site.Ada)).Refusal);
        await Expect(page.GetByText("There is nothing here").First).ToBeVisibleAsync();
        Assert.Null((await agents.AddAsync(story.Desk.Id, story.Nora.AccountId!.Value, story.Site.Ada)).Refusal);

        await Expect(CommentOf(page)).ToHaveValueAsync("Almost done");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Expect(page.Locator("article").GetByText("Almost done")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_tab_with_a_message_that_was_not_sent_is_not_closed_without_a_question()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        await story.RequestAsync();
        var page = await NoraAtAsync(story, "IT-1");
        await CommentOf(page).ClickAsync();
        await CommentOf(page).FillAsync("Almost done");
        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };

        await page.CloseAsync(new() { RunBeforeUnload = true });

        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        await page.GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Expect(page.Locator("article").GetByText("Almost done")).ToBeVisibleAsync();
        await Expect(CommentOf(page)).ToHaveValueAsync("");
        var closed = new TaskCompletionSource();
        page.Close += (_, _) => closed.TrySetResult();
        await page.CloseAsync(new() { RunBeforeUnload = true });
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Who_takes_a_change_back_has_the_keyboard_where_it_was_or_on_the_page()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        await story.RequestAsync();
        var page = await NoraAtAsync(story, "IT-1");
        var undo = page.GetByRole(AriaRole.Button, new() { Name = "Undo" });

        await page.GetByRole(AriaRole.Button, new() { Name = "Assign to me" }).ClickAsync();
        await undo.PressAsync("Enter");
        await Expect(undo).ToHaveCountAsync(0);
        await Expect(page.Locator("#content")).ToBeFocusedAsync();

        await page.GetByLabel("Status").FocusAsync();
        await page.GetByLabel("Status").SelectOptionAsync("Resolved");
        await undo.PressAsync("Enter");
        await Expect(page.GetByLabel("Status")).ToBeFocusedAsync();
        await Expect(page.GetByLabel("Status")).ToHaveValueAsync("Open");
    }

    private static ILocator CommentOf(IPage page) => page.GetByLabel("Comment", new() { Exact = true });

    private static async Task<IPage> NoraAtAsync(PortalStory story, string key)
    {
        var page = await story.PageOfAsync("nora", story.Nora);
        await page.GotoAsync($"/desks/IT/requests/{key}");
        await Expect(CommentOf(page)).ToBeVisibleAsync();
        return page;
    }
}
