using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Data;

/// <summary>Counts that are held in memory and written now and then, so that a flood does not become a flood of rows; what could not be written is counted on.</summary>
internal sealed class HeldCounts<TKey>(DeskWork database)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private Dictionary<TKey, int> _counts = [];

    /// <summary>Counts so many more.</summary>
    public void Add(TKey key, int count = 1)
    {
        lock (_lock)
        {
            _counts[key] = _counts.GetValueOrDefault(key) + count;
        }
    }

    /// <summary>What is not written yet, of some keys.</summary>
    public IReadOnlyList<KeyValuePair<TKey, int>> Of(Func<TKey, bool> isWanted)
    {
        lock (_lock)
        {
            return [.. _counts.Where(count => isWanted(count.Key))];
        }
    }

    /// <summary>Writes what was counted since the last time, in one work that the writer commits.</summary>
    public async Task FlushAsync(Func<Work, IReadOnlyDictionary<TKey, int>, Task<Outcome<Done>>> write)
    {
        Dictionary<TKey, int> counts;
        lock (_lock)
        {
            (counts, _counts) = (_counts, []);
        }

        if (counts.Count == 0)
        {
            return;
        }

        var isWritten = false;
        try
        {
            isWritten = (await database.RunAsync<Done>(work => write(work, counts))).IsDone;
        }
        finally
        {
            foreach (var (key, count) in isWritten ? [] : counts)
            {
                Add(key, count);
            }
        }
    }
}
