using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Requests;

/// <summary>Files by their addresses, asked for as a browser would.</summary>
public sealed class DownloadingFilesTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_download_is_saved_and_never_shown_as_a_page_of_the_site()
    {
        await using var site = await StartAsync();
        var (karl, _) = await RequestJourneyTests.PeopleAsync(site);
        var key = await RequestJourneyTests.RaisedAsync(site, karl);
        var file = await SaidAsync(site, key, karl, "r\u00e9sum\u00e9 \"x\".html", isInternal: false);

        var answer = await AskAsync(site, "karl", karl, $"/portal/attachments/{file}");

        Assert.Equal("<script>alert(1)</script>", await answer.TextAsync());
        Assert.Equal("application/octet-stream", answer.Headers["content-type"]);
        Assert.Equal("attachment; filename=\"r_sum_ _x_.html\"; filename*=UTF-8''r%C3%A9sum%C3%A9%20_x_.html", answer.Headers["content-disposition"]);
        Assert.Equal("nosniff", answer.Headers["x-content-type-options"]);
        Assert.Equal("sandbox; default-src 'none'", answer.Headers["content-security-policy"]);
        Assert.Contains("no-store", answer.Headers["cache-control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_internal_file_is_the_staffs_alone_by_any_address()
    {
        await using var site = await StartAsync();
        var (karl, nora) = await RequestJourneyTests.PeopleAsync(site);
        var key = await RequestJourneyTests.RaisedAsync(site, karl);
        var file = await SaidAsync(site, key, nora, "note.txt", isInternal: true);

        Assert.Equal(200, (await AskAsync(site, "nora", nora, $"/desks/attachments/{file}")).Status);
        Assert.Equal(404, (await AskAsync(site, "nora", nora, $"/portal/attachments/{file}")).Status);
        Assert.Equal(404, (await AskAsync(site, "karl", karl, $"/portal/attachments/{file}")).Status);
        Assert.Equal(404, (await AskAsync(site, "karl", karl, $"/desks/attachments/{file}")).Status);
        Assert.Equal(404, (await AskAsync(site, "karl", karl, $"/portal/attachments/{Guid.NewGuid()}")).Status);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Uri };
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync($"/portal/attachments/{file}")).StatusCode);
    }

    [Fact]
    public async Task An_upload_needs_a_log_in_and_the_token_of_the_sites_own_page_and_ends_at_the_limit()
    {
        await using var site = await StartAsync("--Limits:AttachmentBytes=1000");
        var (karl, _) = await RequestJourneyTests.PeopleAsync(site);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Uri };
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.PostAsync("/portal/attachments", new StringContent("x"))).StatusCode);

        var page = await OpenAsync(site, "karl", karl);
        await page.GotoAsync($"/portal/requests/{await RequestJourneyTests.RaisedAsync(site, karl)}");
        await page.GetByLabel("Attach files").WaitForAsync();
        Assert.Equal("400 {\"problem\":null}", await PostAsync(page, "null", "'x'"));
        var token = "document.querySelector('main input[name=__RequestVerificationToken]').value";
        Assert.Contains("413", await PostAsync(page, token, "'x'.repeat(1001)"), StringComparison.Ordinal);
        Assert.StartsWith("200", await PostAsync(page, token, "'x'.repeat(1000)"), StringComparison.Ordinal);
        Assert.Equal(1, await site.ReadAsync(db => db.Attachments.CountAsync()));
    }

    private static Task<string> PostAsync(IPage page, string token, string body) => page.EvaluateAsync<string>(
        $$"""
        async () => {
          const headers = { 'Content-Type': 'application/octet-stream', 'X-File-Name': 'a.txt' };
          const token = {{token}};
          if (token) { headers.RequestVerificationToken = token; }
          const answer = await fetch('/portal/attachments', { method: 'POST', headers, body: {{body}} });
          return `${answer.status} ${await answer.text()}`;
        }
        """);

    private static async Task<Guid> SaidAsync(ServedSite site, string key, Actor by, string fileName, bool isInternal)
    {
        var file = (await site.Get<Uploads>().TakeAsync(fileName, "text/html", new MemoryStream(Encoding.UTF8.GetBytes("<script>alert(1)</script>")), by)).Done;
        var request = await site.ReadAsync(db => db.Requests.SingleAsync(request => request.Key == key));
        var comment = new NewComment(Guid.CreateVersion7(), request.Id, "See the file", [file.Id]);
        Assert.Null((isInternal
            ? await site.Get<AgentRequests>().NoteAsync(comment, by)
            : await site.Get<CustomerRequests>().CommentAsync(comment, by)).Refusal);
        return file.Id;
    }

    private async Task<IAPIResponse> AskAsync(ServedSite site, string who, Actor person, string path) =>
        await (await OpenAsync(site, who, person)).APIRequest.GetAsync(new Uri(site.Uri, path).ToString());

    private async Task<IPage> OpenAsync(ServedSite site, string who, Actor person)
    {
        var page = await _visitors!.OpenAsync(who);
        await site.LogInAsync(page, person);
        return page;
    }

    private async Task<ServedSite> StartAsync(params string[] settings)
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: settings);
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
