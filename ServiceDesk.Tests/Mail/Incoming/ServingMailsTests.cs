using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>Mails and what came with them, as a browser fetches them.</summary>
public sealed class ServingMailsTests(Stages stage)
{
    [Fact]
    public async Task A_mail_is_a_page_that_may_do_nothing_for_who_may_read_it_and_nothing_for_anybody_else()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (karl, nora) = await RequestJourneyTests.PeopleAsync(site);
        var mail = await MailedAsync(site);
        using var customer = await site.CallerAsync(karl);
        using var agent = await site.CallerAsync(nora);
        using var other = await site.CallerAsync(await site.PersonAsync("carl@example.org"));
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Uri };

        foreach (var (reader, path) in new[] { (agent, $"/desks/mail/{mail}/whole"), (customer, $"/portal/mail/{mail}/whole") })
        {
            var page = await reader.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8", "nosniff", "no-store, private"), (page.Status, page.Headers["Content-Type"], page.Headers["X-Content-Type-Options"], page.Headers["Cache-Control"]));
            Assert.Equal("default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox", page.Headers["Content-Security-Policy"]);
            Assert.Contains(ClientLetter.Picture, page.Body, StringComparison.Ordinal);
            Assert.Contains("img-src data: https:; upgrade-insecure-requests;", (await reader.GetAsync(path + "?pictures=true")).Headers["Content-Security-Policy"], StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync($"/desks/mail/{mail}/original")).Status);
        foreach (var (reader, path) in new[]
        {
            (customer, $"/desks/mail/{mail}/whole"), (customer, $"/desks/mail/{mail}/original"), (agent, $"/portal/mail/{mail}/whole"),
            (other, $"/portal/mail/{mail}/whole"), (agent, $"/desks/mail/{Guid.NewGuid()}/whole"),
        })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await reader.GetAsync(path)).Status));
        }

        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync($"/portal/mail/{mail}/whole", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_original_and_the_files_that_came_with_it_are_saved_and_never_shown()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (karl, nora) = await RequestJourneyTests.PeopleAsync(site);
        var mail = await MailedAsync(site);
        var files = await site.ReadAsync(db => db.Attachments.Where(file => file.RequestId == mail).OrderBy(file => file.FileName).ToListAsync());
        using var customer = await site.CallerAsync(karl);
        using var agent = await site.CallerAsync(nora);

        Assert.Equal(["list.html", "logo.png"], files.Select(file => file.FileName));
        var answers = new List<Answered> { await agent.GetAsync($"/desks/mail/{mail}/original") };
        foreach (var file in files)
        {
            answers.AddRange([await agent.GetAsync($"/desks/attachments/{file.Id}"), await customer.GetAsync($"/portal/attachments/{file.Id}")]);
        }

        Assert.All(answers, answer =>
        {
            Assert.Equal((HttpStatusCode.OK, "application/octet-stream", "nosniff", "sandbox; default-src 'none'"), (answer.Status, answer.Headers["Content-Type"], answer.Headers["X-Content-Type-Options"], answer.Headers["Content-Security-Policy"]));
            Assert.StartsWith("attachment; filename=", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        });
        Assert.Contains("Received: from laptop", answers[0].Body, StringComparison.Ordinal);
    }

    private static Task<Guid> MailedAsync(ServedSite site) => site.IsMailedAsync(ClientLetter.Raw("<p>Hello</p><img src=cid:part1.logo@example.org>"));
}
