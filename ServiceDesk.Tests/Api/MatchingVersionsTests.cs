using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>If-Match and If-None-Match mean what RFC 9110 says.</summary>
public sealed class MatchingVersionsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_change_asks_for_one_of_several_versions_and_weak_ones_never_match(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        await scene.RaiseAsync();
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        Task<ApiAnswered> MoveAsync(string status, string tags) => nora.PostAsync("requests/IT-1/transitions", new { status }, ("If-Match", tags));

        Assert.Equal(412, (await MoveAsync("inProgress", "W/\"v1\"")).Status);
        Assert.Equal(200, (await MoveAsync("inProgress", "\"other\", \"v1\"")).Status);
        Assert.Equal((412, "changed-meanwhile"), await OfAsync(MoveAsync("inProgress", "\"v1\"")));
        Assert.Equal(412, (await MoveAsync("resolved", "v2")).Status);
        Assert.Equal(200, (await MoveAsync("inProgress", "\"v2\"")).Status);
        Assert.Equal(200, (await MoveAsync("resolved", "*")).Status);
    }

    [Theory, OnBothDatabases]
    public async Task A_comment_asks_for_it_whoever_writes_it(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        await scene.RaiseAsync();
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        Task<ApiAnswered> SayAsync(ApiProgram who, bool isInternal, string tags) => who.PostAsync("requests/IT-1/comments", new { text = "Hello", @internal = isInternal }, ("If-Match", tags));

        Assert.Equal(412, (await SayAsync(nora, true, "\"v7\"")).Status);
        Assert.Equal(412, (await SayAsync(nora, false, "W/\"v1\"")).Status);
        Assert.Equal(412, (await SayAsync(karl, false, "\"v1\"")).Status);
        Assert.Equal(201, (await SayAsync(karl, false, "*")).Status);
        var tag = (await nora.GetAsync("requests/IT-1")).Headers["ETag"];
        Assert.Equal(201, (await SayAsync(nora, true, $"\"x\", {tag}")).Status);
        Assert.Equal(2, (await nora.GetAsync("requests/IT-1/comments")).Items.Count);
    }

    [Fact]
    public async Task What_was_read_before_is_not_sent_again()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        await scene.RaiseAsync();
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        async Task<int> AskAsync(string tags) => (await nora.GetAsync("requests/IT-1", ("If-None-Match", tags))).Status;

        int[] found = [await AskAsync("\"v1\""), await AskAsync("W/\"v1\""), await AskAsync("\"a\", W/\"v1\""), await AskAsync("*"), await AskAsync("\"v2\""), await AskAsync("v1")];
        Assert.Equal([304, 304, 304, 304, 200, 200], found);
    }

    [Fact]
    public async Task The_document_says_where_versions_count_and_nowhere_else()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var stranger = new ApiProgram(scene.Site, null);
        foreach (var (path, operation) in (await stranger.DocumentAsync())["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(one => (path.Key, one.Value!))))
        {
            var named = (operation["parameters"]?.AsArray() ?? []).Select(parameter => (string)parameter!["name"]!).ToList();
            Assert.True(named.Contains("If-Match") == operation["responses"]!.AsObject().ContainsKey("412"), path);
            Assert.True(named.Contains("If-None-Match") == operation["responses"]!.AsObject().ContainsKey("304"), path);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Staff_is_told_the_address_of_who_writes_and_customers_are_not(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        await scene.RaiseAsync();
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);

        var written = await nora.PostAsync("requests/IT-1/comments", new { text = "Hello" });

        Assert.Equal("nora@desk.test", (string?)written.Json["author"]!["email"]);
        Assert.Equal("nora@desk.test", (string?)(await nora.GetAsync("requests/IT-1/comments")).Items[0]!["author"]!["email"]);
        Assert.Null((string?)(await karl.GetAsync("requests/IT-1/comments")).Items[0]!["author"]!["email"]);
    }

    private static async Task<(int, string?)> OfAsync(Task<ApiAnswered> asked) => ((await asked).Status, (await asked).Code);
}
