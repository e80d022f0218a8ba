using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity.UI;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

public sealed partial class IdentityPagesTests(Stages stage)
{
    private const string Folder = "/Areas/Identity/Pages";

    [Fact]
    public async Task Of_the_packages_pages_only_ours_answer()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Uri };
        async Task<(HttpStatusCode Get, HttpStatusCode Post)> AskAsync(string page)
        {
            using var get = await client.GetAsync("/Identity" + page);
            using var post = await client.PostAsync("/Identity" + page, null);
            return (get.StatusCode, post.StatusCode);
        }

        var nothing = await AskAsync("/Account/Nothing");
        var answering = new List<string>();
        foreach (var page in PagesOfThePackage().Append("/Account/Manage/Notifications").Append("/Account/Manage/Tokens"))
        {
            if (await AskAsync(page) != nothing)
            {
                answering.Add(page);
            }
        }

        Assert.Equal(HttpStatusCode.NotFound, nothing.Get);
        Assert.Equal(IdentityPages.Ours.Order(StringComparer.Ordinal), answering.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/Identity/Account/Manage")]
    [InlineData("/Identity/Account/Manage/ChangePassword")]
    [InlineData("/Identity/Account/Manage/TwoFactorAuthentication")]
    [InlineData("/Identity/Account/Manage/EnableAuthenticator")]
    [InlineData("/Identity/Account/Manage/Notifications")]
    [InlineData("/Identity/Account/Manage/PersonalData")]
    [InlineData("/Identity/Account/Manage/DownloadPersonalData")]
    public async Task What_is_ones_own_leads_a_stranger_to_the_log_in(string path)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Uri };

        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal($"/Identity/Account/Login?returnUrl={Uri.EscapeDataString(path)}", answer.Headers.Location!.OriginalString);
    }

    // Every page that the package brings, as it names them itself, in each of its two styles and without.
    private static IEnumerable<string> PagesOfThePackage()
    {
        var pages = ((IRazorCompiledItemProvider)new CompiledRazorAssemblyPart(typeof(UIFrameworkAttribute).Assembly)).CompiledItems
            .Select(item => item.Identifier)
            .Where(id => id.StartsWith(Folder, StringComparison.Ordinal) && !Path.GetFileName(id).StartsWith('_'))
            .Select(id => id[Folder.Length..^".cshtml".Length])
            .ToList();
        Assert.True(pages.Count > 30, "The package's pages were not found.");
        return pages.Concat(pages.Select(page => Style().Replace(page, ""))).Distinct(StringComparer.Ordinal);
    }

    [GeneratedRegex("^/V[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Style();
}
