using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

public sealed class StaleFormsTests(Stages stage, Browser browser)
{
    [Theory]
    [InlineData("/portal/IT/signup", "Sign up", "Email", "Full name")]
    [InlineData("/Identity/Account/ForgotPassword", "Send", "Email")]
    public async Task A_form_without_its_cookie_is_not_carried_out_and_is_shown_anew_with_the_reason(string path, string button, params string[] fields)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await using var visitors = browser.VisitorsOf(site.Uri);
        await site.PublicSignupAsync(on: true);
        var it = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.CustomerAsync(it, "karl@kunde.test");
        var page = await visitors.OpenAsync("karl");
        await page.GotoAsync(path);
        foreach (var field in fields)
        {
            await page.GetByLabel(field).FillAsync("karl@kunde.test");
        }

        await page.Context.ClearCookiesAsync();

        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { NameRegex = new($"^{button}") }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Nothing was sent");
        await Expect(page.GetByLabel("Email")).ToBeVisibleAsync();
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync()));
    }
}
