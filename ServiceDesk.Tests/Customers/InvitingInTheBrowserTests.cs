using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Customers;

public sealed class InvitingInTheBrowserTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task An_agent_invites_three_one_accepts_and_the_lists_change_before_the_agents_eyes()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        await site.PublicSignupAsync(on: true);
        var desk = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var nora = await _visitors.OpenAsync("nora");
        await site.LogInAsync(nora, await site.StaffAsync(desk, "nora@desk.test", DeskRole.Agent));

        await nora.GotoAsync("/desks/IT/people/customers");
        await nora.GetByRole(AriaRole.Button, new() { Name = "Invite customers" }).ClickAsync();
        var dialog = nora.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Email addresses").FillAsync("Karl Kunde <karl@kunde.test>\nlena@kunde.test; mia@kunde.test");
        await Expect(dialog.GetByText("Gets an invitation by mail.")).ToHaveCountAsync(3);
        await dialog.GetByLabel("Message").FillAsync("Please raise your requests here.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(dialog.GetByText("3 mails are on their way.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).Last.ClickAsync();
        await Expect(nora.Locator("[data-pending]")).ToHaveTextAsync("3");

        var karl = await _visitors.OpenAsync("karl", new() { Locale = "en-US", TimezoneId = "UTC", JavaScriptEnabled = false });
        await karl.GotoAsync((await site.LinkMailedToAsync("karl@kunde.test")).PathAndQuery);
        await Expect(karl.GetByText("Please raise your requests here.")).ToBeVisibleAsync();
        await Expect(karl.GetByLabel("Full name")).ToHaveValueAsync("Karl Kunde");
        await karl.GetByLabel("Password").FillAsync(SignUpStories.GoodPassword);
        await karl.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(karl).ToHaveURLAsync(new Uri(site.Uri, "/portal/IT").ToString());

        await Expect(nora.Locator("[data-pending]")).ToHaveTextAsync("2");
        await Expect(nora.Locator("[data-count]")).ToHaveTextAsync("1");
        await Expect(nora.GetByRole(AriaRole.Row, new() { Name = "Karl Kunde" })).ToContainTextAsync("Accepted an invitation");
        await nora.GetByRole(AriaRole.Button, new() { Name = "Revoke lena@kunde.test" }).ClickAsync();
        await Expect(nora.Locator("[data-pending]")).ToHaveTextAsync("1");
        Assert.Equal(1, await site.ReadAsync(db => db.Outbox.CountAsync(mail => mail.SealedLink != null)));
        Assert.Empty(_visitors.ScriptErrors);
    }
}
