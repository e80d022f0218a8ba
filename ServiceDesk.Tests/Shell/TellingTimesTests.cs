using System.Globalization;
using Bunit;
using Microsoft.Playwright;
using ServiceDesk.Blazor.Ui;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

public sealed class TellingTimesTests(Stages stage, Browser browser)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en-US", 0, "now")]
    [InlineData("en-US", -60, "1 minute ago")]
    [InlineData("en-US", -5 * 3600, "5 hours ago")]
    [InlineData("en-US", 600, "in 10 minutes")]
    [InlineData("en-GB", -8 * 86400, "22 Feb 2026")]
    [InlineData("de-DE", 0, "jetzt")]
    [InlineData("de-DE", -300, "vor 5 Minuten")]
    [InlineData("de-DE", -6 * 86400, "vor 6 Tagen")]
    [InlineData("de-DE", -7 * 86400, "23.02.2026")]
    public async Task A_time_is_told_as_people_say_it(string language, int secondsFromNow, string told)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await using var visitors = browser.VisitorsOf(site.Uri);
        var page = await visitors.OpenAsync("karl", new() { Locale = language, TimezoneId = "UTC" });

        await ShowAsync(page, Now.AddSeconds(secondsFromNow));

        await Expect(page.Locator("local-time")).ToContainTextAsync($"{told} ");
    }

    [Fact]
    public async Task A_time_passes_on_the_page_while_the_exact_one_stays()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await using var visitors = browser.VisitorsOf(site.Uri);
        var page = await visitors.OpenAsync("karl", new() { Locale = "de-DE", TimezoneId = "Europe/Berlin" });
        await ShowAsync(page, Now.AddMinutes(-1));
        await Expect(page.Locator("local-time")).ToContainTextAsync("vor 1 Minute ");

        await page.Clock.FastForwardAsync("04:00");

        await Expect(page.Locator("local-time")).ToContainTextAsync("vor 5 Minuten ");
        await Expect(page.Locator("local-time")).ToHaveAttributeAsync("title", "2. März 2026, 09:59 MEZ");
        Assert.Empty(visitors.ScriptErrors);
    }

    [Theory]
    [InlineData("America/New_York", "Mar 2, 2026, 4:00 AM EST")]
    [InlineData("Moon/Far_Side", "Mar 2, 2026, 9:00 AM UTC")]
    public async Task The_exact_time_is_in_the_persons_zone_and_the_keyboard_reaches_it(string zone, string exact)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await using var visitors = browser.VisitorsOf(site.Uri);
        var page = await visitors.OpenAsync("karl");

        await ShowAsync(page, Now, zone);
        var time = page.Locator("local-time");
        await Expect(time).ToHaveAttributeAsync("title", exact);
        Assert.True((await time.GetByText(exact).BoundingBoxAsync())!.Width <= 1);

        await page.GetByLabel("Email").FocusAsync();
        await page.Keyboard.PressAsync("Shift+Tab");

        await Expect(time).ToBeFocusedAsync();
        Assert.True((await time.GetByText(exact).BoundingBoxAsync())!.Width > 100);
    }

    [Theory]
    [InlineData("de", "Europe/Vienna", "02.03.2026 10:00 (Europe/Vienna)")]
    [InlineData("de", null, "02.03.2026 09:00 (UTC)")]
    [InlineData("en", "America/New_York", "3/2/2026 4:00 AM (America/New_York)")]
    public async Task Without_the_script_a_time_is_exact(string language, string? zone, string told)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        await using var page = new BunitContext();

        var time = page.Render<When>(when =>
        {
            when.Add(component => component.At, Now);
            if (zone is not null)
            {
                when.AddCascadingValue(TimeZoneInfo.FindSystemTimeZoneById(zone));
            }
        }).Find("time");

        Assert.Equal(told, time.TextContent.Replace('\u202f', ' '));
        Assert.Equal("2026-03-02T09:00:00Z", time.GetAttribute("datetime"));
    }

    // On a page that has no script of its own, with the clock stopped there.
    private static async Task ShowAsync(IPage page, DateTimeOffset at, string? zone = null)
    {
        await page.Clock.InstallAsync(new() { TimeDate = Now.UtcDateTime });
        await page.GotoAsync("/Identity/Account/Login");
        await page.Clock.PauseAtAsync(Now.AddSeconds(30).UtcDateTime);
        await page.EvaluateAsync(
            """
            ([at, zone]) => {
              if (zone) document.documentElement.dataset.zone = zone;
              document.querySelector('main').insertAdjacentHTML('afterbegin', `<p><time datetime="${at}"><local-time at="${at}">then</local-time></time></p>`);
            }
            """,
            new[] { at.AddSeconds(30).ToString("O", CultureInfo.InvariantCulture), zone });
        await page.AddScriptTagAsync(new() { Url = "/page.js" });
    }
}
