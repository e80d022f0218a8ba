using ServiceDesk.Domain.Data;

namespace ServiceDesk.Tests.Data;

public sealed class TakingTurnsToWriteTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private readonly WriterGate _gate = new();
    private readonly List<string> _entered = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_let_in_one_at_a_time_in_their_order_and_those_ahead_first()
    {
        Assert.True(await _gate.EnterAsync(isAhead: false, Long, Cancel));
        var all = new[] { EnterAsync("first", isAhead: false), EnterAsync("second", isAhead: false), EnterAsync("ahead", isAhead: true) };
        Assert.Empty(_entered);

        _gate.Leave();
        await Task.WhenAll(all);

        Assert.Equal(["ahead", "first", "second"], _entered);
        Assert.True(await _gate.EnterAsync(isAhead: false, TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_holds_up_nobody()
    {
        Assert.True(await _gate.EnterAsync(isAhead: false, Long, Cancel));
        using var tired = new CancellationTokenSource();
        var cancelled = _gate.EnterAsync(isAhead: true, Long, tired.Token);
        var patient = EnterAsync("patient", isAhead: false);

        Assert.False(await _gate.EnterAsync(isAhead: false, TimeSpan.Zero, Cancel));
        await tired.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _gate.Leave();
        await patient;

        Assert.Equal(["patient"], _entered);
        Assert.True(await _gate.EnterAsync(isAhead: false, TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task Where_many_give_up_as_they_are_let_in_nobody_is_let_in_twice_and_none_is_forgotten()
    {
        var (inside, most, entered) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                if (await _gate.EnterAsync(isAhead: worker == 0, TimeSpan.FromMilliseconds(i % 2), Cancel))
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Interlocked.Increment(ref entered);
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                    _gate.Leave();
                }
            }
        }, Cancel)));

        Assert.Equal((1, 0), (most, inside));
        Assert.NotEqual(0, entered);
        Assert.True(await _gate.EnterAsync(isAhead: false, TimeSpan.Zero, Cancel));
    }

    private async Task EnterAsync(string name, bool isAhead)
    {
        Assert.True(await _gate.EnterAsync(isAhead, Long, Cancel));
        lock (_entered)
        {
            _entered.Add(name);
        }

        _gate.Leave();
    }
}
