using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Live;

public sealed class ReadingOnceTests(Stages stage)
{
    private int _readings;

    [Fact]
    public async Task A_thousand_pages_that_ask_at_once_are_one_reading()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var kept = new ReadOnce<string, int>(world.Get<LiveFeed>());
        var answer = new TaskCompletionSource();

        var asked = Enumerable.Range(0, 1_000).Select(_ => kept.OfAsync("IT", async () =>
        {
            await answer.Task;
            return ++_readings;
        })).ToList();
        answer.SetResult();

        Assert.All(await Task.WhenAll(asked), reading => Assert.Equal(1, reading));
    }

    [Fact]
    public async Task What_was_read_before_a_commit_is_read_again_after_it()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var kept = new ReadOnce<string, int>(world.Get<LiveFeed>());
        Task<int> ReadAsync() => kept.OfAsync("IT", () => Task.FromResult(++_readings));

        Assert.Equal((1, 1), (await ReadAsync(), await ReadAsync()));
        await world.ChangeAsync(_ => Task.CompletedTask);
        Assert.Equal(2, await ReadAsync());
    }

    [Fact]
    public async Task A_reading_that_a_commit_overtook_is_not_kept()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var kept = new ReadOnce<string, int>(world.Get<LiveFeed>());
        var answer = new TaskCompletionSource<int>();

        var slow = kept.OfAsync("IT", () => answer.Task);
        await world.ChangeAsync(_ => Task.CompletedTask);
        answer.SetResult(1);

        Assert.Equal((1, 2), (await slow, await kept.OfAsync("IT", () => Task.FromResult(2))));
    }

    [Fact]
    public async Task A_reading_that_failed_is_tried_again()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var kept = new ReadOnce<string, int>(world.Get<LiveFeed>());

        await Assert.ThrowsAsync<TimeoutException>(() => kept.OfAsync("IT", () => Task.FromException<int>(new TimeoutException())));

        Assert.Equal(1, await kept.OfAsync("IT", () => Task.FromResult(1)));
    }
}
