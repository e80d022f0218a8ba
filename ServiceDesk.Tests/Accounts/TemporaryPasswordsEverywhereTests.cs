using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

/// <summary>Whoever has a temporary password gets nowhere but to the page that changes it (design.md 2.5), whatever the site maps.</summary>
public sealed partial class TemporaryPasswordsEverywhereTests(Stages stage)
{
    private const string ChangePage = "/Identity/Account/Manage/ChangePassword";
    private static readonly string[] Free = [ChangePage, "/Identity/Account/Logout", "/api/v1/openapi.json"];

    [Fact]
    public async Task Every_address_the_site_answers_leads_there_or_is_refused()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var karl = await site.CustomerAsync(await site.DeskAsync("IT"), "karl@kunde.test");
        using var client = await site.ClientAsync(karl);
        await site.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(a => a.Id == karl.AccountId)).Password = PasswordKind.Temporary);
        using var probe = await client.GetAsync("/portal", TestContext.Current.CancellationToken);
        Assert.Equal(ChangePage, probe.Headers.Location?.ToString());

        var paths = site.Get<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .Select(endpoint => "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "IT"))
            .Append("/api/v1/requests").Append(ChangePage + "/../../../../admin/users").Append("/identity/account/manage/CHANGEPASSWORD/x")
            .Distinct().Except(Free, StringComparer.OrdinalIgnoreCase).ToList();
        Assert.Contains("/portal/attachments", paths);
        Assert.Contains("/admin/users", paths);

        var open = new List<string>();
        foreach (var path in paths)
        {
            using var got = await client.GetAsync(path, TestContext.Current.CancellationToken);
            using var posted = await client.PostAsync(path, null, TestContext.Current.CancellationToken);
            if (got.Headers.Location?.ToString() != ChangePage && !IsRefused(path, got.StatusCode))
            {
                open.Add($"GET {path}: {got.StatusCode}");
            }

            if (!IsRefused(path, posted.StatusCode))
            {
                open.Add($"POST {path}: {posted.StatusCode}");
            }
        }

        Assert.True(open.Count == 0, string.Join('\n', open));
    }

    // The API knows nobody by a cookie, and has nothing that is called IT; what it says to their tokens is among its own tests.
    private static bool IsRefused(string path, HttpStatusCode status) => status is HttpStatusCode.Forbidden
        || (path.StartsWith("/api/v1/", StringComparison.Ordinal) && status is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed);

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
