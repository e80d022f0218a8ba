using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Live;

/// <summary>Reads what comes over the live connection itself, not only what the page makes of it.</summary>
public sealed class WhatOneMayNoLongerSeeTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory, OnBothDatabases]
    public async Task An_agent_who_loses_the_desk_is_sent_nothing_more_of_it(DatabaseProvider database)
    {
        await using var site = await StartAsync(database);
        var (karl, nora) = await RequestJourneyTests.PeopleAsync(site);
        var desk = await site.ReadAsync(db => db.Desks.SingleAsync());
        var olga = await site.StaffAsync(desk, "olga@desk.test", DeskRole.Agent);
        await RequestJourneyTests.RaisedAsync(site, karl);
        var (loser, sent) = await OpenAsync(site, "nora", nora, "/desks/IT/requests/IT-1");
        var (witness, _) = await OpenAsync(site, "olga", olga, "/desks/IT/requests/IT-1");

        await CommentAsync(site, karl, "while she may");
        await Expect(loser.GetByText("while she may")).ToBeVisibleAsync();
        Assert.True((await site.Get<DeskAgents>().RemoveAsync(desk.Id, nora.AccountId!.Value, by: site.Ada)).IsDone);
        await Expect(loser.GetByText("There is nothing here")).ToBeVisibleAsync();
        await CommentAsync(site, karl, "no longer hers");
        await Expect(witness.GetByText("no longer hers")).ToBeVisibleAsync();

        Assert.Contains(sent, frame => frame.Contains("while she may", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, frame => frame.Contains("no longer hers", StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task A_customer_who_loses_the_desk_is_sent_nothing_more_of_it_and_never_what_is_internal(DatabaseProvider database)
    {
        await using var site = await StartAsync(database);
        var (karl, nora) = await RequestJourneyTests.PeopleAsync(site);
        var desk = await site.ReadAsync(db => db.Desks.SingleAsync());
        await RequestJourneyTests.RaisedAsync(site, karl);
        var (loser, sent) = await OpenAsync(site, "karl", karl, "/portal/requests/IT-1");
        var (witness, _) = await OpenAsync(site, "nora", nora, "/desks/IT/requests/IT-1");

        await SayAsync(site, nora, "among ourselves", isInternal: true);
        await SayAsync(site, nora, "while he may", isInternal: false);
        await Expect(loser.GetByText("while he may")).ToBeVisibleAsync();
        await site.Get<DeskAccess>().ChooseAsync(desk.Id, CustomerAccess.Restricted, await VersionAsync(site), by: site.Ada);
        Assert.True((await site.Get<Domain.Customers.DeskCustomers>().RemoveAsync(desk.Id, karl.AccountId!.Value, by: site.Ada)).IsDone);
        await Expect(loser.GetByText("There is nothing here")).ToBeVisibleAsync();
        await SayAsync(site, nora, "no longer his", isInternal: false);
        await Expect(witness.GetByText("no longer his")).ToBeVisibleAsync();

        Assert.Contains(sent, frame => frame.Contains("while he may", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, frame => frame.Contains("no longer his", StringComparison.Ordinal) || frame.Contains("among ourselves", StringComparison.Ordinal));
    }

    private static Task<int> VersionAsync(ServedSite site) => site.ReadAsync(db => db.Desks.Select(desk => desk.Version).SingleAsync());

    private static async Task CommentAsync(ServedSite site, Actor karl, string text)
    {
        var request = await site.ReadAsync(db => db.Requests.SingleAsync());
        Assert.Null((await site.Get<CustomerRequests>().CommentAsync(RequestStories.Comment(request, text), karl)).Refusal);
    }

    private static async Task SayAsync(ServedSite site, Actor nora, string text, bool isInternal)
    {
        var request = await site.ReadAsync(db => db.Requests.SingleAsync());
        var comment = RequestStories.Comment(request, text);
        Assert.Null((isInternal
            ? await site.Get<AgentRequests>().NoteAsync(comment, nora)
            : await site.Get<AgentRequests>().ReplyAsync(comment, request.Version, nora)).Refusal);
    }

    private async Task<(IPage Page, ConcurrentQueue<string> Sent)> OpenAsync(ServedSite site, string who, Actor person, string path)
    {
        var page = await _visitors!.OpenAsync(who);
        var sent = new ConcurrentQueue<string>();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => sent.Enqueue(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
        await site.LogInAsync(page, person);
        await page.GotoAsync(path);
        await Expect(page.GetByText("No paper").First).ToBeVisibleAsync();
        return (page, sent);
    }

    private async Task<ServedSite> StartAsync(DatabaseProvider database)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
