using System.Net;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Shell;

/// <summary>What is asked for otherwise than browsers ask for pages.</summary>
public sealed class OtherMethodsTests(Stages stage)
{
    [Fact]
    public async Task The_head_of_a_page_is_that_of_the_page()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        await site.DeskAsync("IT", CustomerAccess.Everyone);
        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Uri };
        using var ada = await site.ClientAsync(site.Ada);

        foreach (var (client, path) in new[] { (stranger, "/"), (stranger, "/portal"), (stranger, "/portal/IT"), (stranger, "/portal/IT/signup"), (stranger, "/nowhere"), (stranger, "/site.css"), (stranger, "/healthz"), (ada, "/admin/users") })
        {
            using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), TestContext.Current.CancellationToken);
            using var page = await client.GetAsync(path, TestContext.Current.CancellationToken);

            Assert.Equal((path, page.StatusCode, page.Content.Headers.ContentType, page.Headers.Location), (path, head.StatusCode, head.Content.Headers.ContentType, head.Headers.Location));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.True(path == "/" || (await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length > 0, path);
        }
    }

    [Theory]
    [InlineData("POST", "/nowhere")]
    [InlineData("PUT", "/portal")]
    public async Task A_method_that_nothing_takes_is_told_so_with_a_page(string method, string path)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        using var stranger = new HttpClient { BaseAddress = site.Uri };

        using var answer = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
