using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Collectors;
using ServiceDesk.Tests.Customers;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Journeys;

/// <summary>
/// What a reader once asked for and nobody could answer: a team with a widget on its own web site wants each ticket to carry the right customer,
/// on a private desk, without inviting everybody.
/// </summary>
public sealed class SeedReaderJourney(Stages stage, Browser browser) : IAsyncDisposable
{
    private const int Many = 1_000;

    private readonly Barriers _barriers = new();
    private Visitors? _guests;
    private Visitors? _visitors;

    public async ValueTask DisposeAsync()
    {
        await (_guests?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_visitors?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_thousand_people_are_known_in_silence_and_their_tickets_carry_them()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Limits:LeastFormSeconds=0"]);
        await using var host = await HostSite.StartAsync();
        var desk = await site.DeskAsync("IT");
        var nora = await site.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        (_visitors, _guests) = (browser.VisitorsOf(site.Uri), browser.VisitorsOf(new Uri(host.Origin)));

        await ImportAsync(site, desk);
        var (line, collector, secret) = await MakeCollectorAsync(site, host);
        host.Head = line.Replace(" defer", " data-token-url=\"/support-token\" defer", StringComparison.Ordinal);
        foreach (var number in new[] { 7, 77, 777 })
        {
            host.Sign = () => site.Signed(collector, secret, $"person{number}@kunde.test");
            await WriteAsync(await _guests.OpenAsync($"person {number}"), $"Ticket of {number}");
        }

        var tickets = await site.ReadAsync(db => db.Requests.OrderBy(request => request.Number).Select(request => new { request.Summary, request.Reporter.Email, request.Reporter.FullName }).ToListAsync());
        Assert.Equal([("Ticket of 7", "person7@kunde.test"), ("Ticket of 77", "person77@kunde.test"), ("Ticket of 777", "person777@kunde.test")], tickets.Select(ticket => (ticket.Summary, ticket.Email!)));
        Assert.Equal("Person 777", tickets[^1].FullName);
        Assert.Equal(Many + 2, await site.ReadAsync(db => db.Accounts.CountAsync()));
        Assert.Empty(await site.ReadAsync(db => db.Outbox.ToListAsync()));

        await ServeAsync(site, await _visitors.OpenAsync("nora"), nora);
        await ProveAsync(site, await _visitors.OpenAsync("person 77"));
        Assert.Empty(_visitors.ScriptErrors.Concat(_guests.ScriptErrors));
        Assert.Empty(_barriers.Found);
    }

    private static async Task ImportAsync(ServedSite site, Desk desk)
    {
        var file = new StringBuilder("email,name\n");
        foreach (var number in Enumerable.Range(1, Many))
        {
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"person{number}@kunde.test,Person {number}\n");
        }

        var import = (await site.Imports().BeginAsync(desk.Id, "people.csv", ImportStory.File(file.ToString()), by: site.Ada)).Done;
        async Task IsAsync(ImportState state) => await Eventually.IsAsync(async () => (await site.SeenAsync(desk, import, site.Ada)).Import.State == state, $"the import is {state}");
        Assert.Null((await site.Imports().ReadAsync(import, (await site.SeenAsync(desk, import, site.Ada)).Columns, by: site.Ada)).Refusal);
        await IsAsync(ImportState.Ready);
        Assert.Null((await site.Imports().BringInAsync(import, ImportMail.None, by: site.Ada)).Refusal);
        await IsAsync(ImportState.Done);
        Assert.Equal(Many, (await site.ListedAsync(desk)).Count);
    }

    private async Task<(string Line, Guid Collector, string Secret)> MakeCollectorAsync(ServedSite site, HostSite host)
    {
        await site.Get<RequestTypes>().MakeAsync((await site.ReadAsync(db => db.Desks.SingleAsync())).Id, new RequestTypeForm("Ask", "", RequestIcons.Default), by: site.Ada);
        var ada = await _visitors!.OpenAsync("ada", new() { Locale = "en-US", TimezoneId = "UTC", ViewportSize = new() { Width = 360, Height = 740 } });
        await site.LogInAsync(ada, site.Ada);
        await ada.GotoAsync("/desks/IT/collectors");
        await Expect(ada.GetByText("No collectors yet")).ToBeVisibleAsync();
        await _barriers.LookAsync(ada, "no collectors");
        await ada.GetByLabel("Name of the collector").FillAsync("Our shop");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add collector" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Our shop" })).ToBeVisibleAsync();
        await ada.GetByLabel("Web sites that may use it").FillAsync($"{host.Origin}/path");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ada.Locator("#option-problem")).ToContainTextAsync("is not the address of a web site");
        await ada.GetByLabel("Web sites that may use it").FillAsync(host.Origin);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ada.GetByText("The collector is saved.")).ToBeVisibleAsync();
        await ada.GetByRole(AriaRole.Switch, new() { Name = "Takes requests" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Switch, new() { Name = "Takes requests" })).ToHaveAttributeAsync("aria-checked", "true");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Make a shared secret" }).ClickAsync();
        var secret = await ada.Locator("#collector-secret").InnerTextAsync();
        var line = await ada.Locator("#collector-line").InnerTextAsync();
        await Expect(ada.GetByText("Shared secret (HS256)")).ToBeVisibleAsync();
        foreach (var width in new[] { 360, 1280 })
        {
            await ada.SetViewportSizeAsync(width, 740);
            await _barriers.LookAsync(ada, $"a collector at {width}");
            await ada.ScreenshotAsync(new() { Path = Results.PathFor($"collector-page-{width}", ".png"), FullPage = true });
        }

        return (line, await site.ReadAsync(db => db.Collectors.Select(collector => collector.Id).SingleAsync()), secret);
    }

    private static async Task WriteAsync(IPage page, string summary)
    {
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByText("You write as")).ToBeVisibleAsync();
        await dialog.GetByLabel("Summary").FillAsync(summary);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(dialog.GetByText("Its key is IT-")).ToBeVisibleAsync();
        Assert.Empty(await page.Context.CookiesAsync());
    }

    private async Task ServeAsync(ServedSite site, IPage page, Actor nora)
    {
        await site.LogInAsync(page, nora);
        await page.GotoAsync("/desks/IT/requests/IT-2");
        await Expect(page.GetByText("Our shop")).ToBeVisibleAsync();
        await Expect(page.GetByText("person77@kunde.test").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Unverified")).ToHaveCountAsync(0);
        await _barriers.LookAsync(page, "a collected request");
        await page.ScreenshotAsync(new() { Path = Results.PathFor("collected-request", ".png"), FullPage = true });
    }

    // Only now anybody is mailed, because the person asked for it.
    private static async Task ProveAsync(ServedSite site, IPage page)
    {
        await page.GotoAsync("/Identity/Account/ForgotPassword");
        await page.GetByLabel("Email").FillAsync("person77@kunde.test");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("mail");
        await page.GotoAsync((await site.LinkMailedToAsync("person77@kunde.test")).PathAndQuery);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountStory.Good);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/Identity/Account/Login"));
        await page.GetByLabel("Email").FillAsync("person77@kunde.test");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(AccountStory.Good);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/portal"));
        await page.GotoAsync("/portal/requests");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ticket of 77", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ticket of 777" })).ToHaveCountAsync(0);
    }
}
