using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Accounts;

public sealed class SignUpPagesTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stranger_signs_up_from_the_open_desks_to_the_form_they_came_for_with_and_without_script(bool hasScript)
    {
        await using var site = await OpenSiteAsync();
        var page = await _visitors!.OpenAsync("karl", new() { JavaScriptEnabled = hasScript, Locale = "en-US" });
        await page.GotoAsync("/portal");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "IT desk" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign up" }).ClickAsync();
        await page.GotoAsync("/portal/IT/signup?returnPath=%2Fportal%2FIT%3Ffrom%3Dsign-up");

        await AskAsync(page, "karl@example.com", "Karl Kunde");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "We have sent you a mail" })).ToBeVisibleAsync();

        await page.GotoAsync((await site.LinkMailedToAsync("karl@example.com")).PathAndQuery);
        await Expect(page.GetByLabel("Full name")).ToHaveValueAsync("Karl Kunde");
        await page.GetByLabel("Password").FillAsync(SignUpStories.GoodPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/portal/IT\\?from=sign-up$"));
        Assert.Contains(await page.Context.CookiesAsync(), cookie => cookie.Name.Contains("Session", StringComparison.Ordinal));
        if (hasScript)
        {
            await Expect(page.GetByText("Karl Kunde")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task What_is_the_matter_stands_at_its_field_and_nothing_is_lost()
    {
        await using var site = await OpenSiteAsync();
        var page = await _visitors!.OpenAsync("karl", new() { JavaScriptEnabled = false });
        await page.GotoAsync("/portal/IT/signup");

        // As a client without the browser's own checks.
        await AskAsync(page, "karl@example", "Karl Kunde");

        var email = page.GetByLabel("Email");
        await Expect(email).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(email).ToHaveAttributeAsync("aria-describedby", "email-error");
        await Expect(page.Locator("#email-error")).ToHaveTextAsync("This is not an e-mail address.");
        await Expect(email).ToHaveValueAsync("karl@example");
        await Expect(page.GetByLabel("Full name")).ToHaveValueAsync("Karl Kunde");
        await AskAsync(page, "karl@example.com", "Karl Kunde");
        await Expect(page.GetByText("We have sent you a mail")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_desk_that_is_not_open_and_one_that_is_not_there_look_alike_to_strangers()
    {
        await using var site = await OpenSiteAsync();
        await site.DeskAsync("HR", CustomerAccess.Restricted);
        var page = await _visitors!.OpenAsync("karl");
        var seen = new List<string>();
        foreach (var key in new[] { "HR", "NO" })
        {
            var answer = await page.GotoAsync($"/portal/{key}/signup");
            Assert.Equal(200, answer!.Status);
            seen.Add((await page.Locator("main").InnerTextAsync()).Replace(key, "KEY", StringComparison.Ordinal));
            await page.GotoAsync($"/portal/{key}");
            Assert.Contains($"/Identity/Account/Login?returnUrl=%2Fportal%2F{key}", page.Url, StringComparison.Ordinal);
        }

        Assert.Contains("Sign-up is closed", seen[0], StringComparison.Ordinal);
        Assert.Equal(seen[0], seen[1]);
        await page.GotoAsync("/portal");
        Assert.DoesNotContain("HR", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_sent_in_no_time_or_with_a_mark_that_is_made_up_is_asked_for_once_more()
    {
        await using var site = await OpenSiteAsync("--Limits:LeastFormSeconds=600");
        var page = await _visitors!.OpenAsync("karl");
        await page.GotoAsync("/portal/IT/signup");

        await AskAsync(page, "karl@example.com", "Karl Kunde");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("once more");
        await page.Locator("[name='Form.Token']").EvaluateAsync("field => field.value = 'made up'");
        await AskAsync(page, "karl@example.com", "Karl Kunde");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("once more");
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task An_expired_link_says_so_and_one_button_sends_a_new_one()
    {
        await using var site = await OpenSiteAsync();
        var page = await _visitors!.OpenAsync("karl", new() { JavaScriptEnabled = false });
        var secret = await site.SignUpSecretAsync("karl@example.com");
        await site.ReadAsync(db => db.MailedLinks.ExecuteUpdateAsync(set => set.SetProperty(link => link.ExpiresAt, site.Now)));
        await page.GotoAsync($"/portal/signup/{secret}");
        await Expect(page.GetByText("This link has expired")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Send a new link" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "We have sent you a mail" })).ToBeVisibleAsync();
        await page.GotoAsync((await site.LinkMailedToAsync("karl@example.com")).PathAndQuery);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Choose your password" })).ToBeVisibleAsync();
        await page.GotoAsync($"/portal/signup/{secret}");
        await Expect(page.GetByText("This link no longer counts")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_closed_or_used_meanwhile_is_told_at_the_post()
    {
        await using var site = await OpenSiteAsync();
        var karl = await _visitors!.OpenAsync("karl");
        var nora = await _visitors.OpenAsync("nora");
        await karl.GotoAsync($"/portal/signup/{await site.SignUpSecretAsync("karl@example.com")}");
        var secret = await site.SignUpSecretAsync("nora@example.com");
        await nora.GotoAsync($"/portal/signup/{secret}");
        await site.FinishAsync(secret);
        await site.PublicSignupAsync(on: false);

        foreach (var page in new[] { karl, nora })
        {
            await page.GetByLabel("Password").FillAsync(SignUpStories.GoodPassword);
            await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        }

        await Expect(karl.GetByText("Sign-up is closed")).ToBeVisibleAsync();
        await Expect(nora.GetByText("This link was used before")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_browser_logged_in_as_somebody_else_is_asked_to_log_out_first()
    {
        await using var site = await OpenSiteAsync();
        var page = await _visitors!.OpenAsync("nora");
        await site.LogInAsync(page, await site.PersonAsync("nora@example.com", "Nora"));

        await page.GotoAsync($"/portal/signup/{await site.SignUpSecretAsync("karl@example.com")}");

        await Expect(page.GetByText("You are logged in as somebody else")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Log out" })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Password")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task While_addresses_are_not_verified_the_form_asks_for_the_password_and_logs_in_at_once()
    {
        await using var site = await OpenSiteAsync();
        await site.ChangeAsync(async db => (await db.Site.AsTracking().SingleAsync()).VerifiesAddresses = false);
        var page = await _visitors!.OpenAsync("karl");
        await page.GotoAsync("/portal/IT/signup");
        await page.GetByLabel("Password").FillAsync("password1");
        await AskAsync(page, "karl@example.com", "Karl Kunde");
        await Expect(page.Locator("#password-error")).ToContainTextAsync("commonly used");

        await page.GetByLabel("Password").FillAsync(SignUpStories.GoodPassword);
        await AskAsync(page, "karl@example.com", "Karl Kunde");

        await Expect(page).ToHaveURLAsync(new Regex("/portal/IT$"));
        await Expect(page.GetByText("Karl Kunde")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Every_page_of_it_fits_a_small_screen_and_shuts_nobody_out()
    {
        await using var site = await OpenSiteAsync();
        var page = await _visitors!.OpenAsync("karl", new() { ViewportSize = new() { Width = 360, Height = 740 } });
        var barriers = new Barriers();
        var secret = await site.SignUpSecretAsync("karl@example.com");
        foreach (var path in new[] { "/portal/NO/signup", $"/portal/signup/{secret}" })
        {
            await page.GotoAsync(path);
            await barriers.LookAsync(page, path);
        }

        Assert.Empty(barriers.Found);
    }

    private static async Task AskAsync(IPage page, string address, string name)
    {
        await page.GetByLabel("Email").FillAsync(address);
        await page.GetByLabel("Full name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign up" }).ClickAsync();
    }

    /// <summary>A site whose one desk, IT, takes strangers.</summary>
    private async Task<ServedSite> OpenSiteAsync(params string[] settings)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: settings);
        await site.PublicSignupAsync(on: true);
        await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
