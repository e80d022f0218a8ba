using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Accounts;

public sealed class UserPageTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task An_administrator_finds_edits_merges_and_deactivates_and_the_open_page_of_that_person_is_out()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        var accounts = await TwoAccounts.MakeAsync(site);
        var karl = await _visitors.OpenAsync("karl");
        await site.LogInAsync(karl, Actor.Person(accounts.Kept, null));
        await karl.GotoAsync("/portal/requests");
        await Expect(karl.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        var ada = await _visitors.OpenAsync("ada");
        await site.LogInAsync(ada, site.Ada);
        await ada.GotoAsync("/admin/users");
        await ada.GetByLabel("Search by name or address").PressSequentiallyAsync("kunde");
        await ada.GetByRole(AriaRole.Link, new() { Name = "Karl Kunde" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Heading, new() { Name = "Karl Kunde" })).ToBeVisibleAsync();

        await ada.GetByLabel("Full name").FillAsync("Karl Kaiser");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Heading, new() { Name = "Karl Kaiser" })).ToBeVisibleAsync();

        await ada.GetByRole(AriaRole.Button, new() { Name = "Merge another account into this one" }).ClickAsync();
        var dialog = ada.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Email of the account to give up").FillAsync(TwoAccounts.OldAddress);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Show what moves" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("Requests: 1 of their own, 1 assigned to them");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        await Expect(ada.GetByText(TwoAccounts.OldAddress, new() { Exact = true })).ToBeVisibleAsync();
        await Expect(karl.GetByText("IT-1").First).ToBeVisibleAsync();

        await ada.GetByRole(AriaRole.Button, new() { Name = "Deactivate", Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Deactivate", Exact = true }).ClickAsync();

        await Expect(ada.GetByText("Deactivated", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(karl.GetByRole(AriaRole.Heading, new() { Name = "Log in" })).ToBeVisibleAsync();
        Assert.False((await site.ReadAsync(db => db.Accounts.SingleAsync(account => account.Id == accounts.Kept))).IsActive);
        Assert.Empty(_visitors.ScriptErrors);
    }
}
