using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>Who sends something wrong is told what it is and where.</summary>
public sealed class NamingWhatIsWrongTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task One_of_several_values_is_written_by_its_name_and_no_other_way(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        await scene.RaiseAsync();
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        foreach (var status in (string[])["waitingForCustomer, closed", "inProgress, waitingForCustomer", " open", "OPEN", "Open", "1", "", "nothing"])
        {
            var answer = await nora.PostAsync("requests/IT-1/transitions", new { status }, ("If-Match", "*"));
            Assert.Equal((400, "field-is-none-of", "/status"), (answer.Status, answer.Code, (string?)answer.Json["pointer"]));
            Assert.Contains("open, inProgress, waitingForCustomer, resolved, closed", (string)answer.Json["detail"]!, StringComparison.Ordinal);
        }

        Assert.Equal((400, "field-is-of-another-type"), await OfAsync(nora.PostAsync("requests/IT-1/transitions", new { status = 1 }, ("If-Match", "*"))));
        Assert.Equal((400, "field-is-none-of"), await OfAsync(dora.PostAsync($"imports/{Guid.NewGuid()}/bring-in", new { mail = "none, now" })));
        Assert.Equal("open", (string?)(await nora.GetAsync("requests/IT-1")).Json["status"]);
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_in_a_list_is_named_by_its_place(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        foreach (var path in (string[])["desks/IT/customers", "desks/IT/invitations"])
        {
            foreach (var (people, pointer) in new[] { ("[null]", "/people/0"), ("[{\"email\": \"a@b.test\"}, null]", "/people/1"), ("[{\"email\": null}]", "/people/0/email"), ("[7]", "/people/0"), ("[{}]", "/people/0/email") })
            {
                var answer = await dora.PostAsync(path, $$"""{"people": {{people}}}""");
                Assert.True(answer.Status == 400 && (string?)answer.Json["pointer"] == pointer, $"{path} {people}: {answer.Text}");
            }
        }

        Assert.Equal((400, "field-is-of-another-type"), await OfAsync(dora.PostAsync("requests", $$"""{"deskKey": "IT", "typeId": "{{scene.Type}}", "summary": "a", "attachmentIds": [null]}""")));
    }

    [Fact]
    public async Task A_field_that_is_missing_unknown_or_of_another_type_is_named()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        string With(string rest) => $$"""{"deskKey": "IT", "typeId": "{{scene.Type}}"{{rest}}}""";
        foreach (var (body, code, pointer, words) in new[]
        {
            (With(""), "field-is-missing", "/summary", "summary"),
            (With(", \"summary\": 7"), "field-is-of-another-type", "/summary", "string"),
            (With(", \"summary\": null"), "field-is-of-another-type", "/summary", "string"),
            (With(", \"summary\": \"a\", \"a/b~c\": 1"), "field-is-unknown", "/a~1b~0c", "a/b~c"),
            (With(", \"summary\": \"a\", \"summary\": \"b\""), "field-is-there-twice", "/summary", "summary"),
            (With(", \"summary\": \"a\", \"onBehalfOf\": []"), "field-is-of-another-type", "/onBehalfOf", "object"),
            (With(", \"summary\": \"a\", \"attachmentIds\": [\"7\"]"), "field-is-of-another-type", "/attachmentIds/0", "uuid"),
            ("""{"typeId": "x", "deskKey": "IT", "summary": "a"}""", "field-is-of-another-type", "/typeId", "uuid"),
            ("", "cannot-be-read", null, ""), ("[]", "cannot-be-read", null, ""), ("null", "cannot-be-read", null, ""),
        })
        {
            var answer = await karl.PostAsync("requests", body);
            Assert.True(
                answer.Status == 400 && answer.Code == code && (string?)answer.Json["pointer"] == pointer && ((string)answer.Json["detail"]!).Contains(words, StringComparison.Ordinal),
                $"{body}: {answer.Text}");
        }
    }

    [Fact]
    public async Task What_the_desk_does_not_take_is_pointed_at_too()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);

        Assert.Equal((422, "/summary"), await PlaceAsync(karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = " " })));
        Assert.Equal((422, "/description"), await PlaceAsync(karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "a", description = new string('a', 30_001) })));
        Assert.Equal((422, "/onBehalfOf/email"), await PlaceAsync(nora.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "a", onBehalfOf = new { email = "nobody" } })));
        var unknown = await karl.PostAsync("requests", new { deskKey = "IT", typeId = Guid.NewGuid(), summary = "a" });
        Assert.Equal((422, "type-is-not-of-the-desk", "/typeId"), (unknown.Status, unknown.Code, (string?)unknown.Json["pointer"]));
        Assert.DoesNotContain("kept", (string)unknown.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_is_known_by_its_name_and_place()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);

        foreach (var path in (string[])["desks/IT/requests?desk=HR", "desks/IT/requests?requests=1", "desks/IT/customers?rights=1", "requests/IT-1?key=IT-2"])
        {
            Assert.Equal((400, "not-this-parameter"), await OfAsync(nora.GetAsync(path)));
        }

        var missing = await nora.UploadAsync("attachments", [1]);
        Assert.Equal((400, "parameter-is-missing"), (missing.Status, missing.Code));
        Assert.Contains("fileName", (string)missing.Json["detail"]!, StringComparison.Ordinal);
        var other = await nora.GetAsync("desks/IT/requests?queue=nothing");
        Assert.Equal((400, "parameter-is-none-of"), (other.Status, other.Code));
        Assert.Contains("open, unassigned, mine, waitingForCustomer, resolved, all", (string)other.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instant_has_a_date_a_time_and_a_zone()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        foreach (var bad in (string[])["yesterday", "2026-01-02", "2026-01-02T03:04:05", "02.01.2026 03:04", "1/2/2026", "2026-01-02 03:04:05Z", "2026-01-02T03:04:05+02:00", "2026-02-30T03:04:05Z", "03:04Z", "Fri, 02 Jan 2026 03:04:05 GMT"])
        {
            // A plus that is not encoded arrives as a blank.
            var answer = await nora.GetAsync($"desks/IT/requests?changedSince={bad}");
            Assert.True(answer is { Status: 400, Code: "not-an-instant" } && ((string)answer.Json["detail"]!).Contains("ISO 8601", StringComparison.Ordinal), $"{bad}: {answer.Text}");
        }

        foreach (var good in (string[])["2026-01-02T03:04Z", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.123456Z", "2026-01-02T03:04:05%2B02:00", "2026-01-02T03:04:05-11:30"])
        {
            Assert.Equal(200, (await nora.GetAsync($"desks/IT/requests?changedSince={good}")).Status);
        }
    }

    [Fact]
    public async Task What_somebody_is_not_to_do_is_told_apart_from_what_is_not_there()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        using var ada = await ApiProgram.OfAsync(scene.Site, scene.Site.Ada);
        using var reading = await ApiProgram.OfAsync(scene.Site, scene.Dora, ApiScope.CustomersRead);

        Assert.Equal((403, "not-allowed"), await OfAsync(karl.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "a", onBehalfOf = new { email = "lena@kunde.test" } })));
        Assert.Equal((404, "not-found"), await OfAsync(ada.GetAsync("desks/XX/request-types")));
        var scoped = await reading.PostAsync("desks/IT/customers", new { people = new[] { new { email = "new@kunde.test" } } });
        Assert.Equal((403, "Bearer error=\"insufficient_scope\", scope=\"customers:write\""), (scoped.Status, scoped.Headers.GetValueOrDefault("WWW-Authenticate")));
    }

    [Fact]
    public async Task A_form_of_several_parts_is_not_kept_as_a_file()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);

        foreach (var type in (string[])["multipart/form-data; boundary=x", "Multipart/Mixed; boundary=x"])
        {
            Assert.Equal((415, "not-this-media-type"), await OfAsync(karl.UploadAsync("attachments?fileName=a.txt", "--x\r\n\r\na\r\n--x--"u8.ToArray(), type)));
        }
    }

    [Fact]
    public async Task Signs_alone_find_nobody_and_a_file_is_called_as_files_are()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        using var ada = await ApiProgram.OfAsync(scene.Site, scene.Site.Ada);

        Assert.Empty((await dora.GetAsync("desks/IT/customers?search=%2D%2D")).Items);
        Assert.Empty((await ada.GetAsync("users?search=%21")).Items);
        Assert.NotEmpty((await ada.GetAsync("users?search=%20")).Items);
        Assert.Equal("passwd_.csv", (string?)(await dora.UploadAsync("desks/IT/imports?fileName=..%2F..%2Fpasswd%3F.csv", "email\nkim@kunde.test\n"u8.ToArray(), "text/csv")).Json["fileName"]);
    }

    private static async Task<(int, string?)> OfAsync(Task<ApiAnswered> asked) => ((await asked).Status, (await asked).Code);

    private static async Task<(int, string?)> PlaceAsync(Task<ApiAnswered> asked) => ((await asked).Status, (string?)(await asked).Json["pointer"]);
}
