using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

public sealed class NamingTheSiteTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_sites_name_stands_on_its_pages_in_their_titles_and_in_its_mails()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Site:Name=Acme Help"]);
        _visitors = browser.VisitorsOf(site.Uri);
        var page = await _visitors.OpenAsync("ada");

        await page.GotoAsync("/portal");
        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Acme Help");
        await Expect(page).ToHaveTitleAsync("Customer portal · Acme Help");
        await page.GotoAsync("/Identity/Account/Login");
        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Acme Help");
        await Expect(page).ToHaveTitleAsync("Log in · Acme Help");

        var made = await site.Get<UserDirectory>().CreateUserAsync(new NewUser("nora@desk.test", "Nora", new HashSet<Application>(), IsInvited: true, null), by: site.Ada);
        Assert.True(made.IsDone);
        Assert.Equal("You are invited to Acme Help", await site.ReadAsync(db => db.Outbox.Select(mail => mail.Subject).SingleAsync()));
    }
}
