using Microsoft.Playwright;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Requests;

public sealed class CreatingRequestsInThePortalTests(Stages stage, Browser browser)
{
    [Fact]
    public async Task A_request_goes_from_the_card_of_its_type_to_its_own_page()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var page = await story.KarlsPageAsync();
        await page.GotoAsync("/portal");
        await page.GetByRole(AriaRole.Link, new() { Name = "IT desk" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask a question" }).ClickAsync();

        await page.GetByLabel("Summary").FillAsync("No paper");
        await page.GetByLabel("Description").FillAsync("The tray is empty.");
        await SendOf(page).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Uri(story.Site.Uri, "/portal/requests/IT-1").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No paper" })).ToBeVisibleAsync();
        await Expect(page.GetByText("The tray is empty.")).ToBeVisibleAsync();
        Assert.Empty(story.ScriptErrors);
    }

    [Fact]
    public async Task Sent_twice_in_a_row_it_is_raised_once()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var page = await FormAsync(story);
        await page.GetByLabel("Summary").FillAsync("No paper");

        await SendOf(page).DblClickAsync();

        await Expect(page).ToHaveURLAsync(new Uri(story.Site.Uri, "/portal/requests/IT-1").ToString());
        Assert.Equal(1, await story.CountAsync());
    }

    [Fact]
    public async Task Files_chosen_before_the_script_that_uploads_them_has_come_go_along()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var page = await story.KarlsPageAsync();
        var isChosen = new TaskCompletionSource();
        await page.RouteAsync("**/drafts*.js", async route =>
        {
            await isChosen.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(FormOf(story));
        await page.GetByLabel("Summary").FillAsync("No paper");

        await page.GetByLabel("Attach files").SetInputFilesAsync(new FilePayload { Name = "tray.txt", MimeType = "text/plain", Buffer = [1] });
        isChosen.SetResult();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove tray.txt" })).ToBeVisibleAsync();
        await SendOf(page).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "tray.txt" })).ToBeVisibleAsync();
        Assert.Empty(story.ScriptErrors);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_said_and_nothing_typed_is_lost()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var page = await FormAsync(story);
        var tooLong = new string('x', 1_000);
        await page.GetByLabel("Summary").FillAsync(tooLong);
        await page.GetByLabel("Description").FillAsync("The tray is empty.");

        await SendOf(page).ClickAsync();

        await Expect(page.GetByText("The summary is too long")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Summary")).ToHaveValueAsync(tooLong);
        await Expect(page.GetByLabel("Description")).ToHaveValueAsync("The tray is empty.");
        Assert.Equal(0, await story.CountAsync());
    }

    [Fact]
    public async Task A_draft_survives_a_reload_and_is_gone_once_sent()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var page = await FormAsync(story);
        await page.GetByLabel("Summary").FillAsync("No paper");
        await page.GetByLabel("Description").FillAsync("The tray is empty.");

        await page.ReloadAsync();

        await Expect(page.GetByLabel("Summary")).ToHaveValueAsync("No paper");
        await Expect(page.GetByLabel("Description")).ToHaveValueAsync("The tray is empty.");
        await SendOf(page).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(story.Site.Uri, "/portal/requests/IT-1").ToString());

        await page.GotoAsync(FormOf(story));
        await Expect(page.GetByLabel("Summary")).ToHaveValueAsync("");
        Assert.Empty(story.ScriptErrors);
    }

    [Fact]
    public async Task A_file_is_attached_and_can_be_downloaded_from_the_request()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var page = await FormAsync(story);
        await page.GetByLabel("Summary").FillAsync("No paper");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "tray.txt", MimeType = "text/plain", Buffer = "empty tray"u8.ToArray() });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove tray.txt" })).ToBeVisibleAsync();

        await SendOf(page).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "tray.txt" }).ClickAsync());

        Assert.Equal("empty tray", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
    }

    private static string FormOf(PortalStory story) => $"/portal/IT/create/{story.Type.Id}";

    private static ILocator SendOf(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });

    private static async Task<IPage> FormAsync(PortalStory story)
    {
        var page = await story.KarlsPageAsync();
        await page.GotoAsync(FormOf(story));
        await Expect(page.GetByLabel("Summary")).ToBeVisibleAsync();
        return page;
    }
}
