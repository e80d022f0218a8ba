using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Requests;

/// <summary>Customer and agent in two browsers at once, on the served site.</summary>
public sealed class RequestJourneyTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory, OnBothDatabases]
    public async Task A_request_is_raised_answered_and_read_live_and_the_note_beside_it_never(DatabaseProvider database)
    {
        await using var site = await StartAsync(database);
        var (karl, nora) = await PeopleAsync(site);
        var agent = await PageAsync(site, "nora", nora, "/desks/IT/queues");
        await Expect(agent.GetByText("Everything is done.")).ToBeVisibleAsync();

        var customer = await PageAsync(site, "karl", karl, "/portal/IT");
        await customer.GetByRole(AriaRole.Link, new() { Name = "Ask a question" }).ClickAsync();
        await customer.GetByLabel("Summary").FillAsync("No paper");
        await customer.GetByLabel("Description").FillAsync("The printer on floor 3\nis empty.");
        await AttachAsync(customer, "list.txt", "paper, A4"u8.ToArray());
        await Expect(customer.GetByRole(AriaRole.Button, new() { Name = "Remove list.txt" })).ToBeVisibleAsync();
        await customer.GetByRole(AriaRole.Button, new() { Name = "Send" }).DblClickAsync();
        await Expect(customer.GetByRole(AriaRole.Heading, new() { Name = "No paper" })).ToBeVisibleAsync();
        await Expect(customer.GetByText("Open", new() { Exact = true })).ToBeVisibleAsync();

        await agent.GetByRole(AriaRole.Link, new() { Name = "IT-1" }).ClickAsync();
        await agent.GetByRole(AriaRole.Button, new() { Name = "Assign to me" }).ClickAsync();
        await Expect(agent.GetByLabel("Assignee")).ToHaveValueAsync(nora.AccountId.ToString()!);
        await agent.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(agent.GetByLabel("Assignee")).ToHaveValueAsync("");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Assign to me" }).ClickAsync();
        await Expect(agent.GetByLabel("Assignee")).ToHaveValueAsync(nora.AccountId.ToString()!);
        await agent.GetByLabel("Comment", new() { Exact = true }).FillAsync("He always says so.");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Add internal note" }).ClickAsync();
        await Expect(agent.GetByRole(AriaRole.Region, new() { Name = "Conversation" })).ToContainTextAsync("He always says so.");
        await Expect(agent.GetByLabel("Comment", new() { Exact = true })).ToHaveValueAsync("");
        await agent.GetByLabel("Comment", new() { Exact = true }).FillAsync("It is on its way.");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await agent.GetByLabel("Status").SelectOptionAsync("Waiting for customer");

        await Expect(customer.GetByRole(AriaRole.Region, new() { Name = "Conversation" })).ToContainTextAsync("It is on its way.");
        await Expect(customer.GetByText("Waiting for you", new() { Exact = true })).ToBeVisibleAsync();
        await customer.GetByLabel("Comment", new() { Exact = true }).FillAsync("Thank you!");
        await customer.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(agent.GetByRole(AriaRole.Region, new() { Name = "Conversation" })).ToContainTextAsync("Thank you!");
        await Expect(agent.GetByLabel("Status")).ToHaveValueAsync("InProgress");

        Assert.DoesNotContain("always says so", await customer.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await site.ReadAsync(db => db.Requests.CountAsync()));
        Assert.Empty(_visitors!.ScriptErrors);
    }

    [Fact]
    public async Task What_was_written_and_attached_outlives_a_reload_and_is_gone_once_it_was_sent()
    {
        await using var site = await StartAsync(DatabaseProvider.Sqlite);
        var (karl, _) = await PeopleAsync(site);
        var page = await PageAsync(site, "karl", karl, "/portal/IT");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask a question" }).ClickAsync();
        await page.GetByLabel("Summary").FillAsync("No paper");
        await page.GetByLabel("Description").PressSequentiallyAsync("The printer");
        await AttachAsync(page, "list.txt", [1, 2, 3]);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove list.txt" })).ToBeVisibleAsync();

        await page.ReloadAsync();

        await Expect(page.GetByLabel("Summary")).ToHaveValueAsync("No paper");
        await Expect(page.GetByLabel("Description")).ToHaveValueAsync("The printer");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove list.txt" })).ToBeVisibleAsync();
        var form = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "list.txt" })).ToBeVisibleAsync();
        await page.GotoAsync(form);
        await Expect(page.GetByLabel("Summary")).ToHaveValueAsync("");
        Assert.Equal(0, await page.EvaluateAsync<int>("sessionStorage.length"));
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_empty_is_refused_in_a_sentence_and_the_text_stays()
    {
        await using var site = await StartAsync(DatabaseProvider.Sqlite, "--Limits:AttachmentBytes=1000", "--Limits:AttachmentsPerMessage=2");
        var (karl, _) = await PeopleAsync(site);
        var request = await RaisedAsync(site, karl);
        var page = await PageAsync(site, "karl", karl, $"/portal/requests/{request}");
        await page.GetByLabel("Comment", new() { Exact = true }).FillAsync("See the file");

        await AttachAsync(page, "big.bin", new byte[1001]);
        await Expect(page.GetByText("\"big.bin\" is too large: a file may have at most 1000 B.")).ToBeVisibleAsync();
        await AttachAsync(page, "void.txt", []);
        await Expect(page.GetByText("\"void.txt\" is empty, so it was not attached.")).ToBeVisibleAsync();
        foreach (var name in new[] { "one.txt", "two.txt", "three.txt" })
        {
            await AttachAsync(page, name, [1]);
        }

        await Expect(page.GetByText("Too many files: at most 2 with one message.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Conversation" })).ToContainTextAsync("See the file");
        Assert.Equal(["one.txt", "two.txt"], await site.ReadAsync(db => db.Attachments.Select(file => file.FileName).OrderBy(name => name).ToListAsync()));
    }

    [Fact]
    public async Task A_form_is_told_what_is_missing_or_too_long_and_keeps_it()
    {
        await using var site = await StartAsync(DatabaseProvider.Sqlite);
        var (karl, _) = await PeopleAsync(site);
        var page = await PageAsync(site, "karl", karl, "/portal/IT");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask a question" }).ClickAsync();
        var send = page.GetByRole(AriaRole.Button, new() { Name = "Send" });

        await send.ClickAsync();
        await Expect(page.GetByLabel("Summary")).ToHaveAccessibleDescriptionAsync("Please say in one line what it is about.");
        await page.GetByLabel("Summary").FillAsync(new string('x', 201));
        await send.ClickAsync();
        await Expect(page.GetByText("at most 200 characters")).ToBeVisibleAsync();
        await page.GetByLabel("Summary").FillAsync("Long story");
        await page.GetByLabel("Description").FillAsync(new string('\u6f22', 30_001));
        await send.ClickAsync();
        await Expect(page.GetByText("at most 30,000 characters")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Summary")).ToHaveValueAsync("Long story");
        await page.GetByLabel("Description").FillAsync(new string('\u6f22', 30_000));
        await send.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Long story" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_anonymous_visitor_of_a_form_goes_to_log_in_with_the_way_back()
    {
        await using var site = await StartAsync(DatabaseProvider.Sqlite);
        await PeopleAsync(site);
        var type = await site.ReadAsync(db => db.RequestTypes.OrderBy(type => type.Position).FirstAsync());
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Uri };

        var answer = await client.GetAsync($"/portal/IT/create/{type.Id}");

        Assert.Contains("/Identity/Account/Login?ReturnUrl=%2Fportal%2FIT%2Fcreate%2F" + type.Id, answer.Headers.Location!.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    internal static async Task<string> RaisedAsync(ServedSite site, Domain.Vocabulary.Actor by)
    {
        var type = await site.ReadAsync(db => db.RequestTypes.OrderBy(type => type.Position).FirstAsync());
        return (await site.Get<CustomerRequests>().RaiseAsync(new NewRequest(Guid.CreateVersion7(), "IT", type.Id, "No paper", "", []), by)).Done.Key;
    }

    internal static async Task<(Domain.Vocabulary.Actor Karl, Domain.Vocabulary.Actor Nora)> PeopleAsync(ServedSite site)
    {
        var it = await site.DeskAsync("IT", CustomerAccess.Everyone);
        await site.ChangeAsync(db =>
        {
            db.RequestTypes.AddRange(RequestTypes.StartingTypes(it.Id, site.Ada, site.Now));
            return Task.CompletedTask;
        });
        return (await site.CustomerAsync(it, "karl@example.org", "Karl Kunde"), await site.StaffAsync(it, "nora@desk.test", DeskRole.Agent));
    }

    private static Task AttachAsync(IPage page, string name, byte[] content) =>
        page.GetByLabel("Attach files").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });

    private async Task<IPage> PageAsync(ServedSite site, string who, Domain.Vocabulary.Actor person, string path)
    {
        var page = await _visitors!.OpenAsync(who);
        await site.LogInAsync(page, person);
        await page.GotoAsync(path);
        return page;
    }

    private async Task<ServedSite> StartAsync(DatabaseProvider database, params string[] settings)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database), settings: settings);
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
