using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Guards.GuardStory;

namespace ServiceDesk.Tests.Guards;

/// <summary>The log-in page after failures, without script.</summary>
public sealed class LoggingInAfterFailuresTests(Stages stage)
{
    private const string Path = "/Identity/Account/Login";
    private const string Karl = "karl@acme.test";

    [Fact]
    public async Task The_picture_comes_with_the_third_failure_and_its_word_opens()
    {
        await using var site = await SiteAsync();
        await site.PersonWithPasswordAsync(Karl);
        await site.TurnCaptchaOnAsync();
        using var karl = new Caller(site.Uri);
        var answer = await karl.GetAsync(Path);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Null(answer.Document.QuerySelector(".captcha img"));
            answer = await karl.SendFormAsync(Path, ("Email", Karl), ("Password", AccountStory.Better));
        }

        Assert.NotNull(answer.Document.QuerySelector(".captcha img"));
        Assert.Equal(Karl, answer.Document.QuerySelector("#Email")!.GetAttribute("value"));
        var without = await karl.SendFormAsync(Path, ("Email", Karl), ("Password", AccountStory.Good));
        Assert.Equal("Please type the letters in the picture, or let your browser do the work.", without.Document.QuerySelector("#captcha-problem")!.TextContent);
        var with = await karl.SendFormAsync(Path, without, ("Email", Karl), ("Password", AccountStory.Good), ("Form.Word", Word));

        Assert.Equal(HttpStatusCode.Redirect, with.Status);
    }

    [Fact]
    public async Task Asking_for_another_picture_is_no_failure()
    {
        await using var site = await SiteAsync();
        await site.PersonWithPasswordAsync(Karl);
        await site.TurnCaptchaOnAsync();
        using var karl = new Caller(site.Uri);
        await site.FailAsync(Karl, 3, _ => "127.0.0.1");
        Task<int> FailuresAsync() => site.ReadAsync(db => EntityFrameworkQueryableExtensions.SumAsync(db.FailureTallies, tally => tally.Count));
        var before = await FailuresAsync();
        var page = await karl.SendFormAsync(Path, ("Email", Karl), ("Password", AccountStory.Better), ("Form.Another", "1"));

        Assert.Equal((HttpStatusCode.OK, 0), (page.Status, page.Document.QuerySelectorAll(".error:not(:empty)").Length));
        Assert.NotNull(page.Document.QuerySelector(".captcha img"));
        Assert.Equal(Karl, page.Document.QuerySelector("#Email")!.GetAttribute("value"));
        Assert.Equal(before, await FailuresAsync());
    }

    [Fact]
    public async Task Who_is_guessed_at_a_hundred_times_still_comes_in_with_their_own_browser()
    {
        await using var site = await SiteAsync();
        await site.PersonWithPasswordAsync(Karl);
        using var karl = new Caller(site.Uri);
        Assert.Equal(HttpStatusCode.Redirect, (await LogInAsync(karl, AccountStory.Good)).Status);
        var remembered = karl.CookiesSet.Single(cookie => cookie.StartsWith("__Host-ServiceDesk.Known=", StringComparison.Ordinal));
        Assert.All(["secure", "httponly", "samesite=lax", "path=/", "max-age=15552000"], part => Assert.Contains(part, remembered, StringComparison.OrdinalIgnoreCase));
        await site.FailAsync(Karl, 100, n => $"198.51.100.{n}");

        using var stranger = new Caller(site.Uri);
        using var forger = new Caller(site.Uri, "__Host-ServiceDesk.Known=made-up");
        using var later = new Caller(site.Uri, remembered.Split(';')[0]);
        Assert.All(
            [await LogInAsync(stranger, AccountStory.Good), await LogInAsync(forger, AccountStory.Good), await LogInAsync(stranger, AccountStory.Better)],
            answer => Assert.Contains("Very many log-ins with this address have failed.", answer.Body, StringComparison.Ordinal));
        Assert.Contains("is not right", (await LogInAsync(later, AccountStory.Better)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await LogInAsync(later, AccountStory.Good)).Status);
    }

    [Fact]
    public async Task A_browser_remembers_its_last_five_people_and_that_opens_nothing_by_itself()
    {
        await using var site = await SiteAsync();
        using var browser = new Caller(site.Uri);
        foreach (var n in Enumerable.Range(0, 6))
        {
            await site.PersonWithPasswordAsync($"p{n}@acme.test");
            using var fresh = new Caller(site.Uri, browser.CookiesSet.LastOrDefault(cookie => cookie.StartsWith("__Host-ServiceDesk.Known=", StringComparison.Ordinal))?.Split(';')[0]);
            Assert.Equal(HttpStatusCode.Redirect, (await LogInAsync(fresh, AccountStory.Good, $"p{n}@acme.test")).Status);
            browser.CookiesSet.AddRange(fresh.CookiesSet);
            await site.FailAsync($"p{n}@acme.test", 100, m => $"198.51.100.{m}");
        }

        using var later = new Caller(site.Uri, browser.CookiesSet.Last(cookie => cookie.StartsWith("__Host-ServiceDesk.Known=", StringComparison.Ordinal)).Split(';')[0]);
        Assert.Contains("Very many log-ins", (await LogInAsync(later, AccountStory.Good, "p0@acme.test")).Body, StringComparison.Ordinal);
        Assert.Contains("is not right", (await LogInAsync(later, AccountStory.Better, "p1@acme.test")).Body, StringComparison.Ordinal);
        Assert.Contains("/Identity/Account/Login", (await later.GetAsync("/portal/requests")).LeadsTo, StringComparison.Ordinal);
    }

    private static Task<Answered> LogInAsync(Caller browser, string password, string address = Karl) =>
        browser.SendFormAsync(Path, ("Email", address), ("Password", password));

    private async Task<ServedSite> SiteAsync() =>
        await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), services: KnowTheWord);
}
