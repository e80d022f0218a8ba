using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Journeys;

/// <summary>The e-mail door (design.md 2.2, 4), from the page that opens it to the portal of who wrote.</summary>
public sealed class WritingToADeskJourney(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_stranger_who_writes_ends_in_the_portal_with_a_password_and_is_refused_once_the_desk_is_restricted()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Limits:LeastFormSeconds=0"]);
        await site.PublicSignupAsync(on: true);
        var desk = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.Get<RequestTypes>().MakeAsync(desk.Id, new RequestTypeForm("Ask a question", "", RequestIcons.Default), by: site.Ada);
        _visitors = browser.VisitorsOf(site.Uri);
        var dora = await _visitors.OpenAsync("dora");
        await site.LogInAsync(dora, await site.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator));
        using var server = new HttpClient { BaseAddress = site.Uri };
        server.DefaultRequestHeaders.Authorization = new("Bearer", await OpenTheGateAsync(dora));

        Assert.Equal(HttpStatusCode.Accepted, await HandOverAsync(server, new Letter("Kim Kunde <kim@kunde.test>", Subject: "The printer is on strike")));
        await Expect(RowOf(dora, "kim@kunde.test")).ToContainTextAsync("IT-1");
        await ComeToThePortalAsync(site, await _visitors.OpenAsync("kim"));

        await site.ChangeAsync(db => db.Desks.Where(row => row.Id == desk.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Access, CustomerAccess.Restricted)));
        Assert.Equal(HttpStatusCode.Accepted, await HandOverAsync(server, new Letter("Nobody <nobody@elsewhere.test>")));
        await Expect(RowOf(dora, "nobody@elsewhere.test")).ToContainTextAsync("Refused");
        Assert.Equal(1, await site.ReadAsync(db => db.Requests.CountAsync()));
        Assert.Empty(_visitors.ScriptErrors);
    }

    private static async Task<string> OpenTheGateAsync(IPage dora)
    {
        await dora.GotoAsync("/desks/IT/mail");
        await dora.GetByLabel("Address of the desk").FillAsync("help@desk.test");
        await dora.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(dora.GetByText("The mail settings were saved.")).ToBeVisibleAsync();
        await dora.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        await Expect(dora.Locator("#gate-token")).ToBeVisibleAsync();
        return (await dora.Locator("#gate-token").TextContentAsync())!;
    }

    private static async Task ComeToThePortalAsync(ServedSite site, IPage kim)
    {
        await kim.GotoAsync((await site.LinkMailedToAsync("kim@kunde.test")).PathAndQuery);
        await kim.GetByLabel("Password").FillAsync(AccountStory.Good);
        await kim.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(kim).ToHaveURLAsync(new Regex("/portal/requests/IT-1$"));
        await Expect(kim.GetByRole(AriaRole.Heading, new() { Name = "The printer is on strike" })).ToBeVisibleAsync();
    }

    private static ILocator RowOf(IPage page, string address) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = address });

    private static async Task<HttpStatusCode> HandOverAsync(HttpClient server, Letter letter)
    {
        using var content = new ByteArrayContent(letter.Raw);
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        return (await server.PostAsync("/mail/IT/inbound", content, TestContext.Current.CancellationToken)).StatusCode;
    }
}
