using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Guards;

/// <summary>A stranger whose browser does the work in place of reading the picture.</summary>
public sealed class PassingTheGuardInTheBrowserTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Who_cannot_see_the_picture_signs_up_by_the_work_of_the_browser()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        await site.PublicSignupAsync(on: true);
        await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.TurnCaptchaOnAsync();
        var page = await _visitors.OpenAsync("karl", new() { Locale = "en-US", TimezoneId = "UTC", ViewportSize = new() { Width = 360, Height = 740 } });
        await page.GotoAsync("/portal/IT/signup");
        var picture = page.GetByRole(AriaRole.Img, new() { Name = "A picture of five letters." });
        await Expect(picture).ToBeVisibleAsync();
        Assert.Equal((260, 90), (await picture.EvaluateAsync<int>("picture => picture.naturalWidth"), await picture.EvaluateAsync<int>("picture => picture.naturalHeight")));
        Assert.Empty((await page.RunAxe()).Violations);
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"));

        await page.GetByLabel("Email").FillAsync("karl@example.net");
        await page.GetByLabel("Full name").FillAsync("Karl Kunde");
        await page.GetByLabel("Letters in the picture").FillAsync("WRONG");
        await page.GetByLabel("Letters in the picture").PressAsync("Enter");
        await Expect(page.GetByText("These were not the letters")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "let my browser do some work instead" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("has done the work");
        await Expect(page.GetByText("These were not the letters")).ToHaveCountAsync(0);
        await Expect(page.GetByLabel("Letters in the picture")).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign up" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "We have sent you a mail" })).ToBeVisibleAsync();
        Assert.Equal(1, await site.ReadAsync(db => db.UsedChallenges.CountAsync()));
        Assert.Empty(_visitors.ScriptErrors);
    }
}
