using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Journeys;

/// <summary>From an empty site to a stranger's first answered request: three people, three browsers, all open at once.</summary>
public sealed class FirstRequestJourney(Stages stage, Browser browser) : IAsyncDisposable
{
    private const string Password = "violet anchor brass 41";

    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory, OnBothDatabases]
    public async Task A_stranger_signs_up_raises_a_request_and_sees_the_answer_arrive(DatabaseProvider database)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database), isSetUp: false, settings: ["--Limits:LeastFormSeconds=0"]);
        _visitors = browser.VisitorsOf(site.Uri);
        var ada = await _visitors.OpenAsync("ada");
        var nora = await _visitors.OpenAsync("nora");
        var karl = await _visitors.OpenAsync("karl");

        await SetUpAsync(site, ada);
        await MakeDeskAsync(ada);
        await InviteAgentAsync(site, ada, nora);
        await OpenTheDoorAsync(ada);
        await SignUpAsync(site, karl);
        await RaiseAndAnswerAsync(karl, nora);
        await DeactivateAsync(ada, karl);

        Assert.Empty(_visitors.ScriptErrors);
    }

    private static async Task SetUpAsync(ServedSite site, IPage ada)
    {
        await ada.GotoAsync("/");
        await Expect(ada).ToHaveURLAsync(new Regex("/setup$"));
        await ada.GetByLabel("Setup token").FillAsync(site.Get<FirstRun>().Token);
        await ada.GetByLabel("Email").FillAsync("ada@example.org");
        await ada.GetByLabel("Full name").FillAsync("Ada Admin");
        await ada.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await ada.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(ada).ToHaveURLAsync(new Regex("/admin/configuration$"));
    }

    private static async Task MakeDeskAsync(IPage ada)
    {
        await ada.GetByRole(AriaRole.Link, new() { Name = "Desks" }).ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Create desk" }).ClickAsync();
        await ada.GetByLabel("Key").FillAsync("IT");
        await ada.GetByLabel("Name").FillAsync("IT support");
        await ada.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Create desk" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Navigation).GetByText("IT support")).ToBeVisibleAsync();
    }

    private static async Task InviteAgentAsync(ServedSite site, IPage ada, IPage nora)
    {
        await ada.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        var dialog = ada.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Email").FillAsync("nora@example.org");
        await dialog.GetByLabel("Full name").FillAsync("Nora Agent");
        await dialog.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Service Desk") }).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        await Expect(ada.GetByText("Nora Agent").First).ToBeVisibleAsync();

        await nora.GotoAsync((await site.LinkMailedToAsync("nora@example.org")).PathAndQuery);
        await nora.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await nora.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(nora).ToHaveURLAsync(new Regex("/portal$"));

        await ada.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Agents" }).ClickAsync();
        await ada.GetByLabel("Add agent or collaborator").SelectOptionAsync(new SelectOptionValue { Label = "Nora Agent" });
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await nora.GetByRole(AriaRole.Link, new() { Name = "Staff area" }).ClickAsync();
        await Expect(nora).ToHaveURLAsync(new Regex("/desks/IT/queues$"));
    }

    private static async Task OpenTheDoorAsync(IPage ada)
    {
        await ada.GetByRole(AriaRole.Link, new() { Name = "Configuration" }).ClickAsync();
        await ada.GetByRole(AriaRole.Switch, new() { Name = "Public signup" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Switch, new() { Name = "Public signup" })).ToBeCheckedAsync();

        await ada.GetByRole(AriaRole.Link, new() { Name = "Customers" }).ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Restricted access" }).ClickAsync();
        await ada.GetByLabel("Everyone with an account can access my Customer Portal").CheckAsync();
        await ada.GetByLabel("Anyone can sign up for a customer account on my Customer Portal").CheckAsync();
        await ada.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Everyone can access" })).ToBeVisibleAsync();
    }

    private static async Task SignUpAsync(ServedSite site, IPage karl)
    {
        await karl.GotoAsync("/portal/IT");
        await karl.GetByRole(AriaRole.Link, new() { Name = "Sign up" }).ClickAsync();
        await karl.GetByLabel("Email").FillAsync("karl@example.net");
        await karl.GetByLabel("Full name").FillAsync("Karl Kunde");
        await karl.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(karl.GetByText("We have sent you a mail").First).ToBeVisibleAsync();

        await karl.GotoAsync((await site.LinkMailedToAsync("karl@example.net")).PathAndQuery);
        await karl.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await karl.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(karl).ToHaveURLAsync(new Regex("/portal/IT$"));
    }

    private static async Task RaiseAndAnswerAsync(IPage karl, IPage nora)
    {
        await karl.GetByRole(AriaRole.Link, new() { Name = "Report a problem" }).ClickAsync();
        await karl.GetByLabel("Summary").FillAsync("The printer eats paper");
        await karl.GetByLabel("Description").FillAsync("Since this morning, in room 12.");
        await karl.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(karl).ToHaveURLAsync(new Regex("/portal/requests/IT-1$"));

        await nora.GetByRole(AriaRole.Link, new() { Name = "The printer eats paper" }).ClickAsync();
        await nora.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync("Karl again. Check the tray first.");
        await nora.GetByRole(AriaRole.Button, new() { Name = "Add internal note" }).ClickAsync();
        await Expect(nora.GetByText("Check the tray first")).ToBeVisibleAsync();
        await Expect(nora.GetByRole(AriaRole.Textbox, new() { Name = "Comment" })).ToHaveValueAsync("");
        await nora.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync("Please pull the tray out once.");
        await nora.GetByRole(AriaRole.Button, new() { Name = "Reply" }).ClickAsync();

        await Expect(karl.GetByText("Please pull the tray out once.")).ToBeVisibleAsync();
        await Expect(karl.GetByText("Check the tray first")).ToHaveCountAsync(0);
        await karl.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync("That helped, thank you!");
        await karl.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(nora.GetByText("That helped, thank you!")).ToBeVisibleAsync();
    }

    private static async Task DeactivateAsync(IPage ada, IPage karl)
    {
        await ada.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        var row = ada.GetByRole(AriaRole.Row).Filter(new() { HasText = "Karl Kunde" });
        await row.GetByText("Actions").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Deactivate" }).ClickAsync();
        await ada.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Deactivate" }).ClickAsync();

        await Expect(karl).ToHaveURLAsync(new Regex("/Identity/Account/Login"));
    }
}
