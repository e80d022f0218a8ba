using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

/// <summary>The pages of work, of the portal and of one's own account: on a telephone and a desk, light and dark, for a screen reader.</summary>
public sealed class PagesWithoutBarriersTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private static readonly string[] Strangers = ["/portal", "/portal/IT", "/portal/IT/signup", "/portal/signup/no-such-link", "/collectors/confirm/no-such-link", "/Identity/Account/Login", "/Identity/Account/ForgotPassword", "/nowhere", "/setup"];

    private static readonly string[] Adas = ["/admin/users", "/admin/users/{karl}", "/admin/licence", "/admin/mail", "/admin/mail/templates", "/admin/audit", "/admin/address-rules", "/admin/door-log", "/desks/IT/people/door-log", "/desks/IT/mail", "/desks/IT/webhooks", "/desks/IT/collectors", "/desks/IT/queues?filter=All", "/desks/IT/create?for=karl@kunde.test", "/desks/IT/queues?filter=Mine", "/desks/IT/requests/IT-1", "/desks/IT/people/customers?search=karl", "/desks/IT/people/customers/import"];

    private static readonly string[] Karls = ["/portal", "/portal/IT", "/portal/IT/create/{type}", "/portal/requests", "/portal/requests/IT-1",
        "/Identity/Account/Manage", "/Identity/Account/Manage/Email", "/Identity/Account/Manage/ChangePassword", "/Identity/Account/Manage/TwoFactorAuthentication", "/Identity/Account/Manage/PersonalData"];

    private readonly Barriers _barriers = new();
    private Visitors? _visitors;
    private string _type = "";
    private string _karl = "";

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Each_page_fits_the_screen_and_has_no_barrier_in_either_look(int width)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        var karl = await FillAsync(site);
        _karl = $"{karl.AccountId}";
        var options = new BrowserNewContextOptions { Locale = "en-US", TimezoneId = "UTC", ViewportSize = new() { Width = width, Height = 740 } };

        var stranger = await _visitors.OpenAsync("stranger", options);
        await LookAtAsync(stranger, [.. Strangers, (await site.LinkMailedToAsync("invited@kunde.test")).AbsolutePath]);
        var portal = await _visitors.OpenAsync("karl", options);
        await site.LogInAsync(portal, karl);
        await LookAtAsync(portal, Karls);
        var staff = await _visitors.OpenAsync("ada", options);
        await site.LogInAsync(staff, site.Ada);
        await LookAtAsync(staff, Adas);
        await LookAtMenusAndMessagesAsync(staff, width);

        Assert.Empty(_barriers.Found);
        Assert.Empty(_visitors.ScriptErrors);
    }

    private async Task LookAtAsync(IPage page, string[] paths)
    {
        foreach (var path in paths)
        {
            await page.GotoAsync(path.Replace("{type}", _type, StringComparison.Ordinal).Replace("{karl}", _karl, StringComparison.Ordinal));
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await _barriers.LookAsync(page, path);
        }
    }

    private async Task LookAtMenusAndMessagesAsync(IPage page, int width)
    {
        await page.GotoAsync("/admin/mail");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again to" }).Last.ClickAsync();
        await Expect(page.Locator(".rz-notification-success")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again to" }).Last.ClickAsync();
        await Expect(page.Locator(".rz-notification-warn")).ToBeVisibleAsync();
        await _barriers.LookAsync(page, "messages");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open mail to" }).First.ClickAsync();
        await Expect(page.Locator(".mail-frame")).ToBeVisibleAsync();
        await _barriers.LookAsync(page, "an opened mail");

        await page.GotoAsync("/desks/IT/requests/IT-2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show whole message" }).ClickAsync();
        await Expect(page.FrameLocator(".mail-frame").GetByText("printer")).ToBeVisibleAsync();
        await _barriers.LookAsync(page, "a whole mail");

        await page.GotoAsync("/desks/IT/people/customers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite customers" }).ClickAsync();
        await page.GetByLabel("Email addresses").FillAsync("Some Body <some.body@kunde.test>, nobody, karl@kunde.test");
        await Expect(page.GetByText("Is on the customer list already.")).ToBeVisibleAsync();
        await _barriers.LookAsync(page, "inviting");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).Last.ClickAsync();
        await Expect(page.GetByText("1 mail is on its way.")).ToBeVisibleAsync();
        await _barriers.LookAsync(page, "what came of inviting");

        await page.GotoAsync("/admin/desks");
        if (width < 500)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Users" })).ToBeVisibleAsync();
        }

        await page.Locator(".switcher summary").ClickAsync();
        await _barriers.LookAsync(page, "the switcher");
        await page.Locator(".person summary").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "As the system" })).ToBeVisibleAsync();
        await _barriers.LookAsync(page, "the person's menu");
        await page.Locator(".person summary").ClickAsync();

        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Create desk" }).ClickAsync();
        await page.Locator("#desk-name").FillAsync("Something");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Discard what you typed?" })).ToBeVisibleAsync();
        await _barriers.LookAsync(page, "the question");
    }

    private async Task<Actor> FillAsync(ServedSite site)
    {
        await site.PublicSignupAsync(on: true);
        var it = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.DeskAsync("HR");
        await site.Get<DeskAgents>().AddAsync(it.Id, site.Ada.AccountId!.Value, by: site.Ada);
        var karl = await site.CustomerAsync(it, "karl@kunde.test", "Karl Kunde");
        await site.PersonAsync("a.very.long.address.of.somebody.with.a.long.name@subsidiary.of.a.company.example.test");
        var type = await site.Get<RequestTypes>().MakeAsync(it.Id, new RequestTypeForm("Report a problem", "Something does not work.", RequestIcons.Default), by: site.Ada);
        _type = $"{type.Done}";
        var raised = await site.Get<CustomerRequests>().RaiseAsync(new NewRequest(Guid.CreateVersion7(), "IT", type.Done, "The printer in the room at the very end of the corridor eats paper", "Since Monday.", []), by: karl);
        await site.ChangeAsync(db => db.Desks.Where(desk => desk.Id == it.Id).ExecuteUpdateAsync(set => set.SetProperty(desk => desk.AllowsParticipants, true)));
        Assert.True((await site.Get<RequestParticipants>().AddAsync(raised.Done.Id, "kim.who.takes.part.in.this@subsidiary.example.test", by: karl)).IsDone);
        await site.IsMailedAsync(ClientLetter.Raw("<p>The <b>printer</b></p><img src=cid:part1.logo@example.org><img src=https://elsewhere.test/a.gif>", from: "karl@kunde.test"), it);
        await site.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(account => account.Id == karl.AccountId)).Bounce("5.2.2 The mailbox is full", site.Now));
        await site.Get<PasswordResets>().AskAsync("karl@kunde.test", Actor.Stranger(null));
        await site.Get<CustomerInvitations>().InviteAsync(it.Id, new(TypedAddresses.Read("invited@kunde.test"), "Come in!", IsOpenExpected: true), null, by: site.Ada);
        return karl;
    }
}
