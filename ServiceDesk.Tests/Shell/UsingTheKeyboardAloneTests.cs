using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

/// <summary>The keyboard is always somewhere, and where one expects it.</summary>
public sealed class UsingTheKeyboardAloneTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_way_past_the_navigation_stays_on_the_page()
    {
        await using var site = await StartAsync();
        await site.PublicSignupAsync(on: true);
        await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var page = await _visitors!.OpenAsync("stranger");

        await page.GotoAsync("/portal/IT?from=mail");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#content")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign up" })).ToBeFocusedAsync();
        Assert.EndsWith("/portal/IT?from=mail", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_leads_the_keyboard_to_its_heading_unless_somebody_is_at_work_on_it()
    {
        await using var site = await StartAsync();
        await site.DeskAsync("IT");
        var page = await _visitors!.OpenAsync("ada");
        await site.LogInAsync(page, site.Ada);
        await page.GotoAsync("/admin/desks");
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Users" });

        await page.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        await Expect(heading).ToBeFocusedAsync();
        await page.Locator("details.menu > summary").Last.ClickAsync();
        await Expect(page.Locator("details.menu[open]")).ToHaveCountAsync(1);

        // As the server asks for it on a slow line: after the page is drawn, and after what was pressed there.
        await page.EvaluateAsync("serviceDeskArrival.focus('h1')");
        await Expect(page.Locator("details.menu[open]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_menu_closes_by_escape_by_pressing_beside_it_and_by_going_on()
    {
        await using var site = await StartAsync();
        await site.DeskAsync("IT");
        await site.DeskAsync("HR");
        var page = await _visitors!.OpenAsync("ada");
        await site.LogInAsync(page, site.Ada);
        await page.GotoAsync("/admin/desks");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        foreach (var name in new[] { ".person", ".switcher" })
        {
            var (menu, summary) = (page.Locator($"{name}[open]"), page.Locator($"{name} > summary"));
            await summary.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(menu).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Escape");
            await Expect(menu).ToHaveCountAsync(0);
            await Expect(summary).ToBeFocusedAsync();

            await summary.ClickAsync();
            await Expect(menu).ToBeVisibleAsync();
            await page.Mouse.ClickAsync(700, 600);
            await Expect(menu).ToHaveCountAsync(0);

            await summary.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(menu).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Shift+Tab");
            await Expect(menu).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task What_was_pressed_keeps_the_keyboard_when_it_is_done()
    {
        await using var site = await StartAsync();
        await site.PublicSignupAsync(on: true);
        var desk = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.Get<DeskAgents>().AddAsync(desk.Id, site.Ada.AccountId!.Value, by: site.Ada);
        var type = await site.Get<RequestTypes>().MakeAsync(desk.Id, new RequestTypeForm("Report a problem", "", RequestIcons.Default), by: site.Ada);
        var karl = await site.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde");
        var request = (await site.Get<CustomerRequests>().RaiseAsync(new NewRequest(Guid.CreateVersion7(), "IT", type.Done, "No picture", "Since Monday.", []), by: karl)).Done;
        var page = await _visitors!.OpenAsync("ada");
        await site.LogInAsync(page, site.Ada);

        await page.GotoAsync($"/desks/IT/requests/{request.Key}");
        await page.GetByLabel("Comment").FillAsync("Have you tried another cable?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reply" }).PressAsync("Enter");
        await Expect(page.Locator(".message.answer")).ToContainTextAsync("another cable");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Reply" })).ToBeFocusedAsync();

        await page.GotoAsync("/admin/configuration");
        var signup = page.GetByRole(AriaRole.Switch, new() { Name = "Public signup" });
        await signup.PressAsync("Space");
        await Expect(page.Locator(".rz-dialog .dialog-actions")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".rz-dialog")).ToHaveCountAsync(0);
        await Expect(signup).ToBeFocusedAsync();
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
