using System.Net.Http.Json;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>What an integrator does with requests and people beside raising and answering.</summary>
public sealed class WorkingOnRequestsByApiTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_request_is_given_to_an_agent_and_to_nobody(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        await scene.RaiseAsync();
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        Task<ApiAnswered> AssignAsync(ApiProgram who, Guid? person, string tag) => who.SendAsync(HttpMethod.Put, "requests/IT-1/assignee", JsonContent.Create(new { accountId = person }), ("If-Match", tag));
        var agent = Guid.Parse((string)(await nora.GetAsync("desks/IT/agents")).Items.Single(one => (string?)one!["id"] == $"{scene.Nora.AccountId}")!["id"]!);

        Assert.Equal(428, (await nora.SendAsync(HttpMethod.Put, "requests/IT-1/assignee", JsonContent.Create(new { accountId = agent }))).Status);
        var assigned = await AssignAsync(nora, agent, "\"v1\"");
        Assert.Equal((200, $"{agent}", "\"v2\""), (assigned.Status, (string?)assigned.Json["assignee"]!["id"], assigned.Headers["ETag"]));
        Assert.Equal(412, (await AssignAsync(nora, agent, "\"v1\"")).Status);
        var other = await AssignAsync(nora, scene.Karl.AccountId, "*");
        Assert.Equal((422, "not-an-agent-of-the-desk", "/accountId"), (other.Status, other.Code, (string?)other.Json["pointer"]));
        Assert.Equal(403, (await AssignAsync(karl, agent, "*")).Status);
        Assert.Equal(404, (await karl.GetAsync("desks/IT/agents")).Status);
        Assert.Null((await nora.SendAsync(HttpMethod.Delete, "requests/IT-1/assignee", null, ("If-Match", "*"))).Json["assignee"]);
    }

    [Theory, OnBothDatabases]
    public async Task Others_are_brought_into_a_request_and_taken_off_it(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        await scene.RaiseAsync();
        await scene.Site.ChangeAsync(db =>
        {
            db.Desks.Single(desk => desk.Id == scene.Desk.Id).AllowsParticipants = true;
            return Task.CompletedTask;
        });
        var lena = await scene.Site.CustomerAsync(scene.Desk, "lena@kunde.test", "Lena Lind");
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        using var hers = await ApiProgram.OfAsync(scene.Site, lena);
        Assert.Equal(404, (await hers.GetAsync("requests/IT-1/participants")).Status);

        var added = await karl.PostAsync("requests/IT-1/participants", new { email = "lena@kunde.test" });

        Assert.Equal((201, $"{lena.AccountId}", null), (added.Status, (string?)added.Json["id"], (string?)added.Json["email"]));
        Assert.Equal("lena@kunde.test", (string?)(await nora.GetAsync("requests/IT-1/participants")).Items.Single()!["email"]);
        var again = await karl.PostAsync("requests/IT-1/participants", new { email = "LENA@kunde.test" });
        Assert.Equal((422, "takes-part-already", "/email"), (again.Status, again.Code, (string?)again.Json["pointer"]));
        Assert.Single((await hers.GetAsync("requests/IT-1/participants")).Items);
        Assert.Equal(403, (await hers.SendAsync(HttpMethod.Delete, $"requests/IT-1/participants/{scene.Karl.AccountId}", null)).Status);
        Assert.Equal(204, (await hers.SendAsync(HttpMethod.Delete, $"requests/IT-1/participants/{lena.AccountId}", null)).Status);
        Assert.Empty((await nora.GetAsync("requests/IT-1/participants")).Items);
    }

    [Theory, OnBothDatabases]
    public async Task A_list_says_whose_requests_they_are_and_is_filtered_by_it(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        await scene.RaiseAsync("One");
        await scene.RaiseAsync("Two");
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        await scene.Site.CustomerAsync(scene.Desk, "lena@kunde.test");
        await nora.PostAsync("requests", new { deskKey = "IT", typeId = scene.Type, summary = "Three", onBehalfOf = new { email = "lena@kunde.test" } });
        await nora.SendAsync(HttpMethod.Put, "requests/IT-1/assignee", JsonContent.Create(new { accountId = scene.Nora.AccountId }), ("If-Match", "*"));
        async Task<string> KeysAsync(string query) => string.Join(' ', (await nora.GetAsync($"desks/IT/requests?{query}")).Items.Select(one => (string)one!["key"]!).Order(StringComparer.Ordinal));

        var row = (await nora.GetAsync("desks/IT/requests?assignee=" + scene.Nora.AccountId)).Items.Single()!;

        var one = (await nora.GetAsync("requests/IT-1")).Json;
        Assert.Equal(("IT-1", $"{scene.Type}", "karl@kunde.test", $"{scene.Nora.AccountId}"), ((string?)row["key"], (string?)row["typeId"], (string?)row["reporter"]!["email"], (string?)row["assignee"]!["id"]));
        Assert.Equal(((string?)one["id"], (string?)one["raisedAt"], (string?)one["changedAt"]), ((string?)row["id"], (string?)row["raisedAt"], (string?)row["changedAt"]));
        Assert.Equal("IT-1 IT-2", await KeysAsync("reporter=Karl@kunde.test"));
        Assert.Equal("IT-1 IT-2", await KeysAsync($"reporter={scene.Karl.AccountId}"));
        Assert.Equal("IT-3", await KeysAsync("reporter=lena%40kunde.test&assignee=none"));
        Assert.Equal("", await KeysAsync("reporter=nobody@kunde.test"));
        Assert.Equal("IT-2 IT-3", await KeysAsync("assignee=none"));
        Assert.Equal("IT-1 IT-2 IT-3", await KeysAsync($"type={scene.Type}"));
        Assert.Equal("", await KeysAsync($"type={Guid.NewGuid()}"));
        Assert.Equal([400, 400, 400], new List<int> { (await nora.GetAsync("desks/IT/requests?reporter=x")).Status, (await nora.GetAsync("desks/IT/requests?assignee=me")).Status, (await nora.GetAsync("desks/IT/requests?type=1")).Status });
    }

    [Theory, OnBothDatabases]
    public async Task Who_was_added_or_invited_is_found_by_the_id_answered(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        object[] people = [new { email = "lena@kunde.test", name = "Lena Lind" }, new { email = "LENA@kunde.test" }, new { email = "karl@kunde.test" }, new { email = "nobody" }];

        var added = (await dora.PostAsync("desks/IT/customers", new { people })).Json["people"]!.AsArray();
        var invited = (await dora.PostAsync("desks/IT/invitations", new { people = new object[] { new { email = "kim@kunde.test" }, new { email = "karl@kunde.test" }, new { email = "nobody" } } })).Json["people"]!.AsArray();

        Assert.Equal(("Lena Lind", "contact"), ((string?)(await dora.GetAsync($"desks/IT/customers/{added[0]!["id"]}")).Json["name"], (string?)(await dora.GetAsync($"desks/IT/customers/{added[0]!["id"]}")).Json["status"]));
        Assert.Equal((string?)added[0]!["id"], (string?)added[1]!["id"]);
        Assert.Equal($"{scene.Karl.AccountId}", (string?)added[2]!["id"]);
        Assert.Equal((null, "refused", "not-an-address"), ((string?)added[3]!["id"], (string?)added[3]!["effect"], (string?)added[3]!["reason"]));
        Assert.Equal("kim@kunde.test", (string?)(await dora.GetAsync($"desks/IT/invitations/{invited[0]!["id"]}")).Json["email"]);
        Assert.Equal((null, $"{scene.Karl.AccountId}", "alreadyHere"), ((string?)invited[1]!["id"], (string?)invited[1]!["customerId"], (string?)invited[1]!["effect"]));
        Assert.Equal((null, "refused", "not-an-address"), ((string?)invited[2]!["id"], (string?)invited[2]!["effect"], (string?)invited[2]!["reason"]));
        Assert.Equal([404, 404], new List<int> { (await dora.GetAsync($"desks/IT/customers/{scene.Nora.AccountId}")).Status, (await dora.GetAsync($"desks/IT/invitations/{Guid.NewGuid()}")).Status });
    }

    [Theory, OnBothDatabases]
    public async Task Every_row_of_an_import_is_accounted_for(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        await scene.Site.PersonAsync("known@kunde.test");
        var gone = await scene.Site.PersonAsync("gone@kunde.test");
        await scene.Site.DeactivateAsync(gone.AccountId!.Value);
        var path = (await dora.UploadAsync("desks/IT/imports?fileName=a.csv", "email\nnew@kunde.test\nknown@kunde.test\nkarl@kunde.test\ngone@kunde.test\nnobody\n"u8.ToArray(), "text/csv")).Headers["Location"];
        await Eventually.IsAsync(async () => (string?)(await dora.GetAsync(path)).Json["state"] == "ready", "the import is ready");

        await dora.PostAsync($"{path}/bring-in", new { mail = "none" });
        await Eventually.IsAsync(async () => (string?)(await dora.GetAsync(path)).Json["state"] == "done", "the import is done");

        var done = (await dora.GetAsync(path)).Json;
        int Count(string name) => (int)done["result"]![name]!;
        Assert.Equal((5, 1, 1, 1, 1, 1), ((int)done["rows"]!, (int)done["faulty"]!, Count("made"), Count("joined"), Count("alreadyHere"), Count("refused")));
    }
}
