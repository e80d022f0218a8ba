using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>What every call of the API passes.</summary>
public sealed class CallingTheApiTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_token_tells_whose_it_is_and_what_it_allows(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora, ApiScope.DesksRead | ApiScope.RequestsRead);

        var me = await nora.GetAsync("me");

        Assert.Equal((200, $"{scene.Nora.AccountId}"), (me.Status, (string?)me.Json["accountId"]));
        Assert.Equal(["desks:read", "requests:read"], me.Json["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.EndsWith("Z", (string)me.Json["expiresAt"]!, StringComparison.Ordinal);
        Assert.Equal("no-store", me.Headers["Cache-Control"]);
        Assert.Equal(["IT"], (await nora.GetAsync("desks")).Items.Select(desk => (string)desk!["key"]!));
        Assert.Equal("Problem", (string)(await nora.GetAsync("desks/it/request-types")).Items.Single()!["name"]!);
    }

    [Fact]
    public async Task Without_a_token_that_counts_nothing_is_answered_and_no_cookie_helps()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var stranger = new ApiProgram(scene.Site, null);
        using var wrong = new ApiProgram(scene.Site, "sdp_" + new string('A', 43));
        using var loggedIn = await scene.Site.ClientAsync(scene.Site.Ada);

        var none = await stranger.GetAsync("desks");
        Assert.Equal((401, "token-does-not-count", "Bearer"), (none.Status, none.Code, none.Headers["WWW-Authenticate"]));
        Assert.Equal((401, "Bearer error=\"invalid_token\""), ((await wrong.GetAsync("desks")).Status, (await wrong.GetAsync("desks")).Headers["WWW-Authenticate"]));
        using var byCookie = await loggedIn.GetAsync("/api/v1/desks", TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)byCookie.StatusCode);
        Assert.False(byCookie.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_revoked_token_ends_with_the_next_call()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        Assert.Equal(200, (await nora.GetAsync("me")).Status);

        var tokens = scene.Site.Get<ApiTokens>();
        await tokens.RevokeAsync((await tokens.ListAsync(scene.Nora.AccountId!.Value, by: scene.Nora)).Done.Single().Id, by: scene.Nora);

        Assert.Equal(401, (await nora.GetAsync("me")).Status);
    }

    [Fact]
    public async Task What_a_token_does_not_allow_is_refused_though_its_owner_may()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora, ApiScope.CustomersRead);

        Assert.Equal(200, (await dora.GetAsync("desks/IT/customers")).Status);
        var refused = await dora.PostAsync("desks/IT/customers", new { people = new[] { new { email = "new@kunde.test" } } });
        Assert.Equal((403, "scope-is-missing"), (refused.Status, refused.Code));
        Assert.Contains("customers:write", (string)refused.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_are_told_in_the_callers_language()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);

        var german = await nora.GetAsync("desks/NO/customers", ("Accept-Language", "fr;q=0.9, de-DE"));

        Assert.Equal((404, "not-found", "de"), (german.Status, german.Code, german.Headers["Content-Language"]));
        Assert.NotEqual((string)(await nora.GetAsync("desks/NO/customers")).Json["detail"]!, (string)german.Json["detail"]!);
    }

    [Fact]
    public async Task Who_calls_too_often_is_told_when_to_come_back()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite, "--Limits:ApiCallsPerToken=3");
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);

        var first = await nora.GetAsync("me");
        Assert.Equal(("\"token\";q=3;w=60", "3", "2"), (first.Headers["RateLimit-Policy"], first.Headers["RateLimit-Limit"], first.Headers["RateLimit-Remaining"]));
        Assert.StartsWith("\"token\";r=2;t=", first.Headers["RateLimit"], StringComparison.Ordinal);
        await nora.GetAsync("me");
        await nora.GetAsync("me");
        var tooMany = await nora.GetAsync("me");

        Assert.Equal((429, "too-many-calls", "0"), (tooMany.Status, tooMany.Code, tooMany.Headers["RateLimit-Remaining"]));
        Assert.InRange(int.Parse(tooMany.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
    }

    [Fact]
    public async Task No_other_sites_page_may_read_the_answers()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);

        var asked = await nora.SendAsync(HttpMethod.Options, "desks", null, ("Origin", "https://elsewhere.test"), ("Access-Control-Request-Method", "GET"));
        var got = await nora.GetAsync("desks", ("Origin", "https://elsewhere.test"));

        Assert.Equal(405, asked.Status);
        Assert.DoesNotContain(asked.Headers.Concat(got.Headers), header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_there_is_nothing_at_is_a_problem_too()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);

        Assert.Equal((404, "not-found"), ((await nora.GetAsync("nothing")).Status, (await nora.GetAsync("nothing")).Code));
        Assert.Equal((405, "not-this-method"), ((await nora.PostAsync("me", null)).Status, (await nora.PostAsync("me", null)).Code));
        Assert.Equal((404, "not-found"), ((await nora.GetAsync("requests/IT-99")).Status, (await nora.GetAsync("imports/7")).Code));
    }

    [Fact]
    public async Task A_site_that_is_not_set_up_says_so()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), isSetUp: false);
        using var http = new HttpClient { BaseAddress = site.Uri };

        using var answer = await http.GetAsync("/api/v1/me", TestContext.Current.CancellationToken);

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.True(answer.Headers.Contains("Retry-After"));
    }
}
