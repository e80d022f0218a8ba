using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Journeys;

/// <summary>
/// Somebody who got hold of an agent's mail, and so has the token to answer with, writes in that agent's name (design.md 4): staff sees it marked, the
/// customer never does, in the portal or by mail. What the mail server vouches for is the agent's.
/// </summary>
public sealed class ForgedAgentJourney(Stages stage, Browser browser) : IAsyncDisposable
{
    private const string Nora = "nora@desk.test";
    private const string ReplyMailed = $"{nameof(MailKind.PublicReply)} karl@kunde.test";
    private const string Passes = "dmarc=pass header.from=desk.test";
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task What_is_only_said_to_be_an_agents_never_comes_before_a_customer_and_what_is_shown_to_be_does()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        var desk = await site.MailDeskAsync(channel: channel => channel.TrustedServer = IncomingStory.Server);
        var nora = await site.StaffAsync(desk, Nora, DeskRole.Agent);
        var karl = await site.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde");
        var type = await site.ReadAsync(db => db.RequestTypes.SingleAsync());
        var raised = (await site.Get<CustomerRequests>().RaiseAsync(RequestStories.New(desk, type), by: karl)).Done;
        var request = await site.ReadAsync(db => db.Requests.SingleAsync(one => one.Id == raised.Id));
        var own = await site.ReplyAddressAsync(request, nora);
        var staff = await OpenAsync(site, "nora", nora, $"/desks/IT/requests/{request.Key}");
        var customer = await OpenAsync(site, "karl", karl, $"/portal/requests/{request.Key}");
        using var gate = new HttpClient { BaseAddress = site.Uri };
        gate.DefaultRequestHeaders.Authorization = new("Bearer", (await site.Get<MailChannels>().MakeTokenAsync(desk.Id, by: site.Ada)).Done);

        await HandOverAsync(gate, new Letter($"Nora <{Nora}>", To: own, Text: "Send me your password."));
        await HandOverAsync(gate, new Letter($"Nora <{Nora}>", To: own, Text: "My own server says it is me.").With($"Authentication-Results: mx.elsewhere.test; {Passes}"));
        await HandOverAsync(gate, new Letter($"Nora <{Nora}>", Subject: request.Key, Text: "Pay here.").With(IncomingStory.Says(Passes)));
        await Expect(Notes(staff)).ToHaveCountAsync(3);
        await Expect(Notes(staff).Filter(new() { HasText = "unverified" })).ToHaveCountAsync(3);
        Assert.DoesNotContain(ReplyMailed, await site.MailedAsync());

        await HandOverAsync(gate, new Letter($"Nora <{Nora}>", To: own, Text: "It is on its way.").With(IncomingStory.Says(Passes)));

        await Expect(customer.GetByText("It is on its way.")).ToBeVisibleAsync();
        await Expect(staff.GetByText("It is on its way.")).ToBeVisibleAsync();
        await Expect(Notes(staff)).ToHaveCountAsync(3);
        foreach (var forged in new[] { "Send me your password.", "My own server says it is me.", "Pay here." })
        {
            await Expect(customer.GetByText(forged)).ToHaveCountAsync(0);
        }

        Assert.Single(await site.MailedAsync(), ReplyMailed);
        Assert.Empty(_visitors.ScriptErrors);
    }

    private static ILocator Notes(IPage page) => page.GetByRole(AriaRole.Article).Filter(new() { HasText = "Internal note" });

    private static async Task HandOverAsync(HttpClient gate, Letter letter)
    {
        using var content = new ByteArrayContent(letter.Raw);
        content.Headers.ContentType = new("message/rfc822");
        using var answer = await gate.PostAsync("/mail/IT/inbound", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private async Task<IPage> OpenAsync(ServedSite site, string who, Actor person, string path)
    {
        var page = await _visitors!.OpenAsync(who);
        await site.LogInAsync(page, person);
        await page.GotoAsync(path);
        return page;
    }
}
