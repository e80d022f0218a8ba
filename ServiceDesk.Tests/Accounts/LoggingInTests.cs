using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class LoggingInTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task The_right_password_opens_whatever_the_case_of_the_address(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");

        Assert.Equal(new LogIn(karl.AccountId!.Value, NeedsCode: false, (await world.AccountAsync(karl)).SecurityStamp!), (await world.Get<LogIns>().CheckAsync(" Karl@ACME.test ", Good, by: Stranger)).Done);
    }

    [Theory, OnBothDatabases]
    public async Task Everything_wrong_is_one_sentence(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PersonWithPasswordAsync("karl@acme.test");
        var shut = await world.PersonWithPasswordAsync("shut@acme.test");
        await world.ChangeAccountAsync(shut, account => account.DeactivatedAt = world.Now);
        await world.ContactAsync("contact@acme.test");
        await world.Get<UserDirectory>().CreateUserAsync(new("tom@desk.test", "Tom", new HashSet<Application>(), IsInvited: false, Good), by: world.Ada);
        world.Clock.Advance(TimeSpan.FromHours(72));

        (string? Address, string? Password)[] wrong =
        [
            ("karl@acme.test", Better), ("karl@acme.test", ""), ("karl@acme.test", null), ("karl@acme.test", new string('x', 10_000)),
            ("unknown@acme.test", Good), ("shut@acme.test", Good), ("contact@acme.test", ""), ("contact@acme.test", Good),
            ("tom@desk.test", Good), ("", ""), (null, null), ("not an address", Good),
        ];
        foreach (var (address, password) in wrong)
        {
            Assert.Equal(new WrongLogIn(), (await world.Get<LogIns>().CheckAsync(address, password, by: Stranger)).Refusal);
        }
    }

    [Fact]
    public async Task Every_refusal_costs_one_comparison()
    {
        var counting = new CountingHasher();
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite, services => services.AddSingleton<IPasswordHasher<Account>>(counting));
        await world.PersonWithPasswordAsync("karl@acme.test");
        await world.ContactAsync("contact@acme.test");
        await world.Get<LogIns>().CheckAsync("warm@acme.test", Good, by: Stranger);

        foreach (var address in (string[])["karl@acme.test", "contact@acme.test", "unknown@acme.test", "not an address"])
        {
            counting.Hashed = counting.Compared = 0;
            await world.Get<LogIns>().CheckAsync(address, Better, by: Stranger);
            Assert.Equal((0, 1), (counting.Hashed, counting.Compared));
        }
    }

    [Fact]
    public async Task A_temporary_password_opens_until_it_expires()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.Get<UserDirectory>().CreateUserAsync(new("tom@desk.test", "Tom", new HashSet<Application>(), IsInvited: false, Good), by: world.Ada);
        world.Clock.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));

        var tom = (await world.Get<LogIns>().CheckAsync("tom@desk.test", Good, by: Stranger)).Done;
        Assert.True(await world.Get<LogIns>().IsStillRightAsync(tom));

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await world.Get<LogIns>().IsStillRightAsync(tom));
    }

    [Fact]
    public async Task A_password_that_was_right_is_not_any_more_once_it_is_changed()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");
        var checkedBefore = (await world.Get<LogIns>().CheckAsync("karl@acme.test", Good, by: Stranger)).Done;

        await world.Get<Passwords>().ChangeAsync(Good, Better, by: karl);

        Assert.False(await world.Get<LogIns>().IsStillRightAsync(checkedBefore));
    }

    [Theory, OnBothDatabases]
    public async Task An_old_hash_is_renewed_and_ends_no_session(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonAsync("karl@acme.test");
        var weaker = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));
        await world.ChangeAccountAsync(karl, account => account.ChoosePassword(weaker.HashPassword(account, Good)));
        var before = await world.AccountAsync(karl);

        Assert.True((await world.Get<LogIns>().CheckAsync("karl@acme.test", Good, by: Stranger)).IsDone);

        var after = await world.AccountAsync(karl);
        Assert.NotEqual(before.PasswordHash, after.PasswordHash);
        Assert.Equal(before.SecurityStamp, after.SecurityStamp);
        Assert.True((await world.Get<LogIns>().CheckAsync("karl@acme.test", Good, by: Stranger)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task Being_seen_is_noted_and_disturbs_no_editor(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonAsync("karl@acme.test");
        var before = (await world.AccountAsync(karl)).ConcurrencyStamp;

        await world.Get<LogInSessions>().BeginAsync(karl.AccountId!.Value);

        var seen = await world.AccountAsync(karl);
        Assert.Equal(world.Now, seen.LastSeenAt);
        Assert.Equal(before, seen.ConcurrencyStamp);
    }

    [Fact]
    public async Task Guessing_has_to_wait_longer_each_time_even_with_the_right_password()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.PersonWithPasswordAsync("karl@acme.test");
        var logIns = world.Get<LogIns>();

        for (var tries = 0; tries < 5; tries++)
        {
            Assert.IsType<WrongLogIn>((await logIns.CheckAsync("karl@acme.test", "guess", by: Stranger)).Refusal);
        }

        var wait = Assert.IsType<TooManyTries>((await logIns.CheckAsync("karl@acme.test", Good, by: Stranger)).Refusal);
        world.Clock.Advance(TimeSpan.FromSeconds(wait.Seconds));
        Assert.True((await logIns.CheckAsync("karl@acme.test", Good, by: Stranger)).IsDone);
        Assert.True((await logIns.CheckAsync("karl@acme.test", Good, by: Stranger)).IsDone);
    }

    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        private readonly PasswordHashes _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));

        public int Hashed { get; set; }

        public int Compared { get; set; }

        public string HashPassword(Account user, string password)
        {
            Hashed++;
            return _hasher.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Compared++;
            return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
