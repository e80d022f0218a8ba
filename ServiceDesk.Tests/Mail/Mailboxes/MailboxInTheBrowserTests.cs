using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Mail.Mailboxes;

public sealed class MailboxInTheBrowserTests(Stages stage, Browser browser, SharedDovecot mailboxes) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task An_administrator_connects_the_desk_to_a_mail_server_tests_it_switches_it_on_and_a_mail_becomes_a_request()
    {
        var server = await mailboxes.ServerAsync();
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var desk = await site.MailDeskAsync();
        var form = server.MailboxOf(desk, "browser");
        _visitors = browser.VisitorsOf(site.Uri);
        var dora = await _visitors.OpenAsync("dora");
        await site.LogInAsync(dora, await site.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator));
        await dora.GotoAsync("/desks/IT/mail");
        var card = dora.GetByRole(AriaRole.Region, new() { Name = "Mailbox" });
        await Expect(card.GetByRole(AriaRole.Switch, new() { Name = "Read this mailbox" })).ToBeDisabledAsync();

        await card.GetByLabel("Mail server").FillAsync(form.Host);
        await card.GetByLabel("Port", new() { Exact = true }).FillAsync($"{form.Port}");
        await card.GetByLabel("User", new() { Exact = true }).FillAsync(form.User);
        await card.GetByLabel("Password of the mailbox").FillAsync("wrong");
        await card.GetByLabel("Certificate").FillAsync(form.Thumbprint);
        await card.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Expect(card.GetByText("Authentication failed.")).ToBeVisibleAsync();
        await card.GetByLabel("Password of the mailbox").FillAsync(form.Password);
        await card.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Expect(card.GetByText("The connection works.")).ToBeVisibleAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Save mailbox" }).ClickAsync();
        await Expect(dora.GetByText("The mailbox was saved.")).ToBeVisibleAsync();
        await Expect(card.GetByLabel("Password of the mailbox", new() { Exact = true })).ToHaveValueAsync("");
        await card.GetByRole(AriaRole.Switch, new() { Name = "Read this mailbox" }).ClickAsync();
        await Expect(card.GetByText("Last read:")).ToBeVisibleAsync();

        server.Deliver("browser", new Letter("Kim Kunde <kim@kunde.test>", Subject: "The printer is on strike").Raw);

        await Expect(dora.GetByRole(AriaRole.Row).Filter(new() { HasText = "kim@kunde.test" })).ToContainTextAsync("IT-1");
        await server.HoldsAsync("browser", "Processed", 1);
        Assert.Empty(_visitors.ScriptErrors);
    }
}
