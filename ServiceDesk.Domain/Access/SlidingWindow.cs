namespace ServiceDesk.Domain.Access;

/// <summary>
/// Counts what happened per key within the last stretch of time. Keeps a bounded number of keys: when there are too many, those that have
/// been quiet longest are forgotten first. Not safe for several threads.
/// </summary>
internal sealed class SlidingWindow(int most, TimeSpan window, int mostKeys)
{
    private readonly Dictionary<string, Queue<DateTimeOffset>> _times = new(StringComparer.Ordinal);

    /// <summary>How many keys it remembers.</summary>
    public int KeyCount => _times.Count;

    /// <summary>How long until one more is allowed; zero when it is now, and always when there is no limit.</summary>
    public TimeSpan WaitFor(string key, DateTimeOffset now)
    {
        if (most == 0 || !_times.TryGetValue(key, out var times))
        {
            return TimeSpan.Zero;
        }

        while (times.TryPeek(out var oldest) && oldest + window <= now)
        {
            times.Dequeue();
        }

        return times.Count < most ? TimeSpan.Zero : times.Peek() + window - now;
    }

    /// <summary>How many more are allowed, and how long until that is one more; null when there is no limit.</summary>
    public (int Left, TimeSpan Until)? RoomFor(string key, DateTimeOffset now)
    {
        if (most == 0)
        {
            return null;
        }

        WaitFor(key, now);
        return _times.TryGetValue(key, out var times) && times.TryPeek(out var oldest) ? (most - times.Count, oldest + window - now) : (most, TimeSpan.Zero);
    }

    /// <summary>Counts one.</summary>
    public void Count(string key, DateTimeOffset now)
    {
        if (most == 0)
        {
            return;
        }

        if (!_times.TryGetValue(key, out var times))
        {
            MakeRoom(now);
            _times[key] = times = new Queue<DateTimeOffset>();
        }

        times.Enqueue(now);
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (_times.Count < mostKeys)
        {
            return;
        }

        foreach (var key in _times.Where(entry => entry.Value.All(time => time + window <= now)).Select(entry => entry.Key).ToList())
        {
            _times.Remove(key);
        }

        if (_times.Count < mostKeys)
        {
            return;
        }

        // A tenth at once, so that a flood of new keys does not sort them all for each.
        foreach (var key in _times.OrderBy(entry => entry.Value.LastOrDefault()).Take(Math.Max(1, mostKeys / 10)).Select(entry => entry.Key).ToList())
        {
            _times.Remove(key);
        }
    }
}
