using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Desks;

/// <summary>Two people with a browser each: what one changes shows in the other's page and open dialog, without a reload.</summary>
public sealed class TwoBrowsersTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private const string MaySignUp = "Anyone can sign up for a customer account on my Customer Portal";

    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory, OnBothDatabases]
    public async Task The_sites_switch_shows_in_an_open_page_and_in_an_open_dialog(DatabaseProvider database)
    {
        await using var site = await StartAsync(database);
        var desk = await site.DeskAsync("IT");
        var nora = await OpenAsync(site, "nora", await site.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator), "/desks/IT/people/customers");
        var ada = await OpenAsync(site, "ada", site.Ada, "/admin/configuration");
        await nora.GetByRole(AriaRole.Button, new() { Name = "Restricted access" }).ClickAsync();
        await nora.GetByLabel("Everyone with an account can access my Customer Portal").CheckAsync();
        await Expect(nora.GetByLabel(MaySignUp)).ToHaveCountAsync(0);
        await MarkAsync(nora);

        await Switch(ada).ClickAsync();

        await nora.GetByLabel(MaySignUp).CheckAsync();
        await Expect(Switch(ada)).ToBeCheckedAsync();
        await nora.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(nora.GetByRole(AriaRole.Button, new() { Name = "Everyone can access" })).ToBeVisibleAsync();
        await Expect(nora.GetByText("Just now the link admits everyone: who has no account can sign up.")).ToBeVisibleAsync();

        await Switch(ada).ClickAsync();
        var dialog = ada.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("1 desk closes, 0 sign-ups in progress will be refused, 0 invitations stay, 0 customers keep access.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Turn off Public signup" }).ClickAsync();

        await Expect(nora.GetByText("Just now the link admits everyone who has an account; nobody can sign up.")).ToBeVisibleAsync();
        await Expect(nora.GetByText("the desk was closed when Public signup was turned off by Ada Admin")).ToBeVisibleAsync();
        await Expect(nora.Locator("#not-reloaded")).ToHaveCountAsync(1);
        Assert.Empty(_visitors!.ScriptErrors);
    }

    [Fact]
    public async Task Of_two_administrators_with_the_dialog_open_the_later_is_told()
    {
        await using var site = await StartAsync();
        await site.PublicSignupAsync(on: true);
        await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var ada = await OpenAsync(site, "ada", site.Ada, "/admin/configuration");
        var bert = await OpenAsync(site, "bert", await BertAsync(site), "/admin/configuration");
        await Switch(ada).ClickAsync();
        await Switch(bert).ClickAsync();
        await Expect(bert.GetByRole(AriaRole.Dialog)).ToContainTextAsync("1 desk closes");

        await ada.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Turn off Public signup" }).ClickAsync();

        await Expect(bert.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Ada Admin has turned Public signup off meanwhile. Nothing was done here.");
        await Expect(bert.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Turn off Public signup" })).ToHaveCountAsync(0);
        await Expect(bert.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Customers_come_and_go_in_the_open_list()
    {
        await using var site = await StartAsync();
        var desk = await site.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await OpenAsync(site, "nora", await site.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator), "/desks/IT/people/customers");
        var ada = await OpenAsync(site, "ada", site.Ada, "/desks/IT/people/customers");
        await Expect(nora.GetByText("Nobody is on the customer list yet")).ToBeVisibleAsync();

        await site.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde");
        await site.CustomerAsync(desk, "kim@other.test", "Kim Other");

        await Expect(nora.GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        await nora.GetByLabel("Search customers").PressSequentiallyAsync("kun");
        await Expect(nora.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Remove Karl Kunde" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Dialog)).ToContainTextAsync("They can come back; block the address to keep them out.");
        await ada.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(nora.GetByText("Nobody found")).ToBeVisibleAsync();
        await Expect(ada.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Who_is_taken_off_the_agents_list_sees_the_desk_go()
    {
        await using var site = await StartAsync();
        var desk = await site.DeskAsync("IT");
        var nora = await OpenAsync(site, "nora", await site.StaffAsync(desk, "nora@desk.test", DeskRole.Agent), "/desks/IT/people/customers");
        await Expect(nora.GetByRole(AriaRole.Heading, new() { Name = "Customers" })).ToBeVisibleAsync();
        var ada = await OpenAsync(site, "ada", site.Ada, "/desks/IT/people/agents");

        await ada.GetByRole(AriaRole.Button, new() { Name = "Remove nora@desk.test from the desk" }).ClickAsync();
        await ada.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();

        await Expect(nora.GetByText("There is nothing here").First).ToBeVisibleAsync();
        await Expect(nora.GetByRole(AriaRole.Link, new() { Name = "Queues" })).ToHaveCountAsync(0);

        await ada.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(nora.GetByRole(AriaRole.Link, new() { Name = "Queues" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_portal_link_is_copied_and_a_desk_is_made_and_archived_by_hand()
    {
        await using var site = await StartAsync();
        var ada = await OpenAsync(site, "ada", site.Ada, "/admin/desks");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Create desk" }).ClickAsync();
        await ada.GetByLabel("Key").FillAsync("1");
        await ada.GetByLabel("Name").FillAsync("IT support");
        await ada.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Create desk" }).ClickAsync();
        await Expect(ada.GetByText("A key is two to ten letters")).ToBeVisibleAsync();
        await ada.GetByLabel("Key").FillAsync("it");
        await ada.GetByLabel("Key").PressAsync("Enter");
        await Expect(ada.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await ada.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "IT support", Exact = true }).ClickAsync();
        await ada.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Copy portal link" }).ClickAsync();
        await Expect(ada.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(new Uri(site.Uri, "/portal/IT").ToString(), await ada.EvaluateAsync<string>("navigator.clipboard.readText()"));

        await ada.GotoAsync("/admin/desks");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Archive IT support" }).ClickAsync();
        await ada.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Archive", Exact = true }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Use again: IT support" })).ToBeVisibleAsync();
        await Expect(ada.GetByRole(AriaRole.Navigation).GetByText("IT support")).ToHaveCountAsync(0);
        Assert.Empty(_visitors!.ScriptErrors);
    }

    private static ILocator Switch(IPage page) => page.GetByRole(AriaRole.Switch, new() { Name = "Public signup" });

    private static async Task MarkAsync(IPage page) =>
        await page.EvaluateAsync("document.body.append(Object.assign(document.createElement('i'), { id: 'not-reloaded' }))");

    private static async Task<Actor> BertAsync(ServedSite site)
    {
        var bert = await site.PersonAsync("bert@desk.test", "Bert");
        await site.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(a => a.Id == bert.AccountId)).IsSiteAdministrator = true);
        return bert;
    }

    private async Task<ServedSite> StartAsync(DatabaseProvider database = DatabaseProvider.Sqlite)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }

    private async Task<IPage> OpenAsync(ServedSite site, string who, Actor person, string path)
    {
        var page = await _visitors!.OpenAsync(who);
        await site.LogInAsync(page, person);
        await page.GotoAsync(path);
        return page;
    }
}
