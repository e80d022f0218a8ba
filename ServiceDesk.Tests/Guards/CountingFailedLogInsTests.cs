using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;
using static ServiceDesk.Tests.Guards.GuardStory;

namespace ServiceDesk.Tests.Guards;

public sealed class CountingFailedLogInsTests(Stages stage)
{
    private const string Karl = "karl@acme.test";
    private const string Nobody = "nobody@acme.test";

    [Theory]
    [InlineData("the pair", Karl, "192.0.2.1", true)]
    [InlineData("the address elsewhere", " KARL@Acme.test", "203.0.113.9", true)]
    [InlineData("the network", "lena@acme.test", "::ffff:192.0.2.1", true)]
    [InlineData("neither", "lena@acme.test", "203.0.113.9", false)]
    public async Task Some_failures_by_any_count_ask_for_the_captcha(string what, string address, string network, bool asks)
    {
        foreach (var known in new[] { true, false })
        {
            await using var world = await WorldAsync();
            await world.TurnCaptchaOnAsync();
            if (known)
            {
                await world.PersonAsync(Karl);
            }

            await world.FailAsync(Karl, 2, _ => "192.0.2.1");
            Assert.False(await world.Get<FailedLogIns>().AsksForCaptchaAsync(address, network), what);
            await world.FailAsync(Karl, 1, _ => "192.0.2.1");

            Assert.Equal(asks, await world.Get<FailedLogIns>().AsksForCaptchaAsync(address, network));
            Assert.Equal(asks, (await world.Get<LogIns>().CheckAsync(address, Good, Actor.Stranger(network))).Refusal is CaptchaIsWanted);
        }
    }

    [Theory, OnBothDatabases]
    public async Task The_right_password_needs_the_captcha_too_and_then_forgets_the_failures(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        await world.TurnCaptchaOnAsync();
        var karl = await world.PersonWithPasswordAsync(Karl);
        await world.FailAsync(Karl, 3, _ => Stranger.Network!);
        Task<Outcome<LogIn>> LogInAsync(string? word) =>
            world.Get<LogIns>().CheckAsync(Karl, Good, Stranger, new(world.Get<Captcha>().Ask(FailedLogIns.Form, 8).Token, word, null));

        Assert.IsType<CaptchaIsWanted>((await LogInAsync(null)).Refusal);
        Assert.IsType<CaptchaIsWrong>((await LogInAsync("WRONG")).Refusal);
        Assert.Equal(3, (await world.Get<FailedLogIns>().OfAsync(karl.AccountId!.Value, by: world.Ada)).Done.Count);
        Assert.True((await LogInAsync(Word)).IsDone);

        Assert.Equal(new FailuresInARow(0, null), (await world.Get<FailedLogIns>().OfAsync(karl.AccountId!.Value, by: world.Ada)).Done);
        Assert.False(await world.Get<FailedLogIns>().AsksForCaptchaAsync(Karl, "203.0.113.9"));
        Assert.True(await world.Get<FailedLogIns>().AsksForCaptchaAsync("lena@acme.test", Stranger.Network));
    }

    [Fact]
    public async Task A_pair_and_a_network_are_forgotten_after_two_hours_an_address_is_not()
    {
        await using var world = await WorldAsync();
        await world.TurnCaptchaOnAsync();
        await world.FailAsync(Karl, 3, _ => "192.0.2.1");
        world.Clock.Advance(TimeSpan.FromHours(2));

        Assert.False(await world.Get<FailedLogIns>().AsksForCaptchaAsync("lena@acme.test", "192.0.2.1"));
        Assert.True(await world.Get<FailedLogIns>().AsksForCaptchaAsync(Karl, "203.0.113.9"));
        Assert.Equal(2, await world.Get<FailedLogIns>().SweepAsync());
        world.Clock.Advance(TimeSpan.FromDays(90));
        Assert.False(await world.Get<FailedLogIns>().AsksForCaptchaAsync(Karl, "203.0.113.9"));
        Assert.Equal(1, await world.Get<FailedLogIns>().SweepAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Without_the_captcha_the_pair_waits_longer_each_time_and_nobody_elsewhere(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database, new() { FailedLogIns = 2, FailedLogInsPerNetwork = 0 });
        await world.FailAsync(Karl, 2, _ => "192.0.2.1");
        var waits = new List<int>();
        foreach (var _ in Enumerable.Range(0, 4))
        {
            waits.Add(await WaitAsync(world, Karl, "192.0.2.1"));
            world.Clock.Advance(TimeSpan.FromSeconds(waits[^1]));
            await world.FailAsync(Karl, 1, _ => "192.0.2.1");
        }

        Assert.Equal([1, 2, 4, 8], waits);
        Assert.Equal(0, await WaitAsync(world, Karl, "192.0.2.2"));
        Assert.Equal(0, await WaitAsync(world, "lena@acme.test", "192.0.2.1"));
    }

    [Fact]
    public async Task A_try_that_has_to_wait_writes_nothing_and_lengthens_nothing()
    {
        await using var world = await WorldAsync(options: new() { FailedLogIns = 0, FailedLogInsPerNetwork = 1 });
        await world.FailAsync(Karl, 1, _ => "192.0.2.1");
        var before = await TalliesAsync(world);

        foreach (var n in Enumerable.Range(0, 20))
        {
            Assert.Equal(1, await WaitAsync(world, $"made.up{n}@acme.test", "192.0.2.1"));
        }

        Assert.Equal(before, await TalliesAsync(world));
        Assert.Equal(1, await WaitAsync(world, Karl, "192.0.2.1"));
    }

    [Theory, OnBothDatabases]
    public async Task Many_at_once_gain_nothing_on_two_nodes_either(DatabaseProvider database)
    {
        var options = await stage.Databases.CreateAsync(database);
        void Limit(IServiceCollection services) => services.AddSingleton(Options.Create(new LimitsOptions { FailedLogIns = 3, FailedLogInsPerNetwork = 0 }));
        await using var one = new World(options, Limit);
        await using var other = new World(options, Limit);
        await one.SetUpAsync();

        var tries = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => (n % 2 == 0 ? one : other).Get<FailedLogIns>().TryAsync(Karl, "192.0.2.1", null, [])));

        Assert.Equal(3, tries.Count(tried => tried.IsDone));
        Assert.All(tries.Where(tried => !tried.IsDone), tried => Assert.Equal(new TooManyTries(1), tried.Refusal));
    }

    [Theory, OnBothDatabases]
    public async Task After_a_hundred_failures_in_a_row_only_a_browser_that_is_known_may_try(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync(Karl);
        await world.FailAsync(Karl, 99, n => $"198.51.100.{n}");
        await world.FailAsync(Nobody, 100, n => $"198.51.100.{n}");
        Assert.True((await world.Get<LogIns>().CheckAsync(Karl, Good, Actor.Stranger("203.0.113.9"))).IsDone);
        await world.FailAsync(Karl, 100, n => $"198.51.100.{n}");

        var elsewhere = Actor.Stranger("203.0.113.9");
        Assert.IsType<TooManyInARow>((await world.Get<LogIns>().CheckAsync(Karl, Good, elsewhere)).Refusal);
        Assert.IsType<TooManyInARow>((await world.Get<LogIns>().CheckAsync(Karl, Better, elsewhere)).Refusal);
        Assert.IsType<TooManyInARow>((await world.Get<LogIns>().CheckAsync(Nobody, Good, elsewhere)).Refusal);
        Assert.IsType<TooManyInARow>((await world.Get<LogIns>().CheckAsync(Karl, Good, elsewhere, knownTo: [world.Ada.AccountId!.Value])).Refusal);
        Assert.IsType<WrongLogIn>((await world.Get<LogIns>().CheckAsync(Karl, Better, elsewhere, knownTo: [karl.AccountId!.Value])).Refusal);
        Assert.True((await world.Get<LogIns>().CheckAsync(Karl, Good, elsewhere, knownTo: [karl.AccountId!.Value])).IsDone);
        Assert.True((await world.Get<LogIns>().CheckAsync(Karl, Good, elsewhere)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task A_reset_by_mail_opens_it_again_and_so_does_an_administrator(DatabaseProvider database)
    {
        await using var world = await WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync(Karl);
        await world.FailAsync(Karl, 100, n => $"198.51.100.{n}");
        await world.Get<PasswordResets>().AskAsync(Karl, Stranger);
        Assert.True((await world.Get<PasswordResets>().ResetAsync(await world.SecretMailedToAsync(Karl), Better, Stranger)).IsDone);
        Assert.True((await world.Get<LogIns>().CheckAsync(Karl, Better, Stranger)).IsDone);

        await world.FailAsync(Karl, 100, n => $"198.51.100.{n}");
        var seen = (await world.Get<FailedLogIns>().OfAsync(karl.AccountId!.Value, by: world.Ada)).Done;
        Assert.Equal((100, true, world.Now), (seen.Count, seen.NeedsReset, seen.LastAt));
        Assert.True((await world.Get<FailedLogIns>().ForgetAsync(karl.AccountId!.Value, by: world.Ada)).IsDone);

        Assert.True((await world.Get<LogIns>().CheckAsync(Karl, Better, Stranger)).IsDone);
        Assert.Contains(Changes.FailedLogInsForgotten, await world.AuditOfAsync(karl.AccountId!.Value));
    }

    [Fact]
    public async Task What_is_no_address_is_counted_where_it_was_typed_and_for_nobody_elsewhere()
    {
        await using var world = await WorldAsync();
        await world.TurnCaptchaOnAsync();
        await world.FailAsync("not an address", 3, _ => "192.0.2.1");

        Assert.True(await world.Get<FailedLogIns>().AsksForCaptchaAsync(null, "192.0.2.1"));
        Assert.False(await world.Get<FailedLogIns>().AsksForCaptchaAsync(null, "203.0.113.9"));
        Assert.False(await world.Get<FailedLogIns>().AsksForCaptchaAsync("nonsense", "203.0.113.9"));
    }

    [Fact]
    public async Task What_is_typed_by_mistake_is_kept_nowhere()
    {
        await using var world = await WorldAsync();
        await world.FailAsync("my-secret-password", 1, _ => "192.0.2.1");
        await world.FailAsync(Karl, 1, _ => "192.0.2.1");

        Assert.All(await world.ReadAsync(db => db.FailureTallies.ToListAsync()), tally => Assert.Matches("^[0-9A-F]{64}$", tally.Key));
    }

    private static async Task<int> WaitAsync(World world, string address, string network)
    {
        var tried = await world.Get<FailedLogIns>().TryAsync(address, network, null, []);
        if (tried.IsDone)
        {
            await tried.Done.SucceededAsync();
        }

        return (tried.Refusal as TooManyTries)?.Seconds ?? 0;
    }

    private static Task<List<string>> TalliesAsync(World world) =>
        world.ReadAsync(async db => (await db.FailureTallies.OrderBy(tally => tally.Key).ToListAsync()).ConvertAll(tally => $"{tally.Key} {tally.Count} {tally.LastAt:O}"));

    /// <summary>A world without delays unless they are set.</summary>
    private Task<World> WorldAsync(DatabaseProvider database = DatabaseProvider.Sqlite, LimitsOptions? options = null) => stage.WorldAsync(database, services =>
    {
        KnowTheWord(services);
        services.AddSingleton<IPasswordHasher<Account>>(new CountingHasher());
        services.AddSingleton(Options.Create(options ?? new() { FailedLogIns = 0, FailedLogInsPerNetwork = 0 }));
    });
}
