using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class RegisteringInTheBrowserTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private const string Address = "rita@acme.test";
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_stranger_registers_by_form_and_mail_and_is_logged_in_with_a_seat()
    {
        await using var site = await StartAsync();
        await site.OpenRegistrationAsync();
        var page = await _visitors!.OpenAsync("rita", new() { JavaScriptEnabled = false, Locale = "en-US" });
        await page.GotoAsync("/Identity/Account/Login");
        await page.GetByRole(AriaRole.Link, new() { Name = "Register" }).ClickAsync();
        await AskAsync(page, "rita");
        await Expect(page.GetByLabel("Email")).ToHaveAccessibleDescriptionAsync("This is not an e-mail address.");
        await Expect(page.GetByLabel("Full name")).ToHaveValueAsync("Rita Rose");

        await AskAsync(page, Address);
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("we have sent you a mail");
        await page.GotoAsync((await site.LinkMailedToAsync(Address)).PathAndQuery);
        await Expect(page.GetByText($"For {Address}")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Full name")).ToHaveValueAsync("Rita Rose");
        await ChooseAsync(page, "password1");
        await Expect(page.GetByLabel("Password")).ToHaveAccessibleDescriptionAsync(new Regex("commonly used"));
        Assert.False(await IsKnownAsync(site));
        await ChooseAsync(page, Good);

        await Expect(page).ToHaveURLAsync(new Regex("/portal$"));
        await page.GotoAsync("/Identity/Account/Manage");
        await Expect(page.GetByLabel("Full name")).ToHaveValueAsync("Rita Rose");
        var rita = await site.AccountAsync(Address);
        Assert.Equal(Application.Team, await site.ReadAsync(db => db.Seats.Where(seat => seat.AccountId == rita.Id).Select(seat => seat.Application).SingleAsync()));
    }

    [Fact]
    public async Task While_the_site_is_private_there_is_no_form_and_one_opened_before_is_refused()
    {
        await using var site = await StartAsync();
        await site.OpenRegistrationAsync();
        var page = await _visitors!.OpenAsync("rita");
        await page.GotoAsync("/Identity/Account/Register");
        await site.ChangeAsync(async db => (await db.Site.AsTracking().SingleAsync()).Choose(SiteMode.Private, site.Ada.AccountId!.Value, site.Now));

        await AskAsync(page, Address);
        await ExpectClosedAsync(page);
        await page.GotoAsync("/Identity/Account/Register");
        await ExpectClosedAsync(page);

        Assert.False(await IsKnownAsync(site));
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync()));
    }

    private static async Task ExpectClosedAsync(IPage page)
    {
        await Expect(page.GetByText("Registration is closed on this site. Its administrators invite new users.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Email")).ToHaveCountAsync(0);
    }

    private static async Task AskAsync(IPage page, string address)
    {
        await page.GetByLabel("Email").FillAsync(address);
        await page.GetByLabel("Full name").FillAsync("Rita Rose");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
    }

    private static async Task ChooseAsync(IPage page, string password)
    {
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
    }

    private static Task<bool> IsKnownAsync(ServedSite site) => site.ReadAsync(db => db.Accounts.AnyAsync(account => account.NormalizedEmail == Address));

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
