using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Accounts;

/// <summary>The anonymous forms besides sign-up that have a mail written, as a stranger's browser without script sends them.</summary>
public sealed class GuardedFormsTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private const string Address = "karl@acme.test";
    private Visitors? _visitors;

    public static TheoryData<string> Forms => ["/Identity/Account/ForgotPassword", "/Identity/Account/Register"];

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory, MemberData(nameof(Forms))]
    public async Task A_program_that_fills_in_every_field_sees_the_usual_screen_and_gets_nothing(string form)
    {
        await using var site = await StartAsync();
        var people = new Dictionary<bool, string>();

        foreach (var isProgram in new[] { true, false })
        {
            var page = await OpenAsync(form);
            if (isProgram)
            {
                await page.Locator("#website").EvaluateAsync("field => field.value = 'https://spam.example'");
            }

            await SendAsync(page);
            people[isProgram] = await page.GetByRole(AriaRole.Main).InnerHTMLAsync();
            Assert.Equal(isProgram ? 0 : 1, await site.ReadAsync(db => db.Outbox.CountAsync()));
        }

        Assert.Equal(people[false], people[true]);
        Assert.Contains("we have sent you a mail", people[true], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task A_form_sent_in_no_time_or_with_a_mark_that_is_not_its_own_is_asked_for_once_more(string form)
    {
        await using var site = await StartAsync("--Limits:LeastFormSeconds=600");
        var page = await OpenAsync(form);
        await SendAsync(page);
        await ExpectOnceMoreAsync(page);

        await page.Locator("[name='Form.Token']").EvaluateAsync("field => field.value = 'made up'");
        await SendAsync(page);

        await ExpectOnceMoreAsync(page);
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task The_mark_of_one_form_does_not_open_another()
    {
        await using var site = await StartAsync();
        var other = await OpenAsync("/Identity/Account/ForgotPassword");
        var mark = await other.Locator("[name='Form.Token']").InputValueAsync();
        var page = await OpenAsync("/Identity/Account/Register");

        await page.Locator("[name='Form.Token']").EvaluateAsync("(field, mark) => field.value = mark", mark);
        await SendAsync(page);

        await ExpectOnceMoreAsync(page);
        Assert.Equal(0, await site.ReadAsync(db => db.Outbox.CountAsync()));
    }

    private static async Task SendAsync(IPage page)
    {
        await page.GetByLabel("Email").FillAsync(Address);
        if (await page.GetByLabel("Full name").CountAsync() > 0)
        {
            await page.GetByLabel("Full name").FillAsync("Karl Kunde");
        }

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(Send|Register)$") }).ClickAsync();
    }

    private static async Task ExpectOnceMoreAsync(IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("once more");
        await Expect(page.GetByLabel("Email")).ToHaveValueAsync(Address);
    }

    private async Task<IPage> OpenAsync(string form)
    {
        var page = await _visitors!.OpenAsync("somebody", new() { JavaScriptEnabled = false, Locale = "en-US" });
        await page.GotoAsync(form);
        return page;
    }

    /// <summary>A site that takes registrations, where Karl has an account: each form mails him something.</summary>
    private async Task<ServedSite> StartAsync(params string[] settings)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: settings);
        _visitors = browser.VisitorsOf(site.Uri);
        await site.OpenRegistrationAsync();
        await site.PersonAsync(Address);
        return site;
    }
}
