using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Licensing;

/// <summary>The site's licence: how many seats there are, how many are taken and by whom (design.md 2.6); for site administrators.</summary>
public sealed class Licence(DeskWork database, TimeProvider clock)
{
    /// <summary>The most seats an application can be given.</summary>
    public const int MostSeats = 1_000_000;

    /// <summary>How many holders are read at once.</summary>
    public const int HoldersAPage = 50;

    /// <summary>The seats of each application as of now.</summary>
    public async Task<Outcome<IReadOnlyList<SeatUse>>> SeatsAsync(Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        var limits = await db.SeatLimits.ToDictionaryAsync(limit => limit.Application);
        var taken = await db.Seats.GroupBy(seat => seat.Application)
            .Select(seats => new { Application = seats.Key, Count = seats.Count() })
            .ToDictionaryAsync(seats => seats.Application, seats => seats.Count);

        return Applications.All.Select(application => new SeatUse(application, taken.GetValueOrDefault(application), limits[application].Seats)).ToList();
    }

    /// <summary>Who holds a seat of the application, by name.</summary>
    /// <param name="application">The application.</param>
    /// <param name="most">How many at most; the first ones by name.</param>
    /// <param name="by">Who looks.</param>
    public async Task<Outcome<IReadOnlyList<SeatHolder>>> HoldersAsync(Application application, int most, Actor by)
    {
        await using var db = database.Read();
        return (await Rights.OfAsync(db, by)).May(Operation.AdministerSite)
            ? await db.Seats.Where(seat => seat.Application == application)
                .OrderBy(seat => seat.Account.SortName).ThenBy(seat => seat.AccountId)
                .Take(most)
                .Select(seat => new SeatHolder(seat.AccountId, seat.Account.FullName, seat.Account.Email!, seat.Since))
                .ToListAsync()
            : new NotFound();
    }

    /// <summary>
    /// Changes how many seats an application has. A number below those taken takes nobody's: it stops new ones. Whoever is giving a seat just
    /// now is waited for, or waits.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="seats">The new number.</param>
    /// <param name="before">The number the change was begun on; another one meanwhile refuses it.</param>
    /// <param name="by">Who changes it.</param>
    public Task<Outcome<Done>> ChangeSeatsAsync(Application application, int seats, int before, Actor by) => database.RunAsync<Done>(async work =>
    {
        await work.SiteAsync();
        if (!(await Rights.OfAsync(work.Db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        if (seats is < 0 or > MostSeats)
        {
            return new NotANumberOfSeats(MostSeats);
        }

        if (await work.HoldSeatsAsync(application) != before)
        {
            return new ChangedMeanwhile();
        }

        if (seats != before)
        {
            (await work.Db.SeatLimits.AsTracking().SingleAsync(limit => limit.Application == application)).Seats = seats;
            work.Db.Audit.Add(AuditEntry.Of(Changes.SeatsChanged, by, clock.Now(), details: new { Application = application.Name(), Before = before, After = seats }));
            await work.CommitAsync(Topic.Users);
        }

        return new Done();
    });
}

/// <summary>How many seats of an application are taken.</summary>
/// <param name="Application">The application.</param>
/// <param name="Used">How many people hold one.</param>
/// <param name="Seats">How many there are; may be less than are held, after the limit was lowered.</param>
public sealed record SeatUse(Application Application, int Used, int Seats)
{
    /// <summary>Whether one more can be given.</summary>
    public bool HasFree => Used < Seats;

    /// <summary>How many more can be given; none while more are held than there are.</summary>
    public int Free => Math.Max(0, Seats - Used);
}

/// <summary>Somebody who holds a seat.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="FullName">The name.</param>
/// <param name="Address">The address.</param>
/// <param name="Since">Since when they hold it.</param>
public sealed record SeatHolder(Guid AccountId, string FullName, string Address, DateTimeOffset Since);

/// <summary>There cannot be so many seats, or that is no number.</summary>
/// <param name="MostSeats">The most there can be.</param>
public sealed record NotANumberOfSeats(int MostSeats) : Refusal;
