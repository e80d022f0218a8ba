using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Shell;

/// <summary>What every kind of answer tells the browser not to do.</summary>
public sealed class SecurityHeadersTests(Stages stage)
{
    [Fact]
    public async Task Every_kind_of_answer_forbids_foreign_scripts_frames_and_guessing()
    {
        await using var site = await StartAsync();
        var secrets = await MailedDoor.MailAllAsync(site);
        using var stranger = new Caller(site.Uri);
        using var ada = await site.CallerAsync(site.Ada);
        var sheet = (await stranger.GetAsync("/portal")).Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        (string What, HttpStatusCode Status, Answered Answer)[] answers =
        [
            ("page", HttpStatusCode.OK, await stranger.GetAsync("/portal")),
            ("page of the area", HttpStatusCode.OK, await stranger.GetAsync("/Identity/Account/Login")),
            ("live page", HttpStatusCode.OK, await ada.GetAsync("/admin/users")),
            ("page of one's own", HttpStatusCode.OK, await ada.GetAsync("/Identity/Account/Manage")),
            ("no page", HttpStatusCode.NotFound, await stranger.GetAsync("/nowhere")),
            ("hidden page", HttpStatusCode.NotFound, await ada.GetAsync("/desks/NO/queues")),
            ("redirect", HttpStatusCode.Redirect, await stranger.GetAsync("/admin/users")),
            ("static file", HttpStatusCode.OK, await stranger.GetAsync("/" + sheet.TrimStart('/'))),
            ("mailed link", HttpStatusCode.OK, await stranger.GetAsync($"/portal/signup/{secrets[LinkPurpose.SignUp]}")),
            ("form that was refused", HttpStatusCode.SeeOther, await stranger.SendAsync(HttpMethod.Post, "/portal/IT/signup", new FormUrlEncodedContent([]))),
            ("live connection", HttpStatusCode.Unauthorized, await stranger.SendAsync(HttpMethod.Post, "/_blazor/negotiate", null)),
            ("health", HttpStatusCode.OK, await stranger.GetAsync("/healthz")),
        ];

        Assert.All(answers, one =>
        {
            Assert.True(one.Status == one.Answer.Status, $"{one.What}: {one.Answer.Status}");
            var policy = one.Answer.Headers["Content-Security-Policy"].Split(';', StringSplitOptions.TrimEntries).Select(rule => rule.Split(' ', 2)).ToDictionary(rule => rule[0], rule => rule[1]);
            Assert.Equal(("'self'", "'self'", "'none'"), (policy["default-src"], policy["script-src"], policy["object-src"]));
            Assert.Equal(("'none'", "'self'", "'self'"), (policy["frame-ancestors"], policy["base-uri"], policy["form-action"]));
            Assert.Equal("nosniff", one.Answer.Headers["X-Content-Type-Options"]);
            Assert.Contains(one.Answer.Headers["Referrer-Policy"], (string[])["same-origin", "no-referrer"]);
            Assert.False(one.Answer.Headers.ContainsKey("Server"));
        });
    }

    [Fact]
    public async Task No_page_has_a_script_or_a_handler_in_its_own_text()
    {
        await using var site = await StartAsync();
        var secrets = await MailedDoor.MailAllAsync(site);
        using var ada = await site.CallerAsync(site.Ada);
        using var stranger = new Caller(site.Uri);
        foreach (var page in new[]
        {
            await stranger.GetAsync("/portal"), await stranger.GetAsync("/portal/IT/signup"), await stranger.GetAsync("/Identity/Account/Login"),
            await stranger.GetAsync($"/portal/invitations/{secrets[LinkPurpose.AccountInvitation]}"), await ada.GetAsync("/admin/configuration"),
            await ada.GetAsync("/admin/users"), await ada.GetAsync("/Identity/Account/Manage"),
        })
        {
            Assert.NotEmpty(page.Document.QuerySelectorAll("link[rel=stylesheet]"));
            Assert.DoesNotContain(page.Document.Scripts, script => script.Source is null && script.Type is null or "" or "text/javascript" or "module");
            Assert.DoesNotContain(page.Document.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        }
    }

    [Fact]
    public async Task What_is_behind_the_log_in_or_a_mailed_link_is_kept_by_no_browser_and_told_to_no_other_page()
    {
        await using var site = await StartAsync();
        var secrets = await MailedDoor.MailAllAsync(site);
        using var stranger = new Caller(site.Uri);
        using var ada = await site.CallerAsync(site.Ada);

        foreach (var path in (string[])["/portal", "/portal/requests", "/portal/IT", "/admin/users", "/admin/configuration", "/desks/IT/people/customers", "/desks/NO/queues", "/Identity/Account/Manage", "/Identity/Account/Manage/PersonalData"])
        {
            Assert.False(IsKept(await ada.GetAsync(path)), $"{path} may be kept.");
        }

        foreach (var (purpose, secret) in secrets)
        {
            var path = site.Get<Domain.Settings.SiteLinks>().To(purpose, secret).PathAndQuery;
            foreach (var answer in new[] { await stranger.GetAsync(path), await ada.GetAsync(path), await stranger.GetAsync(path.Replace(secret, "used-up", StringComparison.Ordinal)) })
            {
                Assert.False(IsKept(answer), $"{purpose} may be kept.");
                Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
            }
        }
    }

    [Fact]
    public async Task Every_cookie_is_for_this_host_alone_over_tls_and_out_of_reach_of_scripts()
    {
        await using var site = await StartAsync();
        var key = TimeCode.NewKey();
        var karl = await site.PersonWithPasswordAsync("karl@example.com");
        await site.Get<TwoFactor>().EnableAsync(AccountStory.Good, key, TimeCode.Of(key, TimeCode.StepOf(site.Now)), by: karl);
        using var browser = new Caller(site.Uri);
        await browser.SendFormAsync("/Identity/Account/Login", ("Email", "karl@example.com"), ("Password", AccountStory.Good));
        await browser.SendFormAsync("/Identity/Account/LoginWith2fa", ("Code", TimeCode.Of(key, TimeCode.StepOf(site.Now) + 1)));
        await browser.SendFormAsync("/Identity/Account/Logout");

        Assert.Equal(["__Host-ServiceDesk.Form", "__Host-ServiceDesk.HalfWay", "__Host-ServiceDesk.Known", "__Host-ServiceDesk.Session"], browser.CookiesSet.Select(cookie => cookie.Split('=')[0]).Distinct().Order());
        Assert.All(browser.CookiesSet, cookie =>
        {
            var attributes = cookie.Split(';', StringSplitOptions.TrimEntries)[1..].Select(attribute => attribute.ToLowerInvariant()).ToList();
            Assert.Superset(new HashSet<string> { "path=/", "secure", "httponly" }, attributes.ToHashSet());
            Assert.Contains(attributes, attribute => attribute is "samesite=lax" or "samesite=strict");
            Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_download_forbids_the_same_and_runs_nothing()
    {
        await using var site = await StartAsync();
        var (karl, _) = await RequestJourneyTests.PeopleAsync(site);
        var file = (await site.Get<Uploads>().TakeAsync("a.html", "text/html", new MemoryStream(Encoding.UTF8.GetBytes("<script>1</script>")), karl)).Done;
        var type = await site.ReadAsync(db => db.RequestTypes.OrderBy(type => type.Position).FirstAsync());
        await site.Get<CustomerRequests>().RaiseAsync(new(Guid.CreateVersion7(), "IT", type.Id, "No paper", "", [file.Id]), karl);
        using var caller = await site.CallerAsync(karl);

        var answer = await caller.GetAsync($"/portal/attachments/{file.Id}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(("sandbox; default-src 'none'", "nosniff", "same-origin"), (answer.Headers["Content-Security-Policy"], answer.Headers["X-Content-Type-Options"], answer.Headers["Referrer-Policy"]));
        Assert.False(IsKept(answer));
    }

    private static bool IsKept(Answered answer) => !answer.Headers.TryGetValue("Cache-Control", out var control) || !control.Contains("no-store", StringComparison.Ordinal);

    private async Task<ServedSite> StartAsync() => await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
}
