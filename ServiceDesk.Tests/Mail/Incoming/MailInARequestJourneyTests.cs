using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Mail.Mime;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>A mail client's message in the request it became, in real browsers of an agent and of its writer.</summary>
public sealed class MailInARequestJourneyTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task It_looks_as_it_was_written_and_nothing_is_fetched_from_elsewhere_before_that_is_asked_for()
    {
        await using var site = await StartAsync();
        var (karl, nora) = await RequestJourneyTests.PeopleAsync(site);
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        await HandOverAsync(site, ClientLetter.Raw(
            $"""<p style="color: #b00020">The printer has <b>no</b> paper.</p><p><img src="cid:part1.logo@example.org" alt="squares"></p><p><a href="https://example.org/list">The list</a></p><img alt="seen" src="https://{elsewhere.LocalEndpoint}/seen.gif">""",
            text: "The printer has no paper."));

        IPage? last = null;
        foreach (var (page, isStaff) in new[] { (await PageAsync(site, "nora", nora, "/desks/IT/requests/IT-1"), true), (await PageAsync(site, "karl", karl, "/portal/requests/IT-1"), false) })
        {
            last = page;
            await Expect(page.GetByText("by e-mail")).ToBeVisibleAsync();
            await Expect(page.GetByText("The printer has no paper.")).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "list.html" })).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Original" })).ToHaveCountAsync(isStaff ? 1 : 0);
            await page.GetByRole(AriaRole.Button, new() { Name = "Show whole message" }).ClickAsync();

            var frame = page.FrameLocator("iframe[title='Whole message from Karl Kunde']");
            var picture = frame.GetByRole(AriaRole.Img, new() { Name = "squares" });
            await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 96);
            await Expect(frame.Locator("b")).ToHaveTextAsync("no");
            await Expect(frame.Locator("p").First).ToHaveCSSAsync("color", "rgb(176, 0, 32)");
            await Expect(frame.GetByRole(AriaRole.Link, new() { Name = "The list" })).ToHaveAttributeAsync("target", "_blank");

            // Once the frame is loaded, nothing is still to be fetched.
            await Expect(frame.Locator("html")).ToHaveJSPropertyAsync("ownerDocument.readyState", "complete");
            Assert.False(elsewhere.Pending());
        }

        // Who asks is last, because what was once asked for is asked for again.
        await last!.GetByRole(AriaRole.Button, new() { Name = "Show remote pictures" }).ClickAsync();
        using var asked = await elsewhere.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await Expect(last.GetByText("lies elsewhere")).ToHaveCountAsync(0);
        Assert.Empty(_visitors!.ScriptErrors);
    }

    [Fact]
    public async Task No_known_attack_as_much_as_tries_to_run_in_the_frame()
    {
        var payloads = RealMail.Rows("tables/html-sanitise.jsonl").Select(row => row.GetProperty("payload").GetString()!).ToList();
        await using var site = await StartAsync();
        var (_, nora) = await RequestJourneyTests.PeopleAsync(site);
        var desk = await site.ReadAsync(db => db.Desks.SingleAsync());
        var mails = new List<Guid>();
        foreach (var payload in payloads.Prepend("<p id=first>first</p>"))
        {
            mails.Add((await site.StoreAsync(desk, ClientLetter.Raw(payload.ReplaceLineEndings("\r\n")))).Done.Id);
        }

        await site.WorkAllAsync();
        await Eventually.IsAsync(() => site.ReadAsync(db => db.IncomingMails.CountAsync(mail => mail.State == IncomingState.Processed)).Result == mails.Count, "every mail became a request");
        var page = await PageAsync(site, "nora", nora, "/desks/IT/queues");
        var signs = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            signs.Add($"dialog {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Console += (_, message) => signs.AddRange(message.Type is "error" ? [$"console {message.Text} at {message.Location}"] : []);
        page.Popup += (_, popup) => signs.Add($"popup {popup.Url}");
        page.Request += (_, request) => signs.AddRange(request.Url.StartsWith("data:", StringComparison.Ordinal) || new Uri(request.Url).Authority == site.Uri.Authority ? [] : [$"request {request.Url}"]);

        foreach (var some in mails.Chunk(16))
        {
            var loaded = await page.EvaluateAsync<int>(
                """
                ids => Promise.all(ids.map(id => new Promise(done => {
                    const frame = document.createElement('iframe');
                    frame.sandbox = 'allow-popups allow-popups-to-escape-sandbox';
                    frame.onload = () => { frame.remove(); done(); };
                    frame.src = `/desks/mail/${id}/whole`;
                    document.body.append(frame);
                }))).then(all => all.length)
                """,
                some);
            Assert.Equal(some.Length, loaded);
        }

        Assert.Equal([], signs);
        await page.GotoAsync($"/desks/mail/{mails[0]}/whole");
        await Expect(page.Locator("p")).ToHaveTextAsync("first");
    }

    private static async Task HandOverAsync(ServedSite site, byte[] raw)
    {
        var desk = await site.ReadAsync(db => db.Desks.SingleAsync());
        using var server = new HttpClient { BaseAddress = site.Uri };
        server.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await site.Get<MailChannels>().MakeTokenAsync(desk.Id, by: site.Ada)).Done);
        using var content = new ByteArrayContent(raw);
        content.Headers.ContentType = new("message/rfc822");
        using var answer = await server.PostAsync("/mail/IT/inbound", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }

    private async Task<IPage> PageAsync(ServedSite site, string who, Actor person, string path)
    {
        var page = await _visitors!.OpenAsync(who);
        await site.LogInAsync(page, person);
        await page.GotoAsync(path);
        return page;
    }
}
