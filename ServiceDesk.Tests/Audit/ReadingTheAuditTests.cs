using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Audit;

public sealed class ReadingTheAuditTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Each_entry_says_who_did_what_to_whom_when_from_where_before_and_after(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.Get<ServiceDesks>().ChangeAsync(new DeskOptions(desk.Id, "IT", "Help", false, true, desk.Version), by: world.Ada);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.WriteAsync(Changes.SignUpRefused, desk.Id, (await world.ContactAsync("karl@kunde.test", "Karl Kunde")).Id, new { Reason = "Unknown order" }, Actor.Site);

        var rows = await ReadAsync(world, new AuditFilter(desk.Id));

        Assert.Equal(
            [
                ("the site itself", null, "IT", "Karl Kunde", "The sign-up was refused.", "Unknown order"),
                ("Ada Admin", "192.0.2.7", "IT", null, "The desk IT was changed. Name: Help (before: IT desk). Participants: on (before: off).", null),
            ],
            rows.Select(row => (row.WhoIn(English), row.Entry.Network, row.Desk, row.Subject, row.Sentence(English), row.ReasonIn(English))));
        Assert.Contains("\"Name: IT desk; Participants: off\",\"Name: Help; Participants: on\",\"\"", AuditCsv.Line(rows[1], English), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Pages_follow_each_other_without_gap_or_double_also_within_one_moment(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        for (var n = 0; n < (2 * AuditLog.PageRows) + 7; n++)
        {
            await world.WriteAsync(Changes.ProfileChanged, deskId: null, subjectId: null, details: null, world.Ada);
            world.Clock.Advance(TimeSpan.FromSeconds(n % 60 == 0 ? 1 : 0));
        }

        var (seen, next, pages) = (new List<AuditEntry>(), (string?)null, 0);
        do
        {
            var page = (await world.Get<AuditLog>().ReadAsync(new AuditFilter(), next, by: world.Ada)).Done;
            seen.AddRange(page.Rows.Select(row => row.Entry));
            (next, pages) = (page.Next, pages + 1);
        }
        while (next is not null);

        Assert.Equal((3, (2 * AuditLog.PageRows) + 7), (pages, seen.Select(entry => entry.Id).Distinct().Count()));
        Assert.Equal(seen.Select(entry => entry.At).OrderDescending(), seen.Select(entry => entry.At));
        Assert.Equal(AuditLog.PageRows, (await world.Get<AuditLog>().ReadAsync(new AuditFilter(), "made up", by: world.Ada)).Done.Rows.Count);
    }

    [Theory, OnBothDatabases]
    public async Task It_is_narrowed_down_by_person_kind_desk_and_time(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"));
        var karl = await world.ContactAsync("karl@kunde.test", "Jörg Kunde");
        await world.WriteAsync(Changes.CustomerJoined, it.Id, karl.Id, new { Door = "Import" }, world.Ada);
        await world.WriteAsync(Changes.DeskArchived, hr.Id, null, new { hr.Key }, world.Ada);
        var between = world.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.WriteAsync(Changes.SiteSetUp, null, karl.Id, null, Actor.Site);

        async Task<string> FoundAsync(AuditFilter filter) => string.Join(' ', (await ReadAsync(world, filter)).Select(row => row.Entry.What).Order(StringComparer.Ordinal));

        Assert.Equal("CustomerJoined SiteSetUp", await FoundAsync(new AuditFilter(Person: "jorg")));
        Assert.Equal("CustomerJoined SiteSetUp", await FoundAsync(new AuditFilter(Person: "KARL@kun")));
        Assert.Equal("CustomerJoined DeskArchived", await FoundAsync(new AuditFilter(Person: "ada@")));
        Assert.Equal("", await FoundAsync(new AuditFilter(Person: "%")));
        Assert.Equal("DeskArchived", await FoundAsync(new AuditFilter(What: Changes.DeskArchived)));
        Assert.Equal("CustomerJoined", await FoundAsync(new AuditFilter(it.Id)));
        Assert.Equal("CustomerJoined DeskArchived", await FoundAsync(new AuditFilter(Until: between)));
        Assert.Equal("SiteSetUp", await FoundAsync(new AuditFilter(From: between)));
    }

    [Fact]
    public async Task A_desks_administrator_reads_nothing_of_another_desk_nor_of_the_site()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"));
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Administrator);
        await world.WriteAsync(Changes.DeskArchived, hr.Id, null, new { hr.Key }, world.Ada);

        Assert.Equal(new NotFound(), (await world.Get<AuditLog>().ReadAsync(new AuditFilter(), null, by: nora)).Refusal);
        Assert.Equal(new NotFound(), (await world.Get<AuditLog>().ReadAsync(new AuditFilter(hr.Id), null, by: nora)).Refusal);
        Assert.Empty((await world.Get<AuditLog>().ReadAsync(new AuditFilter(it.Id), null, by: nora)).Done.Rows);
    }

    [Fact]
    public async Task The_file_has_every_entry_and_nothing_in_it_is_a_formula()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var evil = await site.ContactAsync("evil@kunde.test", "=HYPERLINK(\"https://evil.test\")");
        for (var n = 0; n <= AuditLog.PageRows; n++)
        {
            await site.WriteAsync(Changes.CustomerRemoved, deskId: null, evil.Id, new { FullName = "@SUM(1+1)" }, Actor.Stranger("192.0.2.1"));
        }

        using var client = await site.ClientAsync(site.Ada);
        using var answer = await client.GetAsync($"/admin/audit.csv?what={Changes.CustomerRemoved}", TestContext.Current.CancellationToken);

        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((HttpStatusCode.OK, "text/csv", "audit.csv"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal(AuditLog.PageRows + 2, lines.Length);
        Assert.StartsWith("\"When (UTC)\",\"Who\"", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.EndsWith(
            "\"somebody not logged in\",\"192.0.2.1\",\"CustomerRemoved\",\"'@SUM(1+1) was taken off the customer list.\",\"\",\"'=HYPERLINK(\"\"https://evil.test\"\")\",\"\",\"\",\"\"", line, StringComparison.Ordinal));
    }

    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    private static async Task<IReadOnlyList<AuditRow>> ReadAsync(World world, AuditFilter filter) => (await world.Get<AuditLog>().ReadAsync(filter, after: null, by: world.Ada)).Done.Rows;
}

/// <summary>Entries as facts of a story.</summary>
internal static class AuditStory
{
    public static Task WriteAsync(this Story world, string what, Guid? deskId, Guid? subjectId, object? details, Actor by) =>
        world.ChangeAsync(db => Task.FromResult(db.Audit.Add(AuditEntry.Of(what, by, world.Now, deskId, subjectId, details))));
}
