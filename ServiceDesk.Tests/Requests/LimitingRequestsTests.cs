using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;
using static ServiceDesk.Tests.Requests.RequestStories;

namespace ServiceDesk.Tests.Requests;

public sealed class LimitingRequestsTests(Stages stage, Browser browser)
{
    [Theory, OnBothDatabases]
    public async Task Who_raises_too_many_requests_waits_and_nobody_else_does(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database, services => services.Configure<LimitsOptions>(limits => limits.RequestsPerAccount = 2));
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var type = await world.TypeAsync(it);
        var (karl, carl) = (await world.PersonAsync("karl@example.org"), await world.PersonAsync("carl@example.org"));
        var requests = world.Get<CustomerRequests>();
        var second = New(it, type);

        Assert.True((await requests.RaiseAsync(New(it, type), karl)).IsDone);
        Assert.IsType<SummaryIsMissing>((await requests.RaiseAsync(New(it, type, summary: ""), karl)).Refusal);
        Assert.IsType<FileIsGone>((await requests.RaiseAsync(New(it, type, files: Guid.NewGuid()), karl)).Refusal);
        Assert.Equal("IT-2", (await requests.RaiseAsync(second, karl)).Done.Key);

        Assert.Equal(new TooManyRequests(TimeSpan.FromHours(1)), (await requests.RaiseAsync(New(it, type), karl)).Refusal);
        Assert.Equal("IT-2", (await requests.RaiseAsync(second, karl)).Done.Key); // sent again, not raised again
        Assert.Equal("IT-3", (await requests.RaiseAsync(New(it, type), carl)).Done.Key);
        Assert.Equal(3, await world.ReadAsync(db => db.Outbox.CountAsync()));

        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("IT-4", (await requests.RaiseAsync(New(it, type), karl)).Done.Key);
    }

    [Theory, OnBothDatabases]
    public async Task Who_uploads_too_many_files_waits_and_nothing_stays_of_the_one_refused(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database, services => services.Configure<LimitsOptions>(limits => limits.AttachmentsPerAccount = 2));
        var (karl, carl) = (await world.PersonAsync("karl@example.org"), await world.PersonAsync("carl@example.org"));
        var uploads = world.Get<Uploads>();
        await world.FileAsync(karl);
        var taken = await world.FileAsync(karl);

        Assert.Equal(new TooManyAttachments(TimeSpan.FromHours(1)), (await uploads.TakeAsync("third.txt", null, new MemoryStream([1]), karl)).Refusal);
        await uploads.TakeBackAsync(taken.Id, karl);
        Assert.IsType<TooManyAttachments>((await uploads.TakeAsync("third.txt", null, new MemoryStream([1]), karl)).Refusal);
        Assert.True((await uploads.TakeAsync("first.txt", null, new MemoryStream([1]), carl)).IsDone);
        Assert.Equal(2, await world.ReadAsync(db => db.Attachments.CountAsync()));

        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await uploads.TakeAsync("third.txt", null, new MemoryStream([1]), karl)).IsDone);
    }

    [Fact]
    public async Task The_form_says_so_and_keeps_what_was_written()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser, "--Limits:RequestsPerAccount=1", "--Limits:AttachmentsPerAccount=1");
        await story.RequestAsync();
        var page = await story.KarlsPageAsync();
        await page.GotoAsync($"/portal/IT/create/{story.Type.Id}");
        await page.GetByLabel("Summary").FillAsync("No ink either");
        await AttachAsync(page, "tray.txt");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove tray.txt" })).ToBeVisibleAsync();

        var answer = await page.RunAndWaitForResponseAsync(() => AttachAsync(page, "ink.txt"), "**/portal/attachments");
        Assert.Equal(429, answer.Status);
        Assert.NotNull(await answer.HeaderValueAsync("retry-after"));
        await Expect(page.GetByText("You have uploaded very many attachments in a short time. Please try again in 60 min.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(page.GetByText("You have raised very many requests in a short time. Please try again in 60 min.")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(page.GetByLabel("Summary")).ToHaveValueAsync("No ink either");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove tray.txt" })).ToBeVisibleAsync();
        Assert.Equal(1, await story.CountAsync());
        Assert.Empty(story.ScriptErrors);
    }

    private static Task AttachAsync(IPage page, string name) =>
        page.GetByLabel("Attach files").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = [1] });
}
