using System.Collections.Concurrent;

namespace ServiceDesk.Domain.Live;

/// <summary>
/// What many open pages show alike: read once on this node after each news and handed to all who ask. Nothing is handed out that was read
/// before a commit of this node, or one of another node that was heard of. What depends on who asks has the asker in its key.
/// </summary>
/// <param name="feed">Where news come from.</param>
internal sealed class ReadOnce<TKey, T>(LiveFeed feed)
    where TKey : notnull
{
    private const int MostKept = 10_000;
    private readonly ConcurrentDictionary<TKey, Kept> _kept = new();

    /// <summary>What was read since the latest news; reads it when nobody has yet. A reading that fails is not kept.</summary>
    public async Task<T> OfAsync(TKey key, Func<Task<T>> read)
    {
        if (_kept.Count > MostKept)
        {
            _kept.Clear();
        }

        // Counted before it is read: news that come meanwhile make it old.
        var now = feed.NewsCount;
        var kept = _kept.AddOrUpdate(key, _ => new Kept(now, read), (_, known) => known.ReadAt >= now ? known : new Kept(now, read));
        try
        {
            return await kept.Reading.Value;
        }
        catch
        {
            _kept.TryRemove(KeyValuePair.Create(key, kept));
            throw;
        }
    }

    private sealed class Kept(long readAt, Func<Task<T>> read)
    {
        public long ReadAt => readAt;

        public Lazy<Task<T>> Reading { get; } = new(read);
    }
}
