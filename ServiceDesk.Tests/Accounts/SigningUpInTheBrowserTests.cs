using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Accounts;

/// <summary>The pages of sign-up, without script: a stranger's browser runs none here.</summary>
public sealed class SigningUpInTheBrowserTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private const string Password = "violet anchor brass 41";
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_stranger_lands_on_what_they_came_for_and_the_link_works_once()
    {
        await using var site = await OpenSiteAsync();
        var karl = await ComeAsync("karl");
        await karl.GotoAsync("/portal/IT/signup?returnPath=/portal/requests");
        await AskAsync(karl, "karl@example.net");
        await Expect(karl.GetByRole(AriaRole.Heading, new() { Name = "We have sent you a mail" })).ToBeVisibleAsync();

        var link = (await site.LinkMailedToAsync("karl@example.net")).PathAndQuery;
        await karl.GotoAsync(link);
        await karl.GotoAsync(link);
        await Expect(karl.GetByText("karl@example.net")).ToBeVisibleAsync();
        Assert.Equal(0, await site.ReadAsync(db => db.Accounts.CountAsync(account => account.NormalizedEmail == "karl@example.net")));

        await ChooseAsync(karl, "12345678");
        await Expect(karl.GetByRole(AriaRole.Alert)).ToContainTextAsync("easily guessed");
        await ChooseAsync(karl, Password);
        await Expect(karl).ToHaveURLAsync(new Regex("/portal/requests$"));

        var other = await ComeAsync("other");
        await other.GotoAsync(link);
        await Expect(other.GetByText("This link was used before")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_same_screen_answers_known_and_unknown_addresses()
    {
        await using var site = await OpenSiteAsync();
        await site.PersonAsync("known@example.net");
        await site.ContactAsync("contact@example.net");
        var screens = new HashSet<string>(StringComparer.Ordinal);

        foreach (var address in new[] { "known@example.net", "contact@example.net", "unknown@example.net" })
        {
            var page = await ComeAsync(address);
            await page.GotoAsync("/portal/IT/signup");
            await AskAsync(page, address);
            screens.Add(await page.GetByRole(AriaRole.Main).InnerHTMLAsync());
        }

        Assert.Single(screens);
        Assert.Contains("We have sent you a mail", screens.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_door_that_closes_while_the_form_is_filled_in_refuses_politely()
    {
        await using var site = await OpenSiteAsync();
        var karl = await ComeAsync("karl");
        await karl.GotoAsync("/portal/IT/signup");

        await site.PublicSignupAsync(on: false);
        await AskAsync(karl, "karl@example.net");

        await Expect(karl.GetByRole(AriaRole.Heading, new() { Name = "Sign-up is closed" })).ToBeVisibleAsync();
        Assert.Empty(await site.ReadAsync(db => db.Outbox.ToListAsync()));
    }

    [Fact]
    public async Task A_door_that_closes_while_the_password_is_chosen_refuses_politely()
    {
        await using var site = await OpenSiteAsync();
        var karl = await ComeAsync("karl");
        await karl.GotoAsync("/portal/IT/signup");
        await AskAsync(karl, "karl@example.net");
        await karl.GotoAsync((await site.LinkMailedToAsync("karl@example.net")).PathAndQuery);

        await site.PublicSignupAsync(on: false);
        await ChooseAsync(karl, Password);

        await Expect(karl.GetByText("Sign-up is closed")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/portal/IT/signup")]
    [InlineData("/portal/NONE/signup")]
    public async Task A_closed_desk_and_a_desk_that_is_none_look_alike(string path)
    {
        await using var site = await OpenSiteAsync();
        await site.PublicSignupAsync(on: false);
        var karl = await ComeAsync("karl");

        await karl.GotoAsync(path);

        await Expect(karl.GetByRole(AriaRole.Heading, new() { Name = "Sign-up is closed" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("karl@example.net\r\nBcc: all@example.net")]
    public async Task What_is_no_address_is_said_and_what_was_typed_stays(string address)
    {
        await using var site = await OpenSiteAsync();
        var karl = await ComeAsync("karl");
        await karl.GotoAsync("/portal/IT/signup");
        await karl.Locator("form.card").EvaluateAsync("form => { form.noValidate = true; form.elements['Form.Email'].type = 'text'; }");

        await AskAsync(karl, address);

        await Expect(karl.GetByRole(AriaRole.Alert)).ToContainTextAsync("not an e-mail address");
        await Expect(karl.GetByLabel("Full name")).ToHaveValueAsync("Karl Kunde");
    }

    [Fact]
    public async Task Too_many_tries_from_one_network_are_told_to_wait()
    {
        await using var site = await OpenSiteAsync("--Limits:SignUpsPerNetwork=1");
        var karl = await ComeAsync("karl");
        await karl.GotoAsync("/portal/IT/signup");
        await AskAsync(karl, "one@example.net");
        await karl.GotoAsync("/portal/IT/signup");

        var answer = await karl.RunAndWaitForResponseAsync(() => AskAsync(karl, "two@example.net"), response => response.Request.Method == "POST");

        Assert.Equal(429, answer.Status);
        Assert.NotNull(await answer.HeaderValueAsync("retry-after"));
        await Expect(karl.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_program_that_fills_in_every_field_gets_nothing()
    {
        await using var site = await OpenSiteAsync();
        var karl = await ComeAsync("karl");
        await karl.GotoAsync("/portal/IT/signup");
        await karl.Locator("#website").EvaluateAsync("field => field.value = 'https://spam.example'");

        await AskAsync(karl, "karl@example.net");

        await Expect(karl.GetByRole(AriaRole.Heading, new() { Name = "We have sent you a mail" })).ToBeVisibleAsync();
        Assert.Empty(await site.ReadAsync(db => db.Outbox.ToListAsync()));
    }

    private static async Task AskAsync(IPage page, string address)
    {
        await page.GetByLabel("Email").FillAsync(address);
        await page.GetByLabel("Full name").FillAsync("Karl Kunde");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign up" }).ClickAsync();
    }

    private static async Task ChooseAsync(IPage page, string password)
    {
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
    }

    private async Task<ServedSite> OpenSiteAsync(params string[] settings)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Limits:LeastFormSeconds=0", .. settings]);
        _visitors = browser.VisitorsOf(site.Uri);
        await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.PublicSignupAsync(on: true);
        site.Get<LiveFeed>().Publish([Topic.Site]);
        return site;
    }

    private Task<IPage> ComeAsync(string who) => _visitors!.OpenAsync(who, new() { Locale = "en-US", TimezoneId = "UTC", JavaScriptEnabled = false });
}
