using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class ExportingCustomersTests(Stages stage)
{
    [Fact]
    public async Task The_list_comes_as_a_file_in_which_nothing_is_a_formula()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var desk = await site.DeskAsync("IT");
        var nora = await site.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        foreach (var (address, name) in new[] { ("=cmd@kunde.test", "=1+1"), ("plus@kunde.test", "+49 30"), ("minus@kunde.test", "-2"), ("at@kunde.test", "@SUM(A1)"), ("q@kunde.test", "Quo\"te, Karl") })
        {
            await site.JoinAsync(desk, (await site.ContactAsync(address, name)).Id);
        }

        Assert.True((await site.Get<UserDirectory>().InviteAsync((await site.AccountAsync("q@kunde.test")).Id, by: site.Ada)).IsDone);
        using var client = await site.ClientAsync(nora);
        using var answer = await ExportAsync(client);

        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("customers-IT-", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Email,Name,Organisation,Language,Status,Joined,Last seen", lines[0]);
        Assert.Equal(5, lines.Length - 1);
        Assert.Equal(4, lines.Count(line => line.Contains(",Contact,", StringComparison.Ordinal)));
        Assert.Contains(",Invited,", Assert.Single(lines, line => line.StartsWith("q@kunde.test", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("'=cmd@kunde.test", StringComparison.Ordinal) && line.Contains("'=1+1", StringComparison.Ordinal));
        Assert.All(["'+49 30", "'-2", "'@SUM(A1)", "\"Quo\"\"te, Karl\""], cell => Assert.Contains(lines, line => line.Contains(cell, StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Split(',').Any(cell => cell.TrimStart('"') is ['=' or '+' or '-' or '@', ..]));
        Assert.Equal(nora.AccountId, await site.ReadAsync(db => db.Audit.Where(entry => entry.What == Changes.CustomersExported).Select(entry => entry.ActorId).SingleAsync()));
    }

    [Fact]
    public async Task Agents_and_customers_get_no_file()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var desk = await site.DeskAsync("IT");
        using var agent = await site.ClientAsync(await site.StaffAsync(desk, "aga@desk.test", DeskRole.Agent));
        using var customer = await site.ClientAsync(await site.CustomerAsync(desk, "karl@kunde.test"));

        using var content = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.PostAsync("/desks/IT/people/customers/export", content, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ExportAsync(agent)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ExportAsync(customer)).StatusCode);
    }

    private static async Task<HttpResponseMessage> ExportAsync(HttpClient client)
    {
        using var page = await client.GetAsync("/Identity/Account/Manage", TestContext.Current.CancellationToken);
        var form = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desks/IT/people/customers/export") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]) };
        request.Headers.Add("Cookie", string.Join("; ", client.DefaultRequestHeaders.GetValues("Cookie").Concat(page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]))));
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
