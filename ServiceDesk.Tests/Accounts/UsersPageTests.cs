using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class UsersPageTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_user_is_made_invited_accepts_and_is_deactivated_while_the_list_follows()
    {
        await using var site = await StartAsync();
        await site.FreeSeatsAsync(Application.Team, 0);
        var ada = await _visitors!.OpenAsync("ada");
        await site.LogInAsync(ada, site.Ada);
        await ada.GotoAsync("/admin/users");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        var dialog = ada.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Email").FillAsync("nora@desk.test");
        await dialog.GetByLabel("Full name").FillAsync("Nora Agent");
        await dialog.GetByLabel("Team").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert).Last).ToContainTextAsync("no free seat of Team");
        await dialog.GetByLabel("Team").UncheckAsync();
        await dialog.GetByLabel("Service Desk").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();

        var row = ada.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("nora@desk.test") });
        await Expect(row).ToContainTextAsync("Invited");
        var nora = await _visitors.OpenAsync("nora");
        var link = await site.LinkMailedToAsync("nora@desk.test");
        await nora.GotoAsync(link.ToString());
        await nora.GetByLabel("Password").FillAsync(Good);
        await nora.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(nora).ToHaveURLAsync(new Regex("/portal$"));
        await Expect(row).ToContainTextAsync("Active");

        await ada.GotoAsync(link.ToString());
        await Expect(ada.GetByRole(AriaRole.Heading)).ToContainTextAsync("leads nowhere");
        await ada.GotoAsync("/admin/users");
        await row.GetByText("Actions").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Deactivate" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Deactivate" }).ClickAsync();

        await Expect(row).ToContainTextAsync("Deactivated");
        await Expect(nora.GetByRole(AriaRole.Link, new() { Name = "Log in" }).First).ToBeVisibleAsync();
        Assert.Empty(_visitors.ScriptErrors);
    }

    [Fact]
    public async Task Search_follows_the_typing_and_nobody_else_sees_the_page()
    {
        await using var site = await StartAsync();
        var karl = await site.PersonAsync("karl@acme.test", "Karl Kunde");
        var ada = await _visitors!.OpenAsync("ada");
        await site.LogInAsync(ada, site.Ada);
        await ada.GotoAsync("/admin/users");
        await ada.GetByLabel("Search by name or address").PressSequentiallyAsync("kunde");
        await Expect(ada.GetByText("karl@acme.test")).ToBeVisibleAsync();
        await Expect(ada.GetByRole(AriaRole.Main).GetByText("ada@desk.test")).ToHaveCountAsync(0);

        var other = await _visitors.OpenAsync("karl");
        await site.LogInAsync(other, karl);
        await other.GotoAsync("/admin/users");
        await Expect(other.GetByText("There is nothing here")).ToBeVisibleAsync();
        await Expect(other.GetByText("Create user")).ToHaveCountAsync(0);
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
