using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>Counts in memory what collectors refused, and writes the counts now and then: a flood must not become a flood of rows.</summary>
public sealed class CollectorCounts(DeskWork database, TimeProvider clock)
{
    private readonly HeldCounts<(Guid Collector, DateOnly Day, string Reason)> _counts = new(database);

    /// <summary>Writes what was counted since the last time.</summary>
    public Task FlushAsync() => _counts.FlushAsync(WriteAsync);

    /// <summary>What was refused at a collector and is not written yet, by reason.</summary>
    internal IReadOnlyDictionary<string, int> Unwritten(Guid collectorId) => _counts.Of(key => key.Collector == collectorId)
        .GroupBy(count => count.Key.Reason, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(count => count.Value), StringComparer.Ordinal);

    /// <summary>Counts a refusal.</summary>
    /// <param name="collectorId">A collector that there is.</param>
    /// <param name="why">Why.</param>
    internal void Add(Guid collectorId, Refusal why) => _counts.Add((collectorId, DeskCollectors.Today(clock.Now()), why.GetType().Name));

    private static async Task<Outcome<Done>> WriteAsync(Work work, IReadOnlyDictionary<(Guid Collector, DateOnly Day, string Reason), int> counts)
    {
        // In one order for all nodes, so that none waits for the other's rows.
        foreach (var ((collector, day, reason), count) in counts.OrderBy(count => count.Key))
        {
            var row = work.Db.CollectorRefusals.Where(r => r.CollectorId == collector && r.Day == day && r.Reason == reason);
            if (await row.ExecuteUpdateAsync(r => r.SetProperty(one => one.Count, one => one.Count + count)) == 0)
            {
                work.Db.CollectorRefusals.Add(new CollectorRefusal { CollectorId = collector, Day = day, Reason = reason, Count = count });
            }
        }

        var ids = counts.Keys.Select(key => key.Collector).Distinct().ToList();
        var desks = await work.Db.Collectors.Where(collector => ids.Contains(collector.Id)).Select(collector => collector.DeskId).Distinct().ToListAsync();
        await work.CommitAsync([.. desks.Select(Topic.CollectorsOf)]);
        return new Done();
    }
}
