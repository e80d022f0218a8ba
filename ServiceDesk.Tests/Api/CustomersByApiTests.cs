using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

public sealed class CustomersByApiTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task An_administrator_of_the_desk_adds_people_silently_and_removes_one(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        var people = new { people = new object[] { new { email = "lena@kunde.test", name = "Lena Lind" }, new { email = "karl@kunde.test" }, new { email = "nobody" } } };

        var added = await dora.PostAsync("desks/IT/customers", people);

        Assert.Equal(200, added.Status);
        Assert.Equal([("made", null), ("alreadyHere", null), ("refused", "not-an-address")], added.Json["people"]!.AsArray().Select(one => ((string?)one!["effect"], (string?)one["reason"])));
        Assert.Empty(await scene.Site.ReadAsync(db => db.Outbox.ToListAsync()));
        var found = (await nora.GetAsync("desks/IT/customers?search=len%20lin")).Items.Single()!;
        Assert.Equal(("Lena Lind", "contact", "silentAdd"), ((string?)found["name"], (string?)found["status"], (string?)found["cameBy"]));
        Assert.Equal((403, "not-allowed"), ((await nora.PostAsync("desks/IT/customers", people)).Status, (await nora.PostAsync("desks/IT/customers", people)).Code));

        Assert.Equal(204, (await dora.SendAsync(HttpMethod.Delete, $"desks/IT/customers/{found["id"]}", null)).Status);
        Assert.Equal(404, (await dora.SendAsync(HttpMethod.Delete, $"desks/IT/customers/{found["id"]}", null)).Status);
        Assert.Equal(["Karl Kunde"], (await nora.GetAsync("desks/IT/customers")).Items.Select(one => (string)one!["name"]!));
    }

    [Theory, OnBothDatabases]
    public async Task Invitations_are_sent_listed_sent_again_and_taken_back(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);

        var invited = await dora.PostAsync("desks/IT/invitations", new { people = new object[] { new { email = "lena@kunde.test", name = "Lena" }, new { email = "x@" } }, message = "Welcome" });

        Assert.Equal([("invited", true), ("refused", false)], invited.Json["people"]!.AsArray().Select(one => ((string?)one!["effect"], (bool)one["mailed"]!)));
        var pending = (await dora.GetAsync("desks/IT/invitations")).Items.Single()!;
        Assert.Equal(("lena@kunde.test", "sent"), ((string?)pending["email"], (string?)pending["state"]));
        Assert.Equal("invitedJustNow", (string?)(await dora.PostAsync($"desks/IT/invitations/{pending["id"]}/resend", null)).Json["people"]![0]!["effect"]);
        Assert.Equal(204, (await dora.PostAsync($"desks/IT/invitations/{pending["id"]}/revoke", null)).Status);
        Assert.Equal(404, (await dora.PostAsync($"desks/IT/invitations/{pending["id"]}/revoke", null)).Status);
        Assert.Equal(404, (await dora.PostAsync($"desks/IT/invitations/{pending["id"]}/resend", null)).Status);
        Assert.Equal("revoked", (string?)(await dora.GetAsync("desks/IT/invitations?filter=all")).Items.Single()!["state"]);
    }

    [Theory, OnBothDatabases]
    public async Task A_file_is_checked_looked_at_and_brought_in_though_its_token_is_revoked_meanwhile(DatabaseProvider database)
    {
        await using var scene = await ApiScene.SetAsync(stage, database);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        using var other = await ApiProgram.OfAsync(scene.Site, scene.Dora);
        var begun = await dora.UploadAsync("desks/IT/imports?fileName=people.csv", "email,name\nkim@kunde.test,Kim\nkarl@kunde.test,Karl\nnobody,No\n"u8.ToArray(), "text/csv");
        Assert.Equal((201, "people.csv"), (begun.Status, (string?)begun.Json["fileName"]));
        var path = begun.Headers["Location"];
        var ready = await UntilAsync(dora, path, "ready");
        Assert.Equal((3, 1, 1, 1), ((int)ready.Json["rows"]!, (int)ready.Json["faulty"]!, (int)ready.Json["outlook"]!["made"]!, (int)ready.Json["outlook"]!["alreadyHere"]!));
        Assert.Equal((4, "notAnAddress"), ((int)ready.Json["problems"]![0]!["line"]!, (string?)ready.Json["problems"]![0]!["problem"]));

        Assert.Equal(202, (await dora.PostAsync($"{path}/bring-in", new { mail = "none" })).Status);
        var tokens = scene.Site.Get<ApiTokens>();
        await tokens.RevokeAsync((await tokens.ListAsync(scene.Dora.AccountId!.Value, by: scene.Dora)).Done.MinBy(token => token.MadeAt)!.Id, by: scene.Dora);

        Assert.Equal(401, (await dora.GetAsync(path)).Status);
        var done = await UntilAsync(other, path, "done");
        Assert.Equal(1, (int)done.Json["result"]!["made"]!);
        Assert.Empty(await scene.Site.ReadAsync(db => db.Outbox.ToListAsync()));
        Assert.Equal((409, "import-has-gone-on"), ((await other.PostAsync($"{path}/cancel", null)).Status, (await other.PostAsync($"{path}/bring-in", new { })).Code));
        Assert.Equal(202, (await other.PostAsync($"{path}/undo", null)).Status);
        await UntilAsync(other, path, "undone");
    }

    [Fact]
    public async Task A_file_whose_columns_nobody_can_tell_is_not_kept()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);

        var refused = await dora.UploadAsync("desks/IT/imports?fileName=people.csv", "who,what\nKim,x\n"u8.ToArray(), "text/csv");

        Assert.Equal((422, "columns-do-not-fit"), (refused.Status, refused.Code));
        Assert.Equal(ImportState.Cancelled, (await scene.Site.ReadAsync(db => db.CustomerImports.SingleAsync())).State);
        Assert.Equal(415, (await dora.UploadAsync("desks/IT/imports?fileName=people.csv", "a"u8.ToArray(), "image/png")).Status);
    }

    [Fact]
    public async Task Users_are_for_site_administrators()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var ada = await ApiProgram.OfAsync(scene.Site, scene.Site.Ada);
        using var dora = await ApiProgram.OfAsync(scene.Site, scene.Dora);

        var karl = (await ada.GetAsync("users?search=karl&filter=active")).Items.Single()!;

        Assert.Equal(("Karl Kunde", "active"), ((string?)karl["name"], (string?)karl["status"]));
        Assert.Equal("karl@kunde.test", (string?)(await ada.GetAsync($"users/{karl["id"]}")).Json["email"]);
        Assert.Equal((404, 404), ((await dora.GetAsync("users")).Status, (await dora.GetAsync($"users/{karl["id"]}")).Status));
        Assert.Equal(["IT"], (await ada.GetAsync("desks")).Items.Select(desk => (string)desk!["key"]!));
        Assert.Single((await ada.GetAsync("desks/IT/request-types")).Items);
    }

    private static async Task<ApiAnswered> UntilAsync(ApiProgram program, string path, string state)
    {
        await Eventually.IsAsync(async () => (string?)(await program.GetAsync(path)).Json["state"] == state, $"the import is {state}");
        return await program.GetAsync(path);
    }
}
