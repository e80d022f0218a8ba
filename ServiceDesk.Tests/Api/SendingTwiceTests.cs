using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>What is sent under an Idempotency-Key happens once.</summary>
public sealed class SendingTwiceTests(Stages stage)
{
    private static readonly byte[] Asked = new byte[32];

    [Theory, OnBothDatabases]
    public async Task Sent_again_it_is_answered_the_same_and_done_once(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        var request = new { deskKey = "IT", typeId = scene.Type, summary = "Once" };

        var first = await karl.PostAsync("requests", request, Key("a"));
        var again = await karl.PostAsync("requests", request, Key("a"));

        Assert.Equal((201, first.Text, first.Headers["Location"], "true"), (again.Status, again.Text, again.Headers["Location"], again.Headers["Idempotent-Replayed"]));
        Assert.Equal((422, "key-was-used"), await OfAsync(karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "Else" }, Key("a"))));
        Assert.Equal((422, "key-was-used"), await OfAsync(karl.PostAsync("requests/IT-1/comments", new { text = "Once" }, Key("a"))));
        Assert.Equal(201, (await karl.PostAsync("requests", request, Key("b"))).Status);
        Assert.Equal((400, "not-an-idempotency-key"), await OfAsync(karl.PostAsync("requests", request, Key(new string('k', 256)))));
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        Assert.Equal((403, "not-its-customer"), await OfAsync(nora.PostAsync("requests", request, Key("a"))));
        Assert.Equal(2, await scene.Site.ReadAsync(db => db.Requests.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_refused_call_leaves_its_key_free(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);

        Assert.Equal((422, "summary-is-missing"), await OfAsync(karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = " " }, Key("a"))));
        Assert.Equal((400, "field-is-missing"), await OfAsync(karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type }, Key("a"))));
        Assert.Equal(201, (await karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "Mended" }, Key("a"))).Status);
        Assert.Equal(1, await scene.Site.ReadAsync(db => db.Requests.CountAsync()));
    }

    [Fact]
    public async Task Two_keys_are_none()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        var token = await ApiProgram.TokenAsync(scene.Site, scene.Karl);
        var body = $$"""{"deskKey": "IT", "typeId": "{{scene.Type}}", "summary": "Twice"}""";
        using var line = new TcpClient();
        await line.ConnectAsync(scene.Site.Uri.Host, scene.Site.Uri.Port, TestContext.Current.CancellationToken);
        await using var stream = line.GetStream();

        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST /api/v1/requests HTTP/1.1\r\nHost: {scene.Site.Uri.Authority}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"),
            TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("not-an-idempotency-key", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_a_body_is_answered_again_without_one()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        await dora.PostAsync("desks/IT/invitations", new { people = new[] { new { email = "lena@kunde.test" } } });
        var id = (await dora.GetAsync("desks/IT/invitations")).Items.Single()!["id"];

        var first = await dora.PostAsync($"desks/IT/invitations/{id}/revoke", null, Key("a"));
        var again = await dora.PostAsync($"desks/IT/invitations/{id}/revoke", null, Key("a"));

        Assert.Equal((204, 204, "true"), (first.Status, again.Status, again.Headers["Idempotent-Replayed"]));
        Assert.DoesNotContain(scene.Site.Log, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task Two_at_once_have_one_effect(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        await karl.DocumentAsync();
        for (var round = 0; round < 5; round++)
        {
            var request = new { deskKey = "IT", typeId = scene.Type, summary = $"Round {round}" };
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => karl.PostAsync("requests", request, Key($"round {round}"))));

            Assert.All(answers, answer => Assert.True(answer is { Status: 201 } or { Status: 409, Code: "still-at-it" }, answer.Text));
            Assert.Contains(answers, answer => answer.Status == 201);
            Assert.Equal(round + 1, await scene.Site.ReadAsync(db => db.Requests.CountAsync()));
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_file_is_told_apart_by_its_content(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        var large = new byte[700_000];

        var first = await karl.UploadAsync("attachments?fileName=a.bin", large, headers: Key("a"));
        var again = await karl.UploadAsync("attachments?fileName=a.bin", large, headers: Key("a"));
        large[^1] = 1;
        var other = await karl.UploadAsync("attachments?fileName=a.bin", large, headers: Key("a"));

        Assert.Equal((201, first.Text), (again.Status, again.Text));
        Assert.Equal((422, "key-was-used"), (other.Status, other.Code));
        Assert.Equal(700_000, (await scene.Site.ReadAsync(db => db.Attachments.SingleAsync())).Bytes);
    }

    [Theory, OnBothDatabases]
    public async Task Who_does_it_after_a_crash_makes_the_same(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var answers = world.Get<KeptAnswers>();
        var person = world.Ada.AccountId!.Value;
        var begun = (await answers.BeginAsync(person, "a", Asked)).Done;

        Assert.Equal(new StillAtIt(), (await answers.BeginAsync(person, "a", Asked)).Refusal);
        world.Clock.Advance(KeptAnswer.Longest);
        Assert.Equal(begun, (await answers.BeginAsync(person, "a", Asked)).Done);
        Assert.Equal(new StillAtIt(), (await answers.BeginAsync(person, "a", Asked)).Refusal);
        await answers.KeepAsync(person, "a", 201, "{}", [7]);
        var kept = (await answers.BeginAsync(person, "a", Asked)).Done.Before!;
        Assert.Equal(201, kept.Status);
        Assert.Equal([7], kept.Body);
    }

    [Theory, OnBothDatabases]
    public async Task After_a_day_a_key_is_as_new(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var answers = world.Get<KeptAnswers>();
        var person = world.Ada.AccountId!.Value;
        foreach (var key in (string[])["a", "b"])
        {
            await answers.BeginAsync(person, key, Asked);
            await answers.KeepAsync(person, key, 201, "{}", []);
        }

        world.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await answers.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new KeyWasUsed(), (await answers.BeginAsync(person, "a", new byte[31])).Refusal);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await answers.BeginAsync(person, "a", new byte[31])).Done.Before);
        Assert.Equal(1, await answers.SweepAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_can_be_different_in_a_moment_is_not_kept()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite, "--Limits:RequestsPerAccount=1");
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        await karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "One" }, Key("a"));

        var second = await karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "Two" }, Key("b"));

        Assert.Equal((429, "too-many-requests"), (second.Status, second.Code));
        Assert.True(second.Headers.ContainsKey("Retry-After"));
        Assert.Equal(["a"], await scene.Site.ReadAsync(db => db.KeptAnswers.Select(answer => answer.Key).ToListAsync()));
    }

    private static (string, string) Key(string key) => ("Idempotency-Key", key);

    private static async Task<(int, string?)> OfAsync(Task<ApiAnswered> asked) => ((await asked).Status, (await asked).Code);
}
