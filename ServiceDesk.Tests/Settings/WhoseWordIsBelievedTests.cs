using System.Net;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Settings;

/// <summary>What a request says of itself: its Host header leads nowhere, and its forwarding headers count from a known proxy alone.</summary>
public sealed class WhoseWordIsBelievedTests(Stages stage)
{
    [Fact]
    public async Task A_redirect_to_the_log_in_does_not_name_the_host_of_the_request()
    {
        await using var site = await StartAsync();
        using var client = Client(site);
        client.DefaultRequestHeaders.Host = "evil.example";

        foreach (var path in (string[])["/desks/IT/queues", "/portal/IT", "/portal/requests", "/admin/users", "/Identity/Account/Manage"])
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/Identity/Account/Login?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_that_is_kept_for_everybody_holds_nothing_of_the_request_it_was_made_for()
    {
        await using var site = await StartAsync();
        await site.PublicSignupAsync(on: true);
        await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        using var foreign = new Caller(site.Uri) { Says = { ["Host"] = "evil.example", ["X-Forwarded-Host"] = "evil.example", ["X-Forwarded-Prefix"] = "/evil" } };
        using var stranger = new Caller(site.Uri);

        foreach (var path in (string[])["/portal", "/portal/IT", "/portal/IT?returnPath=//evil.example"])
        {
            await foreign.GetAsync(path);
            var kept = await stranger.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, kept.Status);
            Assert.DoesNotContain("evil", kept.Body + string.Join(' ', kept.Headers), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("192.0.2.1, 127.0.0.0/8", true)]
    public async Task A_visitors_address_is_taken_from_a_known_proxy_alone(string proxies, bool isBelieved)
    {
        await using var site = await StartAsync($"--Site:Proxies={proxies}", "--Limits:CircuitsPerSite=0");
        using var client = Client(site);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var page = await client.GetAsync("/Identity/Account/Login", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = html.Split("__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0];
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));

        using var form = new FormUrlEncodedContent([new("Email", "karl@acme.test"), new("Password", "wrong"), new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync("/Identity/Account/Login", form, TestContext.Current.CancellationToken);

        Assert.Contains(site.Log, line => line.Contains($"A log-in failed. Account: (null), from {(isBelieved ? "203.0.113.9" : "127.0.0.1")}.", StringComparison.Ordinal));
    }

    private static HttpClient Client(ServedSite site) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Uri };

    private async Task<ServedSite> StartAsync(params string[] settings) =>
        await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: settings);
}
