using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Webhooks;

public sealed class WebhooksInTheBrowserTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private PortalStory? _story;

    public ValueTask DisposeAsync() => _story?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task An_administrator_makes_a_webhook_tests_it_sees_what_it_was_told_and_sends_it_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        _story = await PortalStory.BeginAsync(stage, browser, "--Webhooks:AllowPrivateHosts=true");
        var dora = await _story.PageOfAsync("dora", await _story.Site.StaffAsync(_story.Desk, "dora@desk.test", DeskRole.Administrator));
        await dora.GotoAsync("/desks/IT/queues");
        await dora.GetByRole(AriaRole.Link, new() { Name = "Webhooks" }).ClickAsync();

        await dora.GetByRole(AriaRole.Button, new() { Name = "New webhook" }).ClickAsync();
        await dora.GetByLabel("Name").FillAsync("Chat");
        await dora.GetByLabel("Address", new() { Exact = true }).FillAsync("ftp://nowhere");
        await dora.GetByLabel("Request raised").CheckAsync();
        await dora.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(dora.GetByText("This is no address that a webhook can have.")).ToBeVisibleAsync();
        await dora.GetByLabel("Address", new() { Exact = true }).FillAsync(receiver.Url);
        await dora.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var secret = await dora.Locator("#webhook-secret").InnerTextAsync();
        await dora.GetByRole(AriaRole.Link, new() { Name = "Open the webhook" }).ClickAsync();

        await dora.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Expect(dora.GetByRole(AriaRole.Row).Filter(new() { HasText = "Answered with 200" })).ToContainTextAsync("Arrived");
        receiver.AnswerWith(410);
        await _story.RequestAsync("No paper");
        await Expect(dora.GetByText("This webhook is paused.")).ToBeVisibleAsync();
        receiver.AnswerWith(200);
        await dora.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(dora.GetByText("This webhook is paused.")).ToHaveCountAsync(0);
        await dora.GetByRole(AriaRole.Button, new() { Name = "Send again: Test" }).ClickAsync();
        await Eventually.IsAsync(() => receiver.Names.Count(name => name == "ping") == 2, "the test comes once more");

        Assert.All(receiver.Received, one => Assert.True(one.IsSignedBy(secret)));
        Assert.Single(receiver.Received.Where(one => one.Name == "ping").Select(one => one.Id).Distinct());
        await dora.GetByText("Details").First.ClickAsync();
        var barriers = new Barriers();
        await barriers.LookAsync(dora, "a webhook");
        await Expect(dora.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToHaveAttributeAsync("href", new Uri(dora.Url).AbsolutePath + "#content");
        await dora.SetViewportSizeAsync(360, 740);
        await barriers.LookAsync(dora, "a webhook, small");
        Assert.Empty(barriers.Found);
        Assert.Empty(_story.ScriptErrors);
    }
}
