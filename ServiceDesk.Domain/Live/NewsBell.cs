using System.Threading.Channels;

namespace ServiceDesk.Domain.Live;

/// <summary>Wakes a worker as soon as there are news of what it looks after. News that come while it works count as soon as it waits again. Dispose of it.</summary>
public sealed class NewsBell : IDisposable
{
    // One is enough: whoever is woken looks at everything.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TimeProvider _clock;
    private readonly LiveSubscription _watching;

    /// <summary>Listens for news of these topics from here on.</summary>
    public NewsBell(LiveFeed feed, TimeProvider clock, params IEnumerable<Topic> topics)
    {
        _clock = clock;
        _watching = feed.Watch(topics, () =>
        {
            _news.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
    }

    /// <summary>Waits for news, or so long: what another node left behind, or what falls due by itself, is nobody's news. Whether news came.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(_news.Reader.WaitToReadAsync(over.Token).AsTask(), Task.Delay(atMost, _clock, over.Token));
        await over.CancelAsync();
        stop.ThrowIfCancellationRequested();
        return _news.Reader.TryRead(out _);
    }

    /// <inheritdoc/>
    public void Dispose() => _watching.Dispose();
}
