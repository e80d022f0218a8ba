using System.Text;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>What programs send wrongly, by mistake or not.</summary>
public sealed class BadBodiesTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task What_is_no_such_json_is_refused_and_nothing_is_done(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        var start = $$"""{"deskKey": "IT", "typeId": "{{scene.Type}}", "summary": """;
        foreach (var body in (string[])
        [
            "", "null", "[]", "7", "{", start, start + "7}", start + "null}", start + "\"a\", \"sumary\": \"b\"}", start + "\"a\", \"summary\": \"b\"}", start + "\"a\",}", start + "\"a\"} x",
            start + "\"\\u0000\"}", start + "\"\\ud800\"}", start + "\"a\", \"onBehalfOf\": []}", start + "\"a\", \"attachmentIds\": [\"7\"]}", start.Replace("summary", "Summary", StringComparison.Ordinal) + "\"a\"}",
            string.Concat(Enumerable.Repeat("[", 5_000)), string.Concat(Enumerable.Repeat("{\"a\":", 5_000)), start + "\"a\"}" + "// comment",
        ])
        {
            var answer = await karl.PostAsync("requests", body);
            Assert.True(answer is { Status: 400, Code: "cannot-be-read" or "field-is-missing" or "field-is-unknown" or "field-is-there-twice" or "field-is-of-another-type" }, $"{body[..Math.Min(200, body.Length)]}: {answer.Text}");
        }

        Assert.Equal("/sumary", (string?)(await karl.PostAsync("requests", start + "\"a\", \"sumary\": \"b\"}")).Json["pointer"]);
        Assert.Empty(await scene.Site.ReadAsync(db => Task.FromResult(db.Requests.ToList())));
    }

    [Fact]
    public async Task What_is_no_utf8_is_refused()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        var latin = Encoding.Latin1.GetBytes($$"""{"deskKey": "IT", "typeId": "{{scene.Type}}", "summary": "Käse"}""");

        var answer = await karl.UploadAsync("requests", latin, "application/json");

        Assert.Equal((400, "cannot-be-read"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task What_is_too_large_or_of_another_kind_is_refused_before_it_is_read()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);

        Assert.Equal((413, "body-is-too-large"), await StatusAsync(karl.UploadAsync("requests", new byte[1024 * 1024 + 1], "application/json")));
        Assert.Equal((413, "body-is-too-large"), await StatusAsync(karl.UploadAsync("attachments?fileName=large.bin", new byte[10 * 1024 * 1024 + 1])));
        Assert.Equal((413, "body-is-too-large"), await StatusAsync(karl.SendAsync(HttpMethod.Post, "attachments?fileName=unmeasured.bin", new StreamContent(new Unmeasured()))));
        Assert.Equal((415, "not-this-media-type"), await StatusAsync(karl.UploadAsync("requests", "a=b"u8.ToArray(), "application/x-www-form-urlencoded")));
        Assert.Equal((415, "not-this-media-type"), await StatusAsync(karl.UploadAsync("requests", [31, 139], "application/json", ("Content-Encoding", "gzip"))));
        Assert.Empty(await scene.Site.ReadAsync(db => Task.FromResult(db.Attachments.ToList())));
    }

    [Fact]
    public async Task A_parameter_that_is_unknown_or_makes_no_sense_is_named()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        foreach (var (query, name) in new[]
        {
            ("quueue=open", "quueue"), ("queue=nothing", "queue"), ("queue=77", "queue"), ("status=9", "status"), ("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"),
            ("cursor=%20", "cursor"), ("cursor=AAAA", "cursor"), ("changedSince=yesterday", "changedSince"), ("queue=open&queue=all", "queue"), ("cursor=a%00", "cursor"),
        })
        {
            var answer = await nora.GetAsync($"desks/IT/requests?{query}");
            Assert.True(answer is { Status: 400, Code: "not-this-parameter" or "parameter-is-none-of" or "not-an-instant" } && ((string)answer.Json["detail"]!).Contains(name, StringComparison.Ordinal), $"{query}: {answer.Text}");
        }
    }

    private static async Task<(int, string?)> StatusAsync(Task<ApiAnswered> asked) => ((await asked).Status, (await asked).Code);

    private sealed class Unmeasured : Stream
    {
        private long _left = 10L * 1024 * 1024 + 1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var length = (int)Math.Min(count, _left);
            _left -= length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
