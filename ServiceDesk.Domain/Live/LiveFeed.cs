using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Live;

/// <summary>
/// The one way in which "this changed" reaches every open page, on one node or several (design.md 5). News are pumped in bursts: the
/// snapshot of rights is replaced first, then each subscription that watches one of the topics is told once.
/// </summary>
public sealed class LiveFeed(RightsNow rights, TimeProvider clock, ILogger<LiveFeed> log)
{
    /// <summary>The channel of PostgreSQL's NOTIFY.</summary>
    internal const string PostgresChannel = "servicedesk_news";

    // PostgreSQL refuses a payload of 8000 bytes or more; a longer list of news is one "everything".
    private const int MostPayloadCharacters = 7_900;

    private readonly Channel<Topic> _news = Channel.CreateUnbounded<Topic>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<Topic, HashSet<LiveSubscription>> _watchers = [];
    private readonly HashSet<LiveSubscription> _all = [];
    private readonly Lock _lock = new();
    private long _newsCount;

    /// <summary>Called with each burst of news before any page is told, for what is kept in memory. Must not throw.</summary>
    public Action<IReadOnlySet<Topic>>? Delivering { get; set; }

    /// <summary>Tells this node's news from those of others.</summary>
    public Guid Node { get; } = Guid.NewGuid();

    /// <summary>Raised with each commit of this node and with what is heard of others, before anybody is told: what was read at a lower count may be old.</summary>
    internal long NewsCount => Interlocked.Read(ref _newsCount);

    /// <summary>How many subscriptions are open: as many as components that show something live.</summary>
    public int SubscriptionCount
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>Watches topics; <paramref name="changed"/> is called after news, once for a burst, never twice at a time. Dispose to let go.</summary>
    public LiveSubscription Watch(IEnumerable<Topic> topics, Func<Task> changed)
    {
        var subscription = new LiveSubscription(topics.Append(Topic.Everything).ToHashSet(), changed, LetGo, clock, log);
        lock (_lock)
        {
            _all.Add(subscription);
            foreach (var topic in subscription.Topics)
            {
                if (!_watchers.TryGetValue(topic, out var watchers))
                {
                    _watchers[topic] = watchers = [];
                }

                watchers.Add(subscription);
            }
        }

        return subscription;
    }

    /// <summary>Tells this node's open pages. Returns at once.</summary>
    public void Publish(IReadOnlyCollection<Topic> news)
    {
        Interlocked.Increment(ref _newsCount);
        foreach (var topic in news)
        {
            _news.Writer.TryWrite(topic);
        }
    }

    /// <summary>Delivers news until stopped: one pump a node.</summary>
    public async Task PumpAsync(CancellationToken stop)
    {
        var burst = new HashSet<Topic>();
        while (await _news.Reader.WaitToReadAsync(stop))
        {
            while (_news.Reader.TryRead(out var topic))
            {
                burst.Add(topic);
            }

            await DeliverAsync(burst, stop);
            burst.Clear();
        }
    }

    /// <summary>On PostgreSQL, hands the news to the other nodes with the commit.</summary>
    internal async Task AnnounceAsync(DeskDb db, IReadOnlyCollection<Topic> news)
    {
        if (db is not PostgresDeskDb || news.Count == 0)
        {
            return;
        }

        var payload = $"{Node:N} {string.Join(' ', news.Distinct())}";
        if (payload.Length > MostPayloadCharacters)
        {
            payload = $"{Node:N} {Topic.Everything}";
        }

        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({PostgresChannel}, {payload})");
    }

    /// <summary>Takes what another node announced.</summary>
    internal void Hear(string payload)
    {
        var words = payload.Split(' ');
        if (words[0] != Node.ToString("N"))
        {
            // What a newer node calls by a name unknown here could be anything, so everything is read again.
            Publish([.. words.Skip(1).Select(word => Topic.Read(word) ?? Topic.Everything)]);
        }
    }

    private async Task DeliverAsync(HashSet<Topic> burst, CancellationToken stop)
    {
        if (burst.Any(topic => topic.ChangesRights))
        {
            await RefreshRightsAsync(burst, stop);
        }

        Delivering?.Invoke(burst);
        List<LiveSubscription> told;
        lock (_lock)
        {
            told = burst.Contains(Topic.Everything)
                ? [.. _all]
                : [.. burst.SelectMany(topic => _watchers.TryGetValue(topic, out var watchers) ? watchers : []).Distinct()];
        }

        foreach (var subscription in told)
        {
            subscription.Tell();
        }
    }

    private async Task RefreshRightsAsync(IReadOnlySet<Topic> burst, CancellationToken stop)
    {
        for (var wait = TimeSpan.FromMilliseconds(100); ; wait = TimeSpan.FromSeconds(Math.Min(5, wait.TotalSeconds * 2)))
        {
            try
            {
                await rights.RefreshAsync(burst, stop);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Pages are not told before the rights are known: pushing by old rights could show what one may no longer see.
                log.LogWarning(e, "The rights could not be read again; the news wait.");
                await Task.Delay(wait, clock, stop);
            }
        }
    }

    private void LetGo(LiveSubscription subscription)
    {
        lock (_lock)
        {
            _all.Remove(subscription);
            foreach (var topic in subscription.Topics)
            {
                if (_watchers.TryGetValue(topic, out var watchers) && watchers.Remove(subscription) && watchers.Count == 0)
                {
                    _watchers.Remove(topic);
                }
            }
        }
    }
}
