namespace ServiceDesk.Tests.Stage;

public sealed class TestClockTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void Time_passes_only_when_told_to()
    {
        var before = _clock.GetUtcNow();

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(before.AddMinutes(5), _clock.GetUtcNow());
    }

    [Fact]
    public void A_timer_rings_each_time_it_falls_due_and_sees_the_time_it_was_due_at()
    {
        var start = _clock.GetUtcNow();
        var rings = new List<TimeSpan>();
        using var timer = _clock.CreateTimer(_ => rings.Add(_clock.GetUtcNow() - start), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)], rings);
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock, TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await delay;
    }

    [Fact]
    public void A_timer_that_was_let_go_rings_no_more()
    {
        var rings = 0;
        using (_clock.CreateTimer(_ => rings++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, rings);
    }
}
