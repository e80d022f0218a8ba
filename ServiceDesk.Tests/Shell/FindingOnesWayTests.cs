using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

/// <summary>Navigation, desk switcher and search place of the staff; the head of the portal and of one's own account.</summary>
public sealed class FindingOnesWayTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private static readonly ViewportSize Telephone = new() { Width = 360, Height = 740 };

    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_search_place_leads_to_a_request_or_to_the_customers_of_a_name()
    {
        await using var site = await StartAsync();
        var it = await site.DeskAsync("IT");
        var nora = await site.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var karl = await site.CustomerAsync(it, "karl@kunde.test", "Karl Kunde");
        await site.CustomerAsync(it, "eva@andere.test", "Eva Andere");
        var type = await site.Get<RequestTypes>().MakeAsync(it.Id, new RequestTypeForm("Ask", "", RequestIcons.Default), by: site.Ada);
        await site.Get<CustomerRequests>().RaiseAsync(new NewRequest(Guid.CreateVersion7(), "IT", type.Done, "No paper", "", []), by: karl);
        var page = await OpenAsync(site, nora, "/desks/IT/queues");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("it-1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("No paper");

        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search", Exact = true }).FillAsync("kunde");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("karl@kunde.test")).ToBeVisibleAsync();
        await Expect(page.GetByText("eva@andere.test")).ToHaveCountAsync(0);
        await Expect(page.GetByLabel("Search customers")).ToHaveValueAsync("kunde");
        Assert.Empty(_visitors!.ScriptErrors);
    }

    [Fact]
    public async Task With_many_desks_the_switcher_has_them_all_and_the_navigation_the_one_looked_at()
    {
        await using var site = await StartAsync();
        foreach (var key in new[] { "AA", "BB", "CC", "DD" })
        {
            await site.DeskAsync(key);
        }

        var page = await OpenAsync(site, site.Ada, "/desks/BB/people/customers");
        var side = page.GetByRole(AriaRole.Navigation, new() { Name = "Navigation" });
        await Expect(side).ToContainTextAsync("BB desk");
        await Expect(side).Not.ToContainTextAsync("CC desk");

        await page.Locator(".switcher summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("CC desk") }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/desks/CC/people/customers$"));
        await Expect(side).ToContainTextAsync("CC desk");
        await Expect(page.Locator(".switcher[open]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_a_telephone_the_navigation_is_a_menu_that_goes_once_a_page_is_chosen()
    {
        await using var site = await StartAsync();
        await site.DeskAsync("IT");
        var page = await OpenAsync(site, site.Ada, "/admin/configuration", Telephone);
        var users = page.GetByRole(AriaRole.Link, new() { Name = "Users" });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(users).Not.ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await users.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Users" })).ToBeVisibleAsync();
        await Expect(users).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_portal_shows_whose_it_is_to_those_who_may_know()
    {
        await using var site = await StartAsync();
        await site.PublicSignupAsync(on: true);
        await site.DeskAsync("OPEN", CustomerAccess.EveryoneMaySignUp);
        var it = await site.DeskAsync("IT");
        var karl = await site.CustomerAsync(it, "karl@kunde.test");
        var head = (IPage page) => page.GetByRole(AriaRole.Banner);

        var stranger = await _visitors!.OpenAsync("stranger");
        await stranger.GotoAsync("/portal/OPEN/signup");
        await Expect(head(stranger)).ToContainTextAsync("OPEN desk");
        await stranger.GotoAsync("/portal/IT/signup");
        await Expect(head(stranger)).Not.ToContainTextAsync("IT desk");

        var page = await OpenAsync(site, karl, "/portal/IT");
        await Expect(head(page)).ToContainTextAsync("IT desk");
        await page.GetByRole(AriaRole.Link, new() { Name = "My requests" }).ClickAsync();
        await Expect(head(page)).Not.ToContainTextAsync("IT desk");
    }

    [Fact]
    public async Task The_pages_of_ones_own_account_lead_back_and_out()
    {
        await using var site = await StartAsync();
        var it = await site.DeskAsync("IT");
        var nora = await site.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var page = await OpenAsync(site, nora, "/Identity/Account/Manage");

        await page.GetByRole(AriaRole.Link, new() { Name = "Staff area" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/desks/IT/queues$"));

        await page.GotoAsync("/Identity/Account/Manage/ChangePassword");
        await page.GetByRole(AriaRole.Banner).GetByText("nora@desk.test").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in" })).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync(ServedSite site, Domain.Vocabulary.Actor who, string path, ViewportSize? size = null)
    {
        var page = await _visitors!.OpenAsync($"{who.AccountId}", new() { Locale = "en-US", TimezoneId = "UTC", ViewportSize = size ?? new() { Width = 1280, Height = 800 } });
        await site.LogInAsync(page, who);
        await page.GotoAsync(path);
        return page;
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
