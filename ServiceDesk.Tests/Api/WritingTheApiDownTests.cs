using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Api;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

/// <summary>The document and the pages that tell programs and their writers what there is.</summary>
public sealed class WritingTheApiDownTests(Stages stage)
{
    [Fact]
    public async Task Every_operation_is_in_the_document_with_what_it_answers()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var stranger = new ApiProgram(scene.Site, null);
        var document = await stranger.DocumentAsync();
        var offered = scene.Site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>() is not null).ToList();

        Assert.StartsWith("3.1.", (string)document["openapi"]!, StringComparison.Ordinal);
        var written = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (Path: path.Key, Method: operation.Key.ToUpperInvariant(), Operation: operation.Value!))).ToList();
        Assert.Equal(
            offered.Select(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal)}").Order(),
            written.Select(one => $"{one.Method} {one.Path}").Order());
        Assert.Equal(written.Count, written.Select(one => (string)one.Operation["operationId"]!).Distinct().Count());
        Assert.All(written, one =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)one.Operation["summary"]));
            Assert.Single(one.Operation["security"]!.AsArray());
            Assert.Contains(one.Operation["responses"]!.AsObject(), answer => answer.Key[0] == '2');
            Assert.All(["400", "401", "403", "404", "429", "500", "503"], status => Assert.NotNull(one.Operation["responses"]![status]));
            var named = (one.Operation["parameters"]?.AsArray() ?? []).Where(parameter => (string?)parameter!["in"] == "path").Select(parameter => (string)parameter!["name"]!);
            Assert.Equal(one.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')).Order(), named.Order());
            Assert.Equal(one.Method == "POST", (one.Operation["parameters"]?.AsArray() ?? []).Any(parameter => (string?)parameter!["name"] == "Idempotency-Key"));
        });
    }

    [Fact]
    public async Task Whatever_the_document_refers_to_is_in_it()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var stranger = new ApiProgram(scene.Site, null);
        var document = await stranger.DocumentAsync();
        var schemas = document["components"]!["schemas"]!.AsObject();

        var references = ReferencesIn(document).ToList();

        Assert.True(references.Count > 50, $"Only {references.Count} references.");
        Assert.All(references, reference => Assert.True(reference.StartsWith("#/components/", StringComparison.Ordinal) && Find(document, reference) is not null, reference));
        Assert.All(schemas, schema => Assert.True(schema.Value!["type"] is not null || schema.Value["enum"] is not null, schema.Key));
        Assert.Equal(["closed", "inProgress", "open", "resolved", "waitingForCustomer"], schemas["RequestStatus"]!["enum"]!.AsArray().Select(value => (string)value!).Order());
        Assert.Equal("date-time", (string?)schemas["Request"]!["properties"]!["raisedAt"]!["format"]);
        Assert.DoesNotContain(schemas, schema => schema.Key.EndsWith("Json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_problem_has_a_page_under_its_type()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        using var nora = await ApiProgram.OfAsync(scene.Site, scene.Nora);
        using var caller = new Caller(scene.Site.Uri);
        var type = new Uri((string)(await nora.GetAsync("requests/IT-9")).Json["type"]!);

        Assert.Equal(scene.Site.Uri.Authority, type.Authority);
        Assert.Equal("Not found", (await caller.GetAsync(type.AbsolutePath)).Document.QuerySelector("h1")!.TextContent);
        var all = (await caller.GetAsync("/api/problems")).Document.QuerySelectorAll("main li a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.True(all.Count > 100, $"Only {all.Count} problems.");
        foreach (var page in all)
        {
            Assert.Equal((page, HttpStatusCode.OK), (page, (await caller.GetAsync(page)).Status));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync("/api/problems/no-such")).Status);
    }

    [Fact]
    public async Task The_commands_of_the_reference_work_as_they_stand()
    {
        await using var scene = await ApiScene.SetAsync(stage, DatabaseProvider.Sqlite);
        var site = scene.Site;
        var all = await site.StaffAsync(scene.Desk, "all@desk.test", DeskRole.Administrator);
        await site.ChangeAccountAsync(all, account => account.IsSiteAdministrator = true);
        await scene.RaiseAsync();
        await site.CustomerAsync(scene.Desk, "karla@example.com");
        await site.ChangeAsync(db => db.Desks.ExecuteUpdateAsync(desk => desk.SetProperty(d => d.AllowsParticipants, true)));
        await site.Get<RightsNow>().RefreshAsync(new HashSet<Topic> { Topic.Everything });
        using var caller = new Caller(site.Uri);
        var page = (await caller.GetAsync("/api/reference")).Document;
        var (karls, theirs) = (await ApiProgram.TokenAsync(site, scene.Karl), await ApiProgram.TokenAsync(site, all));
        using var program = new ApiProgram(site, theirs);

        var commands = page.QuerySelectorAll(".example").Select(example => example.TextContent).ToList();

        var document = await program.DocumentAsync();
        Assert.Equal(document["paths"]!.AsObject().Sum(path => path.Value!.AsObject().Count), commands.Count);
        foreach (var command in commands.OrderBy(command => command.Contains("-X DELETE", StringComparison.Ordinal)))
        {
            var karl = scene.Karl.AccountId!.Value;
            var ids = $"CUSTOMER={karl}\nUSER={karl}\nPARTICIPANT={karl}\nAGENT={scene.Nora.AccountId}\n" + command switch
            {
                _ when command.Contains("$INVITATION", StringComparison.Ordinal) => $"INVITATION={await InvitedAsync(scene)}",
                _ when command.Contains("$IMPORT", StringComparison.Ordinal) => $"IMPORT={await ImportedAsync(scene, program)}",
                _ when command.Contains("$FILE", StringComparison.Ordinal) => $"FILE={await AttachedAsync(scene)}",
                _ => "",
            };
            var token = command.Contains("/requests\" ", StringComparison.Ordinal) && command.Contains("-X POST", StringComparison.Ordinal) ? karls : theirs;
            var status = await RunAsync($"SITE={site.Uri.AbsoluteUri.TrimEnd('/')}\nTOKEN={token}\nDESK=IT\nTYPE={scene.Type}\nKEY=IT-1\n{ids}\n{command}\n");

            // An import that was only checked has nothing to be undone.
            Assert.True(status is ['2', ..] || (status == "409" && command.Contains("/undo", StringComparison.Ordinal)), $"{status}: {command}");
        }
    }

    private static async Task<Guid> InvitedAsync(ApiScene scene)
    {
        var invitations = scene.Site.Get<CustomerInvitations>();
        await invitations.InviteAsync(scene.Desk.Id, new(TypedAddresses.Read($"{Guid.NewGuid():N}@kunde.test"), null, IsOpenExpected: false), progress: null, by: scene.Dora);
        return (await invitations.ListAsync(scene.Desk.Id, InvitationFilter.Pending, after: null, by: scene.Dora)).Done.Rows[0].Id;
    }

    private static async Task<Guid> ImportedAsync(ApiScene scene, ApiProgram program)
    {
        var begun = await program.UploadAsync("desks/IT/imports?fileName=a.csv", "email\nkim@kunde.test\n"u8.ToArray(), "text/csv");
        var id = Guid.Parse((string)begun.Json["id"]!);
        await Eventually.IsAsync(() => scene.Site.ReadAsync(db => db.CustomerImports.AnyAsync(import => import.Id == id && import.State == ImportState.Ready)), "the import is ready");
        return id;
    }

    private static async Task<Guid> AttachedAsync(ApiScene scene)
    {
        using var karl = await ApiProgram.OfAsync(scene.Site, scene.Karl);
        var file = Guid.Parse((string)(await karl.UploadAsync("attachments?fileName=a.txt", [1])).Json["id"]!);
        await karl.PostAsync("requests/IT-1/comments", new { text = "See", attachmentIds = new[] { file } });
        return file;
    }

    // What the command prints at last, as somebody sees it who pastes it: its status.
    private static async Task<string> RunAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", "set -u\ncurl() { command curl --silent --write-out '\n%{http_code}' \"$@\"; }\n" + script]) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Directory.CreateTempSubdirectory().FullName })!;
        var status = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return status.Split('\n')[^1];
    }

    private static IEnumerable<string> ReferencesIn(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(part => part.Key == "$ref" && part.Value is JsonValue value ? [(string)value!] : ReferencesIn(part.Value)),
        JsonArray many => many.SelectMany(ReferencesIn),
        _ => [],
    };

    private static JsonNode? Find(JsonNode document, string reference) => reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, part) => node?[part]);
}
