using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

public sealed class SpeakingTheReadersLanguageTests(Stages stage, Browser browser)
{
    private static BrowserNewContextOptions German => new() { Locale = "de-AT", TimezoneId = "UTC" };

    [Fact]
    public async Task A_german_browser_signs_up_in_german_and_its_mails_are_german()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Limits:LeastFormSeconds=0"]);
        await using var visitors = browser.VisitorsOf(site.Uri);
        await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.PublicSignupAsync(on: true);
        var page = await visitors.OpenAsync("karl", German);

        await page.GotoAsync("/portal/IT/signup");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await page.GetByLabel("E-Mail").FillAsync("karl@example.net");
        await page.GetByLabel("Vollständiger Name").FillAsync("Karl Kunde");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Registrieren" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Wir haben Ihnen eine E-Mail geschickt" })).ToBeVisibleAsync();
        Assert.Equal("Bestätigen Sie Ihre Adresse für IT desk", await SubjectAsync(site, MailKind.SignUpProof));

        await page.GotoAsync((await site.LinkMailedToAsync("karl@example.net")).PathAndQuery);
        await page.GetByLabel("Passwort").FillAsync("password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Konto anlegen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("leicht zu erraten");
        await page.GetByLabel("Passwort").FillAsync(SignUpStories.GoodPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Konto anlegen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Meine Anfragen" }).First).ToBeVisibleAsync();
        Assert.Equal("Willkommen bei IT desk", await SubjectAsync(site, MailKind.Welcome));
        Assert.Equal("de", (await site.AccountAsync("karl@example.net")).Language);
    }

    [Fact]
    public async Task The_language_of_the_profile_counts_from_the_next_page_on_and_before_the_browsers()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        var page = await story.KarlsPageAsync();

        await page.GotoAsync("/Identity/Account/Manage");
        await page.GetByLabel("Language").SelectOptionAsync("Deutsch");
        await page.GetByLabel("Time zone").SelectOptionAsync("Asia/Tokyo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Ihr Profil wurde gespeichert.");

        await page.GotoAsync("/portal/requests");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(page.GetByText("Keine Anfragen")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_comes_by_itself_comes_in_the_readers_language_and_zone()
    {
        await using var story = await PortalStory.BeginAsync(stage, browser);
        await story.Site.ChangeAccountAsync(story.Karl, karl => (karl.Language, karl.TimeZone) = ("de", "Asia/Tokyo"));
        var request = await story.RequestAsync();
        var page = await story.KarlsPageAsync();
        await page.GotoAsync($"/portal/requests/{request.Key}");
        await Expect(page.GetByText("Offen", new() { Exact = true })).ToBeVisibleAsync();

        Assert.Null((await story.Site.Get<AgentRequests>().MoveAsync(request.Id, RequestStatus.InProgress, request.Version, by: story.Nora)).Refusal);

        await Expect(page.GetByText("In Bearbeitung", new() { Exact = true })).ToBeVisibleAsync();
        var raised = page.Locator("article local-time").First;
        await Expect(raised).ToContainTextAsync("jetzt");
        var inTokyo = TimeZoneInfo.ConvertTime(request.RaisedAt, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));
        await Expect(raised).ToHaveAttributeAsync("title", new Regex($"^{inTokyo.Day}\\. \\S+ {inTokyo.Year}, {inTokyo:HH:mm} GMT\\+9$"));
        Assert.Empty(story.ScriptErrors);
    }

    [Fact]
    public async Task The_crosses_of_dialogs_have_german_names()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await using var visitors = browser.VisitorsOf(site.Uri);
        var page = await visitors.OpenAsync("ada", German);
        await site.LogInAsync(page, site.Ada);

        await page.GotoAsync("/admin/desks");
        await page.GetByRole(AriaRole.Button, new() { Name = "Desk anlegen" }).First.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Desk anlegen" })).ToBeVisibleAsync();
        await Expect(page.Locator(".rz-dialog-titlebar-close")).ToHaveAttributeAsync("aria-label", "Dialog schließen");
    }

    [Fact]
    public async Task A_page_kept_in_one_language_is_not_shown_to_who_reads_another()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));

        Assert.Equal(["Log in", "Anmelden", "Anmelden", "Log in"], new[]
        {
            await LogInButtonAsync(site, "en"), await LogInButtonAsync(site, "de-CH, en;q=0.5"), await LogInButtonAsync(site, "fr, de;q=0.5"), await LogInButtonAsync(site, "fr"),
        });
    }

    private static async Task<string> LogInButtonAsync(ServedSite site, string languages)
    {
        using var stranger = new HttpClient { BaseAddress = site.Uri };
        stranger.DefaultRequestHeaders.Add("Accept-Language", languages);
        return Regex.Match(await stranger.GetStringAsync("/portal", TestContext.Current.CancellationToken), "Log in|Anmelden").Value;
    }

    private static Task<string> SubjectAsync(ServedSite site, MailKind kind) => site.ReadAsync(db => db.Outbox.Where(mail => mail.Kind == kind).Select(mail => mail.Subject).SingleAsync());
}
