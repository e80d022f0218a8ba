using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Shell;

public sealed partial class BreakingTests(Stages stage)
{
    [Fact]
    public async Task What_breaks_is_told_with_a_reference_that_is_in_the_log_beside_the_reason()
    {
        await using var site = await ServedSite.StartAsync(
            await stage.Databases.CreateAsync(DatabaseProvider.Sqlite),
            services: services => services.AddScoped<SignUps>(_ => throw new InvalidOperationException("The roof is leaking.")));
        using var client = new HttpClient { BaseAddress = site.Uri };

        var answer = await client.GetAsync("/portal/IT/signup", TestContext.Current.CancellationToken);

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("roof", page, StringComparison.Ordinal);
        var reference = Reference().Match(page).Groups["number"].Value;
        Assert.NotEmpty(reference);
        Assert.Contains(site.Log, line => line.Contains(reference, StringComparison.Ordinal) && line.Contains("The roof is leaking.", StringComparison.Ordinal));
    }

    [GeneratedRegex("Reference: (?<number>[^<]+)<", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
