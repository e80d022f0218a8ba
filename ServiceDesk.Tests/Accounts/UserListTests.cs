using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

public sealed class UserListTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("en", "Anonymised")]
    [InlineData("de", "Anonymisiert")]
    public async Task Who_is_anonymised_has_a_word_for_a_name_and_nothing_else(string language, string word)
    {
        await using var world = await stage.LiveWorldAsync();
        var karl = await world.PersonAsync("karl@acme.test", "Karl");
        await world.ChangeAccountAsync(karl, account => account.LastSeenAt = world.Now);
        await world.Get<UserDirectory>().AnonymiseAsync(karl.AccountId!.Value, by: world.Ada);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using var seen = Seen.By(world.Ada, world);
        var list = seen.Show<UsersPage>();

        list.WaitForAssertion(() => Assert.Equal(2, list.FindAll("tbody tr").Count), Soon);
        var row = Assert.Single(list.FindAll("tbody tr"), row => row.QuerySelector($"a[href$='{karl.AccountId}']") is not null);
        Assert.Equal(word, row.TextContent.Trim());
        Assert.Empty(row.QuerySelectorAll("summary, button, time"));

        var page = seen.Show<UserPage>((nameof(UserPage.Id), karl.AccountId));
        page.WaitForAssertion(() => Assert.Equal(word, page.Find("h1").TextContent), Soon);
        Assert.Empty(page.FindAll(".badge, button, dl"));
        Assert.DoesNotContain("@", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_keeps_what_is_looked_for_in_the_same_step_of_the_history()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.ContactAsync("karl@acme.test", "Karl Kunde");
        await world.PersonAsync("lena@acme.test", "Lena Kunde");
        var browser = new SlowNavigation("https://desk.test/admin/users");
        await using var seen = Seen.By(world.Ada, world, services => services.AddSingleton<NavigationManager>(browser));
        var page = seen.Show<UsersPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count), Soon);

        await page.Find("#user-search").InputAsync(new() { Value = "kunde" });
        await page.Find("#user-filter").ChangeAsync(new() { Value = $"{UserFilter.Contacts}" });
        await browser.ArriveAsync(page);

        Assert.Equal("admin/users?search=kunde&filter=Contacts", seen.Address);
        Assert.All(browser.Replaces, Assert.True);
        page.WaitForAssertion(() => Assert.Equal("Karl Kunde", Assert.Single(page.FindAll("tbody a")).TextContent), Soon);
        var again = seen.Show<UsersPage>();
        again.WaitForAssertion(() => Assert.Equal("Karl Kunde", Assert.Single(again.FindAll("tbody a")).TextContent), Soon);
        Assert.Equal(("kunde", "Contacts"), (again.Find("#user-search").GetAttribute("value"), again.Find("#user-filter").GetAttribute("value")));

        // The link of the navigation leads to the page with nothing asked.
        await seen.GoAsync("https://desk.test/admin/users");
        await browser.ArriveAsync(again);
        again.WaitForAssertion(() => Assert.Equal(3, again.FindAll("tbody tr").Count), Soon);
        Assert.Equal("", again.Find("#user-search").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task What_is_typed_stays_while_the_address_comes_after_it()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.PersonAsync("lena@acme.test", "Lena Kunde");
        var browser = new SlowNavigation("https://desk.test/admin/users");
        await using var seen = Seen.By(world.Ada, world, services => services.AddSingleton<NavigationManager>(browser));
        var page = seen.Show<UsersPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count), Soon);

        await page.Find("#user-search").InputAsync(new() { Value = "k" });
        await page.Find("#user-search").InputAsync(new() { Value = "ku" });
        await browser.ArriveAsync(page, most: 1);

        Assert.Equal("admin/users?search=k", seen.Address);
        Assert.Equal("ku", page.Find("#user-search").GetAttribute("value"));

        await page.Find("#user-search").InputAsync(new() { Value = "kun" });
        await browser.ArriveAsync(page);
        Assert.Equal("admin/users?search=kun", seen.Address);
        Assert.Equal("kun", page.Find("#user-search").GetAttribute("value"));
    }

    /// <summary>A browser that takes its time: where it is sent, it is when it arrives there.</summary>
    private sealed class SlowNavigation : NavigationManager
    {
        private readonly Queue<string> _sent = new();

        public SlowNavigation(string uri) => Initialize("https://desk.test/", uri);

        public List<bool> Replaces { get; } = [];

        public Task ArriveAsync(IRenderedComponent<UsersPage> page, int most = int.MaxValue) => page.InvokeAsync(() =>
        {
            for (var arrived = 0; arrived < most && _sent.TryDequeue(out var uri); arrived++)
            {
                Uri = ToAbsoluteUri(uri).ToString();
                NotifyLocationChanged(isInterceptedLink: false);
            }
        });

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
            _sent.Enqueue(uri);
            Replaces.Add(options.ReplaceHistoryEntry);
        }
    }
}
