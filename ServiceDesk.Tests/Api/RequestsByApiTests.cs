using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

public sealed class RequestsByApiTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_customer_raises_a_request_with_a_file_and_both_sides_talk(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);

        var file = await karl.UploadAsync("attachments?fileName=no%74es.txt", "The paper is thin."u8.ToArray(), "text/plain");
        Assert.Equal((201, "notes.txt"), (file.Status, (string?)file.Json["fileName"]));
        var raised = await karl.PostAsync("requests", new { deskKey = "it", typeId = scene.Type, summary = "The printer eats paper", attachmentIds = new[] { (string)file.Json["id"]! } });
        Assert.Equal((201, "/api/v1/requests/IT-1", "open"), (raised.Status, raised.Headers["Location"], (string?)raised.Json["status"]));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT.*Z$", (string)raised.Json["raisedAt"]!);

        var seen = await nora.GetAsync("requests/it-1");
        Assert.Equal(("karl@kunde.test", "\"v1\""), ((string?)seen.Json["reporter"]!["email"], seen.Headers["ETag"]));
        Assert.Equal(304, (await nora.GetAsync("requests/IT-1", ("If-None-Match", seen.Headers["ETag"]))).Status);
        var downloaded = await nora.GetAsync(file.Headers["Location"]);
        Assert.Equal(("The paper is thin.", "attachment; filename=notes.txt; filename*=UTF-8''notes.txt"), (downloaded.Text, downloaded.Headers["Content-Disposition"]));

        Assert.Equal(201, (await nora.PostAsync("requests/IT-1/comments", new { text = "Only for us", @internal = true })).Status);
        Assert.Equal(201, (await nora.PostAsync("requests/IT-1/comments", new { text = "Have you tried another tray?" })).Status);
        var said = await karl.PostAsync("requests/IT-1/comments", new { text = "I have." });
        Assert.Equal((201, "I have.", false), (said.Status, (string?)said.Json["text"], (bool)said.Json["internal"]!));
        Assert.Equal(["I have.", "Have you tried another tray?"], await TextsAsync(karl));
        Assert.Equal(["I have.", "Have you tried another tray?", "Only for us"], await TextsAsync(nora));
        Assert.Equal((403, "not-allowed"), ((await karl.PostAsync("requests/IT-1/comments", new { text = "x", @internal = true })).Status, (await karl.PostAsync("requests/IT-1/transitions", new { status = "closed" }, ("If-Match", "*"))).Code));
        Assert.Null((await karl.GetAsync("requests/IT-1")).Headers.GetValueOrDefault("ETag"));
    }

    [Theory, OnBothDatabases]
    public async Task A_change_is_made_on_the_version_that_was_seen(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        await scene.RaiseAsync();
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        var tag = (await nora.GetAsync("requests/IT-1")).Headers["ETag"];

        var unsaid = await nora.PostAsync("requests/IT-1/transitions", new { status = "inProgress" });
        Assert.Equal((428, "version-is-missing"), (unsaid.Status, unsaid.Code));
        var moved = await nora.PostAsync("requests/IT-1/transitions", new { status = "inProgress" }, ("If-Match", tag));
        Assert.Equal((200, "inProgress", "\"v2\""), (moved.Status, (string?)moved.Json["status"], moved.Headers["ETag"]));
        var late = await nora.PostAsync("requests/IT-1/transitions", new { status = "resolved" }, ("If-Match", tag));
        Assert.Equal((412, "changed-meanwhile"), (late.Status, late.Code));
        var crossed = await nora.PostAsync("requests/IT-1/comments", new { text = "Hello" }, ("If-Match", tag));
        Assert.Equal((412, "reply-crossed"), (crossed.Status, crossed.Code));
        Assert.Equal(412, (await nora.PostAsync("requests/IT-1/transitions", new { status = "closed" }, ("If-Match", "\"other\""))).Status);
        Assert.Equal(200, (await nora.PostAsync("requests/IT-1/transitions", new { status = "closed" }, ("If-Match", "*"))).Status);
        Assert.Equal((409, "request-is-closed"), ((await nora.PostAsync("requests/IT-1/comments", new { text = "Hello" })).Status, (await nora.PostAsync("requests/IT-1/comments", new { text = "Hello" })).Code));
    }

    [Theory, OnBothDatabases]
    public async Task An_agent_raises_a_request_for_somebody_and_a_customer_does_not(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        object For(string email) => new { deskKey = "IT", typeId = scene.Type, summary = "Called", onBehalfOf = new { email, name = "Lena" } };

        var raised = await nora.PostAsync("requests", For("karl@kunde.test"));

        Assert.Equal((201, $"{scene.Karl.AccountId}", "Karl Kunde"), (raised.Status, (string?)raised.Json["reporter"]!["id"], (string?)raised.Json["reporter"]!["name"]));
        Assert.Equal((403, "not-allowed"), ((await karl.PostAsync("requests", For("lena@kunde.test"))).Status, (await karl.PostAsync("requests", For("lena@kunde.test"))).Code));
        Assert.Equal((422, "not-an-address"), ((await nora.PostAsync("requests", For("nobody"))).Status, (await nora.PostAsync("requests", For("nobody"))).Code));
    }

    [Theory, OnBothDatabases]
    public async Task Lists_are_walked_by_cursor_and_filtered(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        for (var count = 1; count <= 7; count++)
        {
            await scene.RaiseAsync($"Number {count}");
        }

        await nora.PostAsync("requests/IT-3/transitions", new { status = "resolved" }, ("If-Match", "*"));
        var since = await scene.Site.ReadAsync(db => db.Requests.Where(request => request.Number == 6).Select(request => request.ChangedAt).SingleAsync());

        Assert.Equal(["IT-3", "IT-7", "IT-6", "IT-5", "IT-4", "IT-2", "IT-1"], await WalkAsync(nora, "desks/IT/requests?limit=3"));
        Assert.Equal(["IT-3", "IT-7", "IT-6", "IT-5", "IT-4", "IT-2", "IT-1"], await WalkAsync(karl, "requests?limit=2"));
        Assert.Equal(["IT-7", "IT-6", "IT-5", "IT-4", "IT-2", "IT-1"], await WalkAsync(nora, "desks/IT/requests?queue=unassigned&limit=4"));
        Assert.Equal(["IT-3"], await WalkAsync(nora, "desks/IT/requests?status=resolved&limit=100"));
        Assert.Equal(["IT-3", "IT-7", "IT-6"], await WalkAsync(nora, $"desks/IT/requests?limit=2&changedSince={Uri.EscapeDataString(since.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}"));
        Assert.Equal([], await WalkAsync(karl, "requests?limit=2&desk=HR"));
        Assert.Equal(404, (await karl.GetAsync("desks/IT/requests")).Status);

        for (var count = 1; count <= 5; count++)
        {
            await karl.PostAsync("requests/IT-1/comments", new { text = $"{count}" });
        }

        Assert.Equal(["5", "4", "3", "2", "1"], await WalkAsync(karl, "requests/IT-1/comments?limit=2", "text"));
        Assert.Equal(["5", "4", "3", "2", "1"], await WalkAsync(nora, "requests/IT-1/comments?limit=5", "text"));
    }

    [Fact]
    public async Task A_cursor_somebody_made_up_breaks_nothing()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Postgres);
        await scene.RaiseAsync();
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        var hostile = new[] { "x", "1,", "9223372036854775807,1", "7 7", Convert.ToBase64String("{\"Driver\":\"a\",\"Word\":\"\\u0000\",\"SortName\":\"a\"}"u8), Convert.ToBase64String("{\"Driver\":null}"u8) };
        foreach (var place in hostile.Select(place => Convert.ToBase64String(Encoding.UTF8.GetBytes(place)).TrimEnd('=').Replace('+', '-').Replace('/', '_')))
        {
            foreach (var path in (string[])["requests", "desks/IT/requests", "desks/IT/customers", "desks/IT/customers?search=karl", "desks/IT/invitations", "requests/IT-1/comments"])
            {
                var answer = await dora.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={place}");
                Assert.True(answer.Status is 400, $"{path} {place}: {answer.Text}");
            }
        }
    }

    private static async Task<List<string>> TextsAsync(ApiProgram program) => [.. (await program.GetAsync("requests/IT-1/comments")).Items.Select(item => (string)item!["text"]!)];

    private static async Task<List<string>> WalkAsync(ApiProgram program, string path, string name = "key")
    {
        var found = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await program.GetAsync(path + (cursor.Length == 0 ? "" : $"&cursor={cursor}"));
            found.AddRange(page.Items.Select(item => (string)item![name]!));
            cursor = (string?)page.Json["nextCursor"];
        }

        return found;
    }
}
