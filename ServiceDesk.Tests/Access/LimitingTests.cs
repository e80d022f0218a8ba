using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

public sealed class LimitingTests(Stages stage)
{
    private static readonly EmailAddress Karl = EmailAddress.Parse("karl@example.com");
    private static readonly Actor Somewhere = Actor.Stranger("192.0.2.1");

    [Fact]
    public async Task The_window_slides_and_tells_when_it_is_free_again()
    {
        await using var world = await WorldAsync(limits => limits.SignUpsPerNetwork = 2);
        Assert.Null(SignUp(world));
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Null(SignUp(world));

        Assert.Equal(TimeSpan.FromMinutes(40), SignUp(world)!.RetryAfter);
        world.Clock.Advance(TimeSpan.FromMinutes(40) - TimeSpan.FromSeconds(1));
        Assert.Equal(1, SignUp(world)!.Minutes);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(SignUp(world));
        Assert.Equal(TimeSpan.FromMinutes(20), SignUp(world)!.RetryAfter);
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData(null, "nonsense", true)]
    public async Task A_network_is_an_ipv4_address_or_64_bits_of_an_ipv6_one(string? one, string? other, bool same)
    {
        await using var world = await WorldAsync(limits => limits.SignUpsPerNetwork = 1);
        Assert.Null(world.Get<Limits>().SignUp(Door.SignUpForm, Karl, Actor.Stranger(one)));

        Assert.Equal(same, world.Get<Limits>().SignUp(Door.SignUpForm, Karl, Actor.Stranger(other)) is not null);
    }

    [Theory]
    [InlineData("KARL@Example.COM", true)]
    [InlineData("karl+anything@example.com", true)]
    [InlineData("k.arl@example.com", false)]
    [InlineData("carl@example.com", false)]
    public async Task An_address_is_the_same_sender_whatever_its_owner_can_vary(string other, bool same)
    {
        await using var world = await WorldAsync(limits => limits.SignUpsPerAddress = 1);
        Assert.Null(SignUp(world));

        Assert.Equal(same, world.Get<Limits>().SignUp(Door.SignUpForm, EmailAddress.Parse(other), Actor.Stranger("198.51.100.9")) is not null);
    }

    [Fact]
    public async Task Dots_count_only_where_the_provider_counts_them()
    {
        await using var world = await WorldAsync(limits => limits.SignUpsPerAddress = 1);
        Assert.Null(world.Get<Limits>().SignUp(Door.SignUpForm, EmailAddress.Parse("ka.rl+x@gmail.com"), Somewhere));

        Assert.NotNull(world.Get<Limits>().SignUp(Door.SignUpForm, EmailAddress.Parse("karl@googlemail.com"), Somewhere));
    }

    [Fact]
    public async Task The_whole_site_has_a_limit_and_so_have_the_mails_to_one_address_by_whatever_form()
    {
        await using var site = await WorldAsync(limits => limits.SignUpsPerSite = 1);
        Assert.Null(SignUp(site));
        Assert.NotNull(site.Get<Limits>().SignUp(Door.SignUpForm, EmailAddress.Parse("nora@example.com"), Actor.Stranger("198.51.100.9")));

        await using var mails = await WorldAsync(limits => limits.MailsPerAddress = 1);
        Assert.Null(SignUp(mails));
        Assert.IsType<TooManyMails>(mails.Get<Limits>().Mail(Door.ForgottenPassword, Karl, Somewhere));
    }

    [Fact]
    public async Task None_is_no_limit_at_all()
    {
        await using var world = await WorldAsync(_ => { });

        Assert.All(Enumerable.Range(0, 500), _ => Assert.Null(SignUp(world)));
    }

    [Fact]
    public async Task What_one_limit_turns_away_uses_up_no_other()
    {
        await using var world = await WorldAsync(limits => (limits.SignUpsPerAddress, limits.SignUpsPerNetwork) = (1, 2));
        Assert.Null(SignUp(world));
        Assert.NotNull(SignUp(world));
        Assert.NotNull(SignUp(world));

        Assert.Null(world.Get<Limits>().SignUp(Door.SignUpForm, EmailAddress.Parse("nora@example.com"), Somewhere));
    }

    [Fact]
    public void Memory_is_bounded_and_the_quietest_are_forgotten_first()
    {
        var window = new SlidingWindow(most: 1, TimeSpan.FromHours(1), mostKeys: 100);
        var now = new TestClock().GetUtcNow();
        foreach (var n in Enumerable.Range(0, 1_000))
        {
            window.Count($"network {n}", now.AddSeconds(n));
        }

        Assert.InRange(window.KeyCount, 1, 100);
        Assert.True(window.WaitFor("network 999", now.AddSeconds(1_000)) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, window.WaitFor("network 0", now.AddSeconds(1_000)));
    }

    [Fact]
    public async Task Open_pages_are_counted_until_they_close()
    {
        await using var world = await WorldAsync(limits => (limits.CircuitsPerAccount, limits.CircuitsPerSite) = (1, 2));
        var (limits, karl, nora) = (world.Get<Limits>(), Actor.Person(Guid.NewGuid(), null), Actor.Person(Guid.NewGuid(), null));
        Assert.Null(limits.OpenCircuit(karl));
        Assert.NotNull(limits.OpenCircuit(karl));
        Assert.Null(limits.OpenCircuit(nora));
        Assert.NotNull(limits.OpenCircuit(Actor.Person(Guid.NewGuid(), null)));

        limits.CloseCircuit(karl);

        Assert.Null(limits.OpenCircuit(karl));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_turned_away_is_counted_per_minute(DatabaseProvider database)
    {
        await using var world = await WorldAsync(limits => limits.SignUpsPerNetwork = 1, database);
        foreach (var _ in Enumerable.Range(0, 4))
        {
            SignUp(world);
        }

        await world.Get<TurnedAwayCount>().FlushAsync();
        SignUp(world);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        SignUp(world);
        await world.Get<TurnedAwayCount>().FlushAsync();
        await world.Get<TurnedAwayCount>().FlushAsync();

        var rows = await world.ReadAsync(db => db.TurnedAway.OrderBy(row => row.Minute).ToListAsync());
        Assert.Equal([4, 1], rows.Select(row => row.Count));
        Assert.All(rows, row => Assert.Equal((Door.SignUpForm, "SignUpsPerNetwork", 0), (row.Door, row.Limit, row.Minute.Second)));
        Assert.Equal(0, await world.ReadAsync(db => db.DoorLog.CountAsync()));
    }

    [Fact]
    public void A_negative_limit_is_named() =>
        Assert.StartsWith("Limits:SignUpsPerSite ", new LimitsOptions { SignUpsPerSite = -1 }.Problem(), StringComparison.Ordinal);

    private static TooManySignUps? SignUp(World world) => world.Get<Limits>().SignUp(Door.SignUpForm, Karl, Somewhere);

    /// <summary>A world without any limit but those set.</summary>
    private Task<World> WorldAsync(Action<LimitsOptions> set, DatabaseProvider database = DatabaseProvider.Sqlite)
    {
        var limits = new LimitsOptions();
        foreach (var property in typeof(LimitsOptions).GetProperties())
        {
            property.SetValue(limits, 0);
        }

        set(limits);
        return stage.WorldAsync(database, services => services.AddSingleton(Options.Create(limits)));
    }
}
