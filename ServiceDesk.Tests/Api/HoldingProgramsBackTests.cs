using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>How often programs may call: each by its token, and only what has none by its network.</summary>
public sealed class HoldingProgramsBackTests(Stages stage)
{
    [Fact]
    public async Task A_token_that_counts_is_not_cut_off_by_others_of_its_network()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite, "--Limits:ApiCallsPerToken=4", "--Limits:ApiCallsPerNetwork=3");
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var wrong = new ApiProgram(scene.Site, "sdp_" + new string('A', 43));
        await nora.DocumentAsync();
        await wrong.DocumentAsync();

        Assert.Equal(401, (await wrong.GetAsync("me")).Status);
        Assert.Equal((429, "too-many-calls"), await OfAsync(wrong.GetAsync("me")));
        Assert.Equal(("\"network\";q=3;w=60", "0"), ((await wrong.GetAsync("nothing")).Headers["RateLimit-Policy"], (await wrong.GetAsync("me")).Headers["RateLimit-Remaining"]));
        int[] found = [(await nora.GetAsync("me")).Status, (await nora.GetAsync("me")).Status, (await nora.GetAsync("nothing")).Status, (await nora.GetAsync("/api/v1/openapi.json")).Status];
        Assert.Equal([200, 200, 404, 200], found);
        Assert.Equal((429, "too-many-calls"), await OfAsync(nora.GetAsync("me")));
    }

    [Fact]
    public async Task Who_is_held_back_is_told_in_words_for_one_minute_too()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite, "--Limits:ApiCallsPerToken=1");
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        await nora.GetAsync("me");

        Assert.EndsWith("in 1 min at the latest.", (string)(await nora.GetAsync("me")).Json["detail"]!, StringComparison.Ordinal);
        Assert.EndsWith("in 1 Min. noch einmal.", (string)(await nora.GetAsync("me", ("Accept-Language", "de"))).Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_raised_for_others_are_held_back_by_the_token_alone()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite, "--Limits:RequestsPerAccount=1");
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        for (var count = 0; count < 3; count++)
        {
            Assert.Equal(201, (await nora.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "Called", onBehalfOf = new { email = "karl@kunde.test" } })).Status);
        }

        Assert.Equal(201, (await karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "Own" })).Status);
        Assert.Equal((429, "too-many-requests"), await OfAsync(karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "Own" })));
    }

    private static async Task<(int, string?)> OfAsync(Task<ApiAnswered> asked) => ((await asked).Status, (await asked).Code);
}
