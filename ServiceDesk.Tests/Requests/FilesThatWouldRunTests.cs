using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Requests;

/// <summary>Files that a browser would run or show as a page, sent and fetched as a browser would.</summary>
public sealed class FilesThatWouldRunTests(Stages stage)
{
    [Theory]
    [InlineData("page.html", "text/html", "page.html")]
    [InlineData("picture.svg", "image/svg+xml", "picture.svg")]
    [InlineData("feed.xml", "application/xml", "feed.xml")]
    [InlineData("letter.pdf", "application/pdf", "letter.pdf")]
    [InlineData("page.xhtml", "application/xhtml+xml", "page.xhtml")]
    [InlineData("script.js", "text/javascript", "script.js")]
    [InlineData("mail.eml", "message/rfc822", "mail.eml")]
    [InlineData("a\"; filename=\"evil.html", "text/html", "a_; filename=_evil.html")]
    [InlineData("a\r\nContent-Type: text/html\r\n\r\n<script>.txt", "text/plain", "html _script_.txt")]
    [InlineData("invoice\u202egnp.exe", "image/png", "invoicegnp.exe")]
    [InlineData("\u2066\u200frtl\u2069.html", "text/html", "rtl.html")]
    [InlineData("résumé 日本 😀.svg", "image/svg+xml", "résumé 日本 😀.svg")]
    [InlineData("..\\..\\web.config", "text/xml", "web.config")]
    public async Task Whatever_it_is_called_and_claims_to_be_it_is_saved_and_never_shown(string name, string type, string kept)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (karl, nora) = await RequestJourneyTests.PeopleAsync(site);
        await RequestJourneyTests.RaisedAsync(site, karl);
        var request = await site.ReadAsync(db => db.Requests.SingleAsync());
        using var customer = await site.CallerAsync(karl);
        using var agent = await site.CallerAsync(nora);
        var token = (await customer.GetAsync("/Identity/Account/Manage")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        customer.Says["RequestVerificationToken"] = token;
        customer.Says["X-File-Name"] = Uri.EscapeDataString(name);

        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("<script>alert(1)</script>"));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.Equal(HttpStatusCode.OK, (await customer.SendAsync(HttpMethod.Post, "/portal/attachments", content)).Status);
        var file = await site.ReadAsync(db => db.Attachments.SingleAsync());
        await site.Get<CustomerRequests>().CommentAsync(new(Guid.CreateVersion7(), request.Id, "See the file", [file.Id]), karl);

        Assert.Equal(kept, file.FileName);
        foreach (var answer in new[] { await customer.GetAsync($"/portal/attachments/{file.Id}"), await agent.GetAsync($"/desks/attachments/{file.Id}") })
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(("application/octet-stream", "nosniff", "sandbox; default-src 'none'"), (answer.Headers["Content-Type"], answer.Headers["X-Content-Type-Options"], answer.Headers["Content-Security-Policy"]));
            var disposition = ContentDispositionHeaderValue.Parse(answer.Headers["Content-Disposition"]);
            Assert.Equal(("attachment", kept), (disposition.DispositionType.Value, disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value));
            Assert.All(answer.Headers["Content-Disposition"], c => Assert.InRange(c, ' ', '~'));
        }
    }
}
