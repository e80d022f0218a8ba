using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

public sealed class LogInLimitsTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void Each_failure_beyond_the_free_ones_doubles_the_wait()
    {
        var limits = Limits(new() { FailedLogIns = 2, FailedLogInsPerNetwork = 0 });
        limits.Try("karl", "192.0.2.1");
        limits.Try("karl", "192.0.2.1");

        var waits = new List<int>();
        for (var tries = 0; tries < 5; tries++)
        {
            var wait = WaitOf(limits, "karl", "192.0.2.1");
            waits.Add(wait);
            _clock.Advance(TimeSpan.FromSeconds(wait));
            Assert.True(limits.Try("karl", "192.0.2.1").IsDone);
        }

        Assert.Equal([1, 2, 4, 8, 16], waits);
    }

    [Fact]
    public void It_never_grows_beyond_an_hour_and_is_forgotten_after_two()
    {
        var limits = Limits(new() { FailedLogIns = 1, FailedLogInsPerNetwork = 0 });
        limits.Try("karl", "192.0.2.1");
        for (var tries = 0; tries < 40; tries++)
        {
            _clock.Advance(TimeSpan.FromSeconds(WaitOf(limits, "karl", "192.0.2.1")));
            limits.Try("karl", "192.0.2.1");
        }

        Assert.Equal(3_600, WaitOf(limits, "karl", "192.0.2.1"));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.True(limits.Try("karl", "192.0.2.1").IsDone);
    }

    [Fact]
    public void A_stranger_elsewhere_locks_nobody_out()
    {
        var limits = Limits(new() { FailedLogIns = 1, FailedLogInsPerNetwork = 0 });
        limits.Try("karl", "192.0.2.1");

        Assert.False(limits.Try("karl", "192.0.2.1").IsDone);
        Assert.True(limits.Try("karl", "192.0.2.2").IsDone);
        Assert.True(limits.Try("lena", "192.0.2.1").IsDone);
    }

    [Theory]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::9")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData(null, "nonsense")]
    public void Who_can_vary_the_address_is_still_one_network(string? one, string? other)
    {
        var limits = Limits(new() { FailedLogIns = 0, FailedLogInsPerNetwork = 1 });
        limits.Try("karl", one);

        Assert.False(limits.Try("lena", other).IsDone);
        Assert.True(limits.Try("lena", "2001:db8:0:2::1").IsDone);
    }

    [Fact]
    public void A_success_forgets_the_pair_and_gives_the_network_its_try_back()
    {
        var limits = Limits(new() { FailedLogIns = 2, FailedLogInsPerNetwork = 2 });
        limits.Try("karl", "192.0.2.1");
        limits.Try("karl", "192.0.2.1").Done.Succeeded();

        Assert.True(limits.Try("karl", "192.0.2.1").IsDone);
        Assert.False(limits.Try("karl", "192.0.2.1").IsDone);
    }

    [Fact]
    public void Many_at_once_gain_nothing()
    {
        var limits = Limits(new() { FailedLogIns = 3, FailedLogInsPerNetwork = 0 });

        var let = 0;
        Parallel.For(0, 200, _ => Interlocked.Add(ref let, limits.Try("karl", "192.0.2.1").IsDone ? 1 : 0));

        Assert.Equal(3, let);
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        var limits = Limits(new() { FailedLogIns = 0, FailedLogInsPerNetwork = 0 });

        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.True(limits.Try("karl", "192.0.2.1").IsDone));
    }

    private static int WaitOf(LogInLimits limits, string who, string network) => Assert.IsType<TooManyTries>(limits.Try(who, network).Refusal).Seconds;

    private LogInLimits Limits(LimitsOptions options) => new(_clock, Options.Create(options));
}
