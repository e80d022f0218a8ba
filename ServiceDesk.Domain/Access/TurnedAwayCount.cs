using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>Counts in memory what limits turned away, and writes the counts of each minute now and then (design.md 2.2 "Kept"): a flood must not become a flood of rows.</summary>
public sealed class TurnedAwayCount(DeskWork database, LiveFeed feed)
{
    private readonly HeldCounts<(DateTimeOffset Minute, Door Door, Limit Limit)> _counts = new(database);

    /// <summary>Writes what was counted since the last time.</summary>
    public Task FlushAsync() => _counts.FlushAsync(WriteAsync);

    internal void Add(Door door, Limit limit, DateTimeOffset now)
    {
        var minute = now.ToUniversalTime();
        minute = minute.AddTicks(-(minute.Ticks % TimeSpan.TicksPerMinute));
        _counts.Add((minute, door, limit));
    }

    private async Task<Outcome<Done>> WriteAsync(Work work, IReadOnlyDictionary<(DateTimeOffset Minute, Door Door, Limit Limit), int> counts)
    {
        foreach (var ((minute, door, limit), count) in counts)
        {
            await AddAsync(work.Db, minute, door, limit, count);
        }

        await work.CommitAsync(Topic.DoorLog);
        return new Done();
    }

    private async Task AddAsync(DeskDb db, DateTimeOffset minute, Door door, Limit limit, int count)
    {
        var name = limit.ToString();
        var row = await db.TurnedAway.AsTracking()
            .SingleOrDefaultAsync(r => r.Minute == minute && r.Door == door && r.Limit == name && r.Node == feed.Node);
        if (row is null)
        {
            db.TurnedAway.Add(row = new TurnedAway { Minute = minute, Door = door, Limit = name, Node = feed.Node });
        }

        row.Count += count;
    }
}
