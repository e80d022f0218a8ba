using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Access;

/// <summary>Lets go of door log entries after their 90 days (design.md 2.2 "Kept"), a few thousand at a time, so that nobody waits long for the database.</summary>
public sealed class DoorLogKeeping(DeskWork database, TimeProvider clock)
{
    private const int MostAtOnce = 2_000;

    /// <summary>Deletes what is too old; says how many rows went.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        var oldest = clock.Now() - DoorEntry.Kept;
        var gone = 0;
        for (var some = MostAtOnce; some == MostAtOnce && !cancel.IsCancellationRequested; gone += some)
        {
            await using var work = await database.BeginAsync(cancel);
            some = await work.Db.DoorLog.Where(entry => entry.At < oldest).OrderBy(entry => entry.At).Take(MostAtOnce).ExecuteDeleteAsync(cancel);
            await work.CommitAsync();
        }

        await using var counts = await database.BeginAsync(cancel);
        gone += await counts.Db.TurnedAway.Where(count => count.Minute < oldest).ExecuteDeleteAsync(cancel);
        await counts.CommitAsync();
        return gone;
    }
}
