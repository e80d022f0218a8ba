using ServiceDesk.Domain.Live;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Live;

public sealed class NewsBellTests(Stages stage)
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task News_that_come_while_nobody_waits_are_not_lost_and_count_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var world = await stage.WorldAsync(Domain.Data.DatabaseProvider.Sqlite);
        var feed = world.Get<LiveFeed>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pumping = feed.PumpAsync(stop.Token);
        using var bell = new NewsBell(feed, world.Clock, Topic.Imports);
        using var told = new Told();
        using var watching = feed.Watch([Topic.Imports], told.Call);

        feed.Publish([Topic.Outbox, Topic.Imports]);
        await told.TimesAsync(1);
        Assert.True(await bell.WaitAsync(Long, cancel));
        var waiting = bell.WaitAsync(Long, cancel);
        Assert.False(waiting.IsCompleted);
        world.Clock.Advance(Long);
        Assert.False(await waiting);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bell.WaitAsync(Long, stop.Token));
        await pumping.ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
