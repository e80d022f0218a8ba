using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Licensing;

/// <summary>The site's licence: how many seats there are and how many are taken (design.md 2.6).</summary>
public sealed class Licence(DeskDatabase database)
{
    /// <summary>The seats of each application as of now; for site administrators.</summary>
    public async Task<Outcome<IReadOnlyList<SeatUse>>> SeatsAsync(Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        var limits = await db.SeatLimits.ToDictionaryAsync(limit => limit.Application, limit => limit.Seats);
        var taken = await db.Seats.GroupBy(seat => seat.Application)
            .Select(seats => new { Application = seats.Key, Count = seats.Count() })
            .ToDictionaryAsync(seats => seats.Application, seats => seats.Count);

        return Applications.All.Select(application => new SeatUse(application, taken.GetValueOrDefault(application), limits.GetValueOrDefault(application))).ToList();
    }
}

/// <summary>How many seats of an application are taken.</summary>
/// <param name="Application">The application.</param>
/// <param name="Used">How many people hold one.</param>
/// <param name="Seats">How many there are; may be less than are held, after the limit was lowered.</param>
public sealed record SeatUse(Application Application, int Used, int Seats)
{
    /// <summary>Whether one more can be given.</summary>
    public bool HasFree => Used < Seats;
}
