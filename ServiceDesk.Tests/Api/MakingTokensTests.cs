using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Api;

public sealed class MakingTokensTests(Stages stage)
{
    private static readonly NewApiToken Wanted = new("Nightly script", ApiScope.RequestsRead | ApiScope.RequestsWrite, 30);

    [Theory, OnBothDatabases]
    public async Task A_token_is_told_once_and_kept_as_its_hash(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var nora = await world.PersonWithPasswordAsync("nora@desk.test");

        var made = (await world.Get<ApiTokens>().MakeAsync(Wanted, AccountStory.Good, by: nora)).Done;

        Assert.Matches("^sdp_[A-Za-z0-9_-]{43}$", made.Secret);
        var row = await world.ReadAsync(db => db.ApiTokens.SingleAsync());
        Assert.Equal(Secret.HashOf(made.Secret), row.Hash);
        Assert.DoesNotContain(row.Name + row.Hint, made.Secret, StringComparison.Ordinal);
        var entry = await world.ReadAsync(db => db.Audit.SingleAsync(e => e.What == Changes.ApiTokenMade));
        Assert.Equal((nora.AccountId, nora.AccountId), (entry.ActorId, entry.SubjectId));
        Assert.DoesNotContain(made.Secret, entry.Details, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_a_token_was_made_for_is_told_by_mail_and_not_what_it_is(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var nora = await world.PersonWithPasswordAsync("nora@desk.test");

        var made = (await world.Get<ApiTokens>().MakeAsync(Wanted, AccountStory.Good, by: nora)).Done;
        await world.Get<ApiTokens>().MakeAsync(Wanted, "wrong", by: nora);

        Assert.Equal(["ApiTokenMade"], (await world.MailsToAsync("nora@desk.test")).Select(kind => $"{kind}"));
        var mail = await world.ReadAsync(db => db.Outbox.SingleAsync());
        Assert.Contains("Nightly script", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Secret, mail.Text, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_program_is_known_by_it_and_that_is_noted_once_a_minute(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (nora, secret) = await MadeAsync(world);

        var caller = (await world.Get<ApiCallers>().KnowAsync(secret)).Done;
        var first = await UsedAtAsync(world);
        world.Clock.Advance(TimeSpan.FromSeconds(59));
        await world.Get<ApiCallers>().KnowAsync(secret);

        Assert.Equal((nora.AccountId, Wanted.Scopes, "Nightly script"), (caller.AccountId, caller.Scopes, caller.TokenName));
        Assert.Equal(first, await UsedAtAsync(world));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Get<ApiCallers>().KnowAsync(secret);
        Assert.Equal(world.Now, await UsedAtAsync(world));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_no_token_or_a_wrong_one_is_nobodys(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (_, secret) = await MadeAsync(world);

        foreach (var wrong in (string?[])[null, "", "sdp_", secret[..^1], secret + "A", secret.ToUpperInvariant(), "Bearer " + secret, $"sdp_{new string('A', 43)}"])
        {
            Assert.Equal(new TokenDoesNotCount(), (await world.Get<ApiCallers>().KnowAsync(wrong)).Refusal);
        }
    }

    [Theory, OnBothDatabases]
    public async Task It_ends_when_its_time_runs_out_and_when_it_is_revoked(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (nora, secret) = await MadeAsync(world);
        var (_, other) = await MadeAsync(world, nora);
        var tokens = world.Get<ApiTokens>();

        await tokens.RevokeAsync((await tokens.ListAsync(nora.AccountId!.Value, by: nora)).Done.Single(row => row.Hint == secret[..8]).Id, by: nora);

        Assert.Equal(new TokenDoesNotCount(), (await world.Get<ApiCallers>().KnowAsync(secret)).Refusal);
        Assert.True((await world.Get<ApiCallers>().KnowAsync(other)).IsDone);
        Assert.Single((await tokens.ListAsync(nora.AccountId!.Value, by: nora)).Done);
        world.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(new ApiTokenHasExpired(), (await world.Get<ApiCallers>().KnowAsync(other)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task It_ends_with_its_account_and_does_not_come_back_with_it(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var directory = world.Get<UserDirectory>();
        var ways = new Dictionary<string, Func<Guid, Task>>
        {
            ["deactivated"] = async id => Assert.True((await directory.DeactivateAsync(id, by: world.Ada)).IsDone),
            ["deactivated and back"] = async id =>
            {
                await directory.DeactivateAsync(id, by: world.Ada);
                Assert.True((await directory.ReactivateAsync(id, by: world.Ada)).IsDone);
            },
            ["merged"] = async id => Assert.True((await world.Get<AccountMerges>().MergeAsync(id, (await world.PersonAsync($"{id:N}@people.test")).AccountId!.Value, by: world.Ada)).IsDone),
            ["anonymised"] = async id => Assert.True((await directory.AnonymiseAsync(id, by: world.Ada)).IsDone),
        };
        foreach (var (how, end) in ways)
        {
            var person = await world.PersonWithPasswordAsync($"{how.Replace(' ', '.')}@people.test");
            var (_, secret) = await MadeAsync(world, person);
            Assert.True((await world.Get<ApiCallers>().KnowAsync(secret)).IsDone);

            await end(person.AccountId!.Value);

            Assert.Equal((how, new TokenDoesNotCount()), (how, (await world.Get<ApiCallers>().KnowAsync(secret)).Refusal));
        }
    }

    [Theory, OnBothDatabases]
    public async Task Whose_password_is_temporary_acts_by_no_token_either(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (nora, secret) = await MadeAsync(world);

        await world.ChangeAccountAsync(nora, account => account.GiveTemporaryPassword(account.PasswordHash!, null));

        Assert.Equal(new PasswordMustBeChanged(), (await world.Get<ApiCallers>().KnowAsync(secret)).Refusal);
        Assert.Equal(new NotFound(), (await world.Get<ApiTokens>().MakeAsync(Wanted, AccountStory.Good, by: nora)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_wrong_with_a_wish_is_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var nora = await world.PersonWithPasswordAsync("nora@desk.test");
        async Task<Refusal?> AskAsync(NewApiToken wanted, string password = AccountStory.Good) => (await world.Get<ApiTokens>().MakeAsync(wanted, password, by: nora)).Refusal;

        Assert.Equal(new WrongPassword(), await AskAsync(Wanted, "no"));
        Assert.Equal(new Missing(), await AskAsync(Wanted with { Name = " " }));
        Assert.Equal(new TooLong(ApiToken.MostNameCharacters), await AskAsync(Wanted with { Name = new string('n', 81) }));
        Assert.Equal(new NoScopeChosen(), await AskAsync(Wanted with { Scopes = ApiScope.None }));
        Assert.Equal(new NoSuchLifetime(), await AskAsync(Wanted with { Days = 3_650 }));
        for (var count = 0; count < ApiTokens.Most; count++)
        {
            Assert.Null(await AskAsync(Wanted));
        }

        Assert.Equal(new TooManyTokens(ApiTokens.Most), await AskAsync(Wanted));
    }

    [Theory, OnBothDatabases]
    public async Task What_ended_long_ago_is_let_go_of(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (nora, _) = await MadeAsync(world);
        await world.Get<ApiTokens>().RevokeAsync((await world.Get<ApiTokens>().ListAsync(nora.AccountId!.Value, by: nora)).Done.Single().Id, by: nora);
        await MadeAsync(world, nora);

        world.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal(1, await world.Get<ApiTokens>().SweepAsync(TestContext.Current.CancellationToken));
        world.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, await world.Get<ApiTokens>().SweepAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<(Actor Nora, string Secret)> MadeAsync(World world, Actor? owner = null)
    {
        var person = owner ?? await world.PersonWithPasswordAsync("nora@desk.test");
        return (person, (await world.Get<ApiTokens>().MakeAsync(Wanted, AccountStory.Good, by: person)).Done.Secret);
    }

    private static Task<DateTimeOffset?> UsedAtAsync(World world) => world.ReadAsync(db => db.ApiTokens.Select(token => token.LastUsedAt).SingleAsync());
}
