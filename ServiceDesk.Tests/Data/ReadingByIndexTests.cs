using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Webhooks;
using ServiceDesk.Tests.Access;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Collectors;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Data;

/// <summary>What a desk gathers over the years is found by its indexes, whoever does what: asked of the database's own plan for every statement.</summary>
public sealed partial class ReadingByIndexTests(Stages stage)
{
    // What an administrator makes by hand stays small enough to be read as a whole.
    private static readonly string[] Small =
    [
        "Site", "Desks", "DeskAgents", "Seats", "Licences", "RequestTypes", "RequestCounters", "MailChannels", "Mailboxes", "MailTemplates", "AddressRules",
        "SeatLimits", "SwitchedOffMails", "CustomerImports", "Webhooks", "Collectors", "CollectorKeys",
    ];

    // Read through all the same, and why that is no matter.
    private static readonly string[] Borne =
    [
        "IX_Accounts_SiteAdministrators", // the administrators alone
        "IX_Invitations_DeskId_NormalizedAddress", // the pending ones alone
        "DELETE FROM \"ImportRows\"", "DELETE FROM \"Outbox\"", "instr(\"a\".\"Details\"", // somebody is made anonymous, rarely, everywhere
        "WHERE \"a\".\"SubjectId\" = @account_Id OR", "WHERE \"o\".\"AccountId\" = @account_Id\n", // somebody takes all that is known of them
        "SELECT COUNT(*)\nFROM \"Accounts\"", "SELECT COUNT(*)\nFROM \"MailedLinks\"", // told before access or the switch is changed
        "WHERE \"o\".\"To\" = @address AND", "WHERE \"i\".\"Address\" = @address\n", // what the tests themselves look for
    ];

    [GeneratedRegex("\"(?<table>\\w+)\" AS \"(?<alias>\\w+)\"")]
    private static partial Regex Named { get; }

    [GeneratedRegex("^SCAN (?<alias>\\w+)")]
    private static partial Regex Scan { get; }

    [GeneratedRegex("^(SELECT|UPDATE|DELETE|WITH|INSERT)")]
    private static partial Regex Asked { get; }

    [GeneratedRegex("@\\w+")]
    private static partial Regex Parameter { get; }

    [Fact]
    public async Task No_operation_reads_through_all_of_what_grows()
    {
        var readThrough = new HashSet<string>(StringComparer.Ordinal);
        foreach (var role in new[] { Role.SiteAdministratorOnTheDesk, Role.Customer })
        {
            await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
            var database = world.Get<IOptions<DatabaseOptions>>().Value;
            using var sql = new SpokenSql(database);
            var (scene, person) = await RoleScene.SetAsync(world, role);
            foreach (var row in WrittenRoles.All)
            {
                await row.Ask(scene, person);
                world.Clock.Advance(TimeSpan.FromMinutes(5));
            }

            await world.Get<WebhookSending>().SendSomeAsync(TestContext.Current.CancellationToken);
            await CollectAsync(world, scene);
            await world.Get<IncomingWork>().WorkAsync(TestContext.Current.CancellationToken);
            readThrough.UnionWith(await ReadThroughAsync(database, sql.Statements));
        }

        Assert.True(readThrough.Count == 0, string.Join("\n\n", readThrough));
    }

    // What no person of the site asks for: posts of other web sites, and what becomes of them.
    private static async Task CollectAsync(World world, RoleScene scene)
    {
        await scene.OpenDeskAsync();
        var collector = await world.CollectorAsync(scene.Desk);
        Assert.True((await world.PostAsync(collector, CollectorStory.Form(world.Signed(collector, await world.SecretAsync(scene.Desk, collector), "signed@kunde.test")))).IsDone);
        Assert.True((await world.PostAsync(collector, world.Typed(collector, "typed@kunde.test"))).IsDone);
        Assert.True((await world.PostAsync(collector, world.Typed(collector, "late@kunde.test"))).IsDone);
        Assert.False((await world.PostAsync(collector, CollectorStory.Form("a.b.c"))).IsDone);
        var late = await world.SecretMailedToAsync("late@kunde.test");
        Assert.True((await world.Get<ParkedRequests>().ConfirmAsync(await world.SecretMailedToAsync("typed@kunde.test"), null)).IsDone);
        world.Clock.Advance(TimeSpan.FromHours(25));
        Assert.True((await world.Get<ParkedRequests>().SendAgainAsync(late, null)).IsDone);
        world.Clock.Advance(ParkedRequests.Kept);
        await world.Get<ParkedRequests>().SweepAsync(TestContext.Current.CancellationToken);
        await world.Get<CollectorCounts>().FlushAsync();
    }

    private static async Task<IReadOnlyList<string>> ReadThroughAsync(DatabaseOptions database, IEnumerable<string> statements)
    {
        var all = new List<string>();
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements.Where(one => Asked.IsMatch(one) && !one.Contains("WHERE 0\n", StringComparison.Ordinal) && !one.EndsWith("WHERE 0", StringComparison.Ordinal)))
        {
            var tables = Named.Matches(statement).ToLookup(match => match.Groups["alias"].Value, match => match.Groups["table"].Value);
            await foreach (var step in PlanAsync(connection, statement))
            {
                // In the order of an index, a page is read and no further.
                var isPage = step.Contains("USING", StringComparison.Ordinal) && statement.Contains("LIMIT @", StringComparison.Ordinal);
                var found = $"{step}\n{statement}\n";
                if (!isPage && Scan.Match(step) is { Success: true } scan && tables[scan.Groups["alias"].Value].Except(Small).Any() && !Borne.Any(one => found.Contains(one, StringComparison.Ordinal)))
                {
                    all.Add(found);
                }
            }
        }

        return all;
    }

    private static async IAsyncEnumerable<string> PlanAsync(SqliteConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
        foreach (var name in Parameter.Matches(statement).Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }

        await using var plan = await command.ExecuteReaderAsync();
        while (await plan.ReadAsync())
        {
            yield return plan.GetString(3);
        }
    }
}
