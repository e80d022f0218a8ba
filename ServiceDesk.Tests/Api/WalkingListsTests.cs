using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>A cursor leads on in the list it came from, and nowhere else.</summary>
public sealed class WalkingListsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_cursor_of_another_list_desk_or_filter_is_refused(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        await scene.RaiseAsync("One");
        await scene.RaiseAsync("Two");
        await scene.RaiseAsync("Three");
        var cursor = (string)(await nora.GetAsync("desks/IT/requests?limit=1")).Json["nextCursor"]!;

        Assert.Equal("IT-2", (string?)(await nora.GetAsync($"desks/it/requests?limit=2&cursor={cursor}")).Items[0]!["key"]);
        foreach (var path in (string[])[$"desks/IT/requests?queue=open&cursor={cursor}", $"desks/IT/requests?status=open&cursor={cursor}", $"desks/IT/customers?cursor={cursor}", $"requests?cursor={cursor}", $"requests/IT-1/comments?cursor={cursor}", $"desks/IT/requests?cursor={cursor[..^4]}AAAA"])
        {
            var answer = await nora.GetAsync(path);
            Assert.True(answer is { Status: 400, Code: "not-this-parameter" }, $"{path}: {answer.Text}");
        }

        var own = (string)(await karl.GetAsync("requests?limit=1")).Json["nextCursor"]!;
        Assert.Equal(200, (await karl.GetAsync($"requests?cursor={own}")).Status);
        Assert.Equal(400, (await karl.GetAsync($"requests?desk=IT&cursor={own}")).Status);
    }

    [Theory, OnBothDatabases]
    public async Task Imports_are_walked_too(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        for (var count = 1; count <= 5; count++)
        {
            await dora.UploadAsync($"desks/IT/imports?fileName={count}.csv", "email\nkim@kunde.test\n"u8.ToArray(), "text/csv");
        }

        var found = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await dora.GetAsync($"desks/IT/imports?limit=2{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            Assert.True(page.Items.Count <= 2);
            found.AddRange(page.Items.Select(item => (string)item!["fileName"]!));
            cursor = (string?)page.Json["nextCursor"];
        }

        Assert.Equal(["5.csv", "4.csv", "3.csv", "2.csv", "1.csv"], found);
    }
}
