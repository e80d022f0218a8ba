using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Shell;

/// <summary>Asks for every address there is, as mail scanners and prefetching browsers do, and compares the database before and after.</summary>
public sealed partial class ReadingChangesNothingTests(Stages stage)
{
    // Made at the first use of a form, by whichever node comes first.
    private const string KeyRing = nameof(DeskDb.KeyRing);

    [Theory, OnBothDatabases]
    public async Task Neither_a_stranger_nor_anybody_logged_in_changes_a_row_by_looking(DatabaseProvider database)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database));
        var (karl, nora) = await RequestJourneyTests.PeopleAsync(site);
        var values = await ValuesAsync(site, karl);
        var gone = await site.PersonAsync("gone@example.com");
        var callers = new Dictionary<string, Caller> { ["stranger"] = new(site.Uri) };
        foreach (var (name, person) in new[] { ("customer", karl), ("agent", nora), ("site administrator", site.Ada), ("deactivated", gone) })
        {
            callers[name] = await site.CallerAsync(person);
        }

        await site.DeactivateAsync(gone.AccountId!.Value);
        var paths = Paths(site, values).ToList();
        var before = await Snapshot.TakeAsync(site, KeyRing);
        Assert.True(paths.Count > 40, $"Only {paths.Count} addresses were found.");

        var seen = new HashSet<HttpStatusCode>();
        foreach (var (name, caller) in callers)
        {
            foreach (var (key, value) in new[] { ("Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender"), ("X-Moz", "prefetch") })
            {
                caller.Says[key] = value;
            }

            foreach (var path in paths)
            {
                await caller.SendAsync(HttpMethod.Head, path, null);
                var answer = await caller.GetAsync(path);
                seen.Add(answer.Status);
                Assert.True((int)answer.Status < 500, $"{name}: {path}: {answer.Status}");
            }

            caller.Dispose();
        }

        Assert.Superset(new HashSet<HttpStatusCode> { HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.NotFound }, seen);
        Assert.Equal(before, await Snapshot.TakeAsync(site, KeyRing));
    }

    [Fact]
    public async Task The_links_looked_at_by_everybody_still_lead_where_they_led()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var secrets = await MailedDoor.MailAllAsync(site);
        using var scanner = new Caller(site.Uri);
        foreach (var (purpose, secret) in secrets)
        {
            var path = site.Get<SiteLinks>().To(purpose, secret).PathAndQuery;
            await scanner.SendAsync(HttpMethod.Head, path, null);
            await scanner.GetAsync(path);
            await scanner.GetAsync(path);
            Assert.Null(await MailedDoor.Of(purpose).UseAsync(site, secret));
        }
    }

    private static async Task<Dictionary<string, string[]>> ValuesAsync(ServedSite site, Actor karl)
    {
        var secrets = await MailedDoor.MailAllOnAsync(site);
        var key = await RequestJourneyTests.RaisedAsync(site, karl);
        var request = await site.ReadAsync(db => db.Requests.SingleAsync());
        var file = (await site.Get<Uploads>().TakeAsync("a.txt", null, new MemoryStream([1]), karl)).Done;
        await site.Get<CustomerRequests>().CommentAsync(new(Guid.CreateVersion7(), request.Id, "See", [file.Id]), karl);
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["DeskKey"] = ["IT", "NO"],
            ["Desk"] = ["IT", "NO"],
            ["Problem"] = ["not-found", "nothing"],
            ["Key"] = [key],
            ["Type"] = [request.TypeId.ToString()],
            ["Secret"] = [.. secrets.Values],
            ["Id"] = [file.Id.ToString(), $"{karl.AccountId}"],
            ["Code"] = [.. secrets.Values],
            ["CollectorId"] = [(await site.ReadAsync(db => db.Collectors.Select(collector => collector.Id).SingleAsync())).ToString()],
            ["Token"] = [(await site.Get<MailTokens>().KeyAsync(TestContext.Current.CancellationToken)).StopToken(request.Id, karl.AccountId!.Value)],
        };
    }

    // Every address that answers GET, each part of it filled in with what is there.
    private static IEnumerable<string> Paths(ServedSite site, Dictionary<string, string[]> values)
    {
        var templates = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
                && (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []) is var methods && (methods.Count == 0 || methods.Contains("GET")))
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !path.StartsWith("/_", StringComparison.Ordinal) && !path.Contains("{*", StringComparison.Ordinal))
            .Distinct();

        foreach (var template in templates)
        {
            var part = RoutePart().Match(template);
            var filled = part.Success ? values[part.Groups["name"].Value].Select(value => Fill(template, part.Groups["name"].Value, value)) : [template];
            foreach (var path in filled.Select(path => RoutePart().Replace(path, rest => values[rest.Groups["name"].Value][0])))
            {
                yield return path;
                if (path.StartsWith("/Identity", StringComparison.Ordinal))
                {
                    foreach (var code in values["Code"])
                    {
                        yield return $"{path}?code={code}&returnUrl=%2Fportal&handler=SendAgain";
                    }
                }
            }
        }
    }

    private static string Fill(string template, string name, string value) =>
        RoutePart().Replace(template, part => part.Groups["name"].Value == name ? value : part.Value);

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoutePart();
}
