using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

/// <summary>How long a log-in lasts: fourteen days unused, thirty in all.</summary>
public sealed class SessionLifeTests(Stages stage)
{
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Fourteen_days_without_use_end_it(string isPersistent)
    {
        await using var site = await StartAsync();
        using var unused = await LogInAsync(site, isPersistent);
        using var used = await LogInAsync(site, isPersistent);

        _clock.Advance(TimeSpan.FromDays(13));
        Assert.True(await IsInAsync(used));
        _clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        Assert.False(await IsInAsync(unused));
        Assert.True(await IsInAsync(used));
    }

    [Fact]
    public async Task Thirty_days_end_it_however_much_it_is_used()
    {
        await using var site = await StartAsync();
        using var karl = await LogInAsync(site, "true");
        for (var day = 1; day < 30; day++)
        {
            _clock.Advance(TimeSpan.FromDays(1));
            Assert.True(await IsInAsync(karl), $"day {day}");
        }

        _clock.Advance(TimeSpan.FromDays(1));

        Assert.False(await IsInAsync(karl));
    }

    [Fact]
    public async Task A_changed_password_begins_a_new_session_and_a_copied_cookie_is_worth_nothing()
    {
        await using var site = await StartAsync();
        using var karl = await LogInAsync(site, "true");
        using var thief = new Caller(site.Uri, karl.Cookies.Split("; ").Single(cookie => cookie.Contains("Session", StringComparison.Ordinal)));
        Assert.True(await IsInAsync(thief));

        await karl.SendFormAsync("/Identity/Account/Manage/ChangePassword", ("CurrentPassword", Good), ("NewPassword", Better));

        Assert.True(await IsInAsync(karl));
        Assert.False(await IsInAsync(thief));
    }

    private static async Task<bool> IsInAsync(Caller caller) => (await caller.GetAsync("/Identity/Account/Manage")).Status is HttpStatusCode.OK;

    private static async Task<Caller> LogInAsync(ServedSite site, string isPersistent)
    {
        var caller = new Caller(site.Uri);
        await caller.SendFormAsync("/Identity/Account/Login", ("Email", "karl@example.com"), ("Password", Good), ("IsPersistent", isPersistent));
        Assert.True(await IsInAsync(caller));
        return caller;
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), services: services => services.AddSingleton<TimeProvider>(_clock));
        await site.PersonWithPasswordAsync("karl@example.com");
        return site;
    }
}
