using System.Text.Json.Nodes;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>A client that was made from the document can read what is answered.</summary>
public sealed class ReadingWhatTheDocumentSaysTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task What_every_reading_operation_answers_is_as_its_schema_says(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        using var ada = await ApiProgram.OfAsync(scene.Site, scene.Site.Ada);
        var file = (await karl.UploadAsync("attachments?fileName=a.txt", [1])).Json["id"];
        await karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "The printer eats paper", attachmentIds = new[] { (string)file! } });
        await nora.PostAsync("requests/IT-1/comments", new { text = "Hello" });
        var invited = (await dora.PostAsync("desks/IT/invitations", new { people = new[] { new { email = "lena@kunde.test" } } })).Json["people"]![0]!["id"];
        var import = (await dora.UploadAsync("desks/IT/imports?fileName=a.csv", "email\nkim@kunde.test\nnobody\n"u8.ToArray(), "text/csv")).Headers["Location"];
        await Eventually.IsAsync(async () => (string?)(await dora.GetAsync(import)).Json["state"] == "ready", "the import is ready");
        var asked = new Dictionary<string, string>();
        foreach (var (path, operation) in (await ada.DocumentAsync())["paths"]!.AsObject())
        {
            if (operation!["get"] is null)
            {
                continue;
            }

            var filled = path.Replace("{desk}", "IT", StringComparison.Ordinal).Replace("{key}", "IT-1", StringComparison.Ordinal);
            filled = filled.Contains("/imports/", StringComparison.Ordinal) ? import
                : filled.Replace("{id}", filled.Contains("/invitations/", StringComparison.Ordinal) ? $"{invited}" : filled.Contains("/attachments/", StringComparison.Ordinal) ? $"{file}" : $"{scene.Karl.AccountId}", StringComparison.Ordinal);
            var who = path.Contains("/users", StringComparison.Ordinal) ? ada : dora;

            var answer = await who.GetAsync(filled);

            Assert.True(answer.Status == 200, $"{filled}: {answer.Text}");
            Assert.True(!path.EndsWith('s') || path.EndsWith("/requests", StringComparison.Ordinal) || path.EndsWith("/participants", StringComparison.Ordinal) || answer.Items.Count > 0, $"{filled} lists nothing.");
            asked[path] = answer.Text;
        }

        Assert.True(asked.Count > 15, $"Only {asked.Count} were asked.");
        await karl.GetAsync("requests");
        await karl.GetAsync("requests/IT-1");
        await karl.GetAsync("requests/IT-1/comments");
    }

    [Fact]
    public async Task No_schema_is_made_of_itself_and_none_says_what_only_its_makers_know()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var stranger = new ApiProgram(scene.Site, null);
        using var http = new HttpClient { BaseAddress = scene.Site.Uri };
        var document = await stranger.DocumentAsync();

        Assert.All(document["components"]!["schemas"]!.AsObject(), schema =>
            Assert.DoesNotContain($"\"#/components/schemas/{schema.Key}\"", schema.Value!.ToJsonString(), StringComparison.Ordinal));
        Assert.DoesNotContain(document["components"]!["schemas"]!.AsObject(), schema => schema.Key.EndsWith('2'));
        foreach (var text in new[] { document.ToJsonString(), await http.GetStringAsync("/api/reference", TestContext.Current.CancellationToken) })
        {
            Assert.DoesNotContain("design.md", text, StringComparison.Ordinal);
            Assert.DoesNotContain("our own", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_document_says_what_fits_and_what_comes_along()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var stranger = new ApiProgram(scene.Site, null);
        var document = await stranger.DocumentAsync();
        JsonNode Schema(string name) => document["components"]!["schemas"]![name]!;
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(one => (Name: $"{one.Key} {path.Key}", Operation: one.Value!))).ToList();

        Assert.Equal((200, 30_000, 500, 2_000), ((int)Schema("NewRequest")["properties"]!["summary"]!["maxLength"]!, (int)Schema("NewRequest")["properties"]!["description"]!["maxLength"]!,
            (int)Schema("NewCustomers")["properties"]!["people"]!["maxItems"]!, (int)Schema("NewInvitations")["properties"]!["people"]!["maxItems"]!));
        Assert.All(document["components"]!["schemas"]!.AsObject().Where(schema => schema.Value!["enum"] is not null), schema => Assert.Equal("string", (string?)schema.Value!["type"]));
        Assert.All(operations, one =>
        {
            var answers = one.Operation["responses"]!.AsObject();
            Assert.All(answers, answer => Assert.NotNull(answer.Value!["headers"]?["RateLimit"]));
            Assert.NotNull(answers["401"]!["headers"]!["WWW-Authenticate"]);
            Assert.NotNull(answers["429"]!["headers"]!["Retry-After"]);
            Assert.All(answers.Where(answer => answer.Key is "201"), answer => Assert.NotNull(answer.Value!["headers"]!["Location"]));
            Assert.Equal(one.Name.StartsWith("post", StringComparison.Ordinal), answers.Any(answer => answer.Key[0] == '2' && answer.Value!["headers"]!["Idempotent-Replayed"] is not null));
            foreach (var parameter in one.Operation["parameters"]?.AsArray() ?? [])
            {
                Assert.False(string.IsNullOrWhiteSpace((string?)parameter!["description"]), $"{one.Name}: {parameter["name"]}");
                Assert.True((string?)parameter["name"] != "limit" || ((int?)parameter["schema"]!["minimum"], (int?)parameter["schema"]!["maximum"], (int?)parameter["schema"]!["default"]) == (1, 100, 50), one.Name);
            }

            if (one.Operation["requestBody"]?["content"]?["application/json"] is { } body)
            {
                Assert.Empty(SchemaChecker.Differences(document, body["schema"]!, body["example"]));
            }
        });
        Assert.NotNull(operations.Single(one => one.Name == "get /api/v1/requests/{key}").Operation["responses"]!["200"]!["headers"]!["ETag"]);
        Assert.Contains("requests:read", (string?)document["components"]!["securitySchemes"]!["token"]!["description"], StringComparison.Ordinal);
    }
}
