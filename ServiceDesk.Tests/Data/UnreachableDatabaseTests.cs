using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Data;

/// <summary>The database is held by another program, or does not answer: a sentence, and nothing is lost.</summary>
public sealed class UnreachableDatabaseTests(Stages stage, Browser browser)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Who_waits_behind_a_locked_database_is_told_so_together_not_one_after_the_other()
    {
        var options = await stage.Databases.CreateAsync(DatabaseProvider.Sqlite);
        options.BusyTimeout = Short;
        await using var world = new World(options);
        await world.SetUpAsync();
        await using var other = await LockAsync(options);
        var sessions = world.Get<LogInSessions>();

        var waiting = Enumerable.Range(0, 20).Select(_ => sessions.BeginAsync(world.Ada.AccountId!.Value)).ToList();
        var first = await Task.WhenAny(waiting);

        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(new DatabaseIsBusy(), answer.Refusal));
        Assert.True(first.IsCompletedSuccessfully);
        await other.DisposeAsync();
        Assert.True((await sessions.BeginAsync(world.Ada.AccountId!.Value)).IsDone);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_refusal_and_no_exception()
    {
        await using var world = new World(new DatabaseOptions { Provider = DatabaseProvider.Postgres, ConnectionString = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=2" });

        Assert.Equal(new DatabaseIsAway(), (await world.Get<LogInSessions>().EndAsync(Guid.NewGuid(), by: Actor.Person(Guid.NewGuid(), null))).Refusal);
    }

    [Fact]
    public async Task At_the_log_in_a_locked_database_is_told_in_a_sentence_and_the_address_stays()
    {
        var options = await stage.Databases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = await ServedSite.StartAsync(options, settings: [$"--Database:BusyTimeout={Short}"]);
        await using var visitors = browser.VisitorsOf(site.Uri);
        await site.PersonWithPasswordAsync("karl@acme.test");
        var page = await visitors.OpenAsync("karl");
        await page.GotoAsync("/Identity/Account/Login");
        await page.GetByLabel("Email").FillAsync("karl@acme.test");
        await page.GetByLabel("Password").FillAsync(Good);

        await using (await LockAsync(options))
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
            await Expect(page.GetByText("The database is busy")).ToBeVisibleAsync();
        }

        await Expect(page.GetByLabel("Email")).ToHaveValueAsync("karl@acme.test");
        await page.GetByLabel("Password").FillAsync(Good);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(site.Uri, "/portal").ToString());
    }

    private static async Task<SqliteConnection> LockAsync(DatabaseOptions options)
    {
        var other = new SqliteConnection($"{options.ConnectionString};Pooling=False");
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return other;
    }
}
