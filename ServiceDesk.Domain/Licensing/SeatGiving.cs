using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Licensing;

/// <summary>Giving and taking seats, for every operation that does so within its own work (design.md 2.6).</summary>
public static class SeatGiving
{
    /// <summary>
    /// Gives the account a seat of each application, or says why not; then nothing may be committed. Whoever counts the same seats
    /// meanwhile waits, so that the last one cannot be given twice. A seat already held is kept and costs nothing.
    /// </summary>
    public static async Task<Refusal?> GiveSeatsAsync(this Work work, Guid accountId, IEnumerable<Application> applications, Actor by, DateTimeOffset now)
    {
        var wanted = applications.ToHashSet();
        foreach (var application in Applications.All.Where(wanted.Contains))
        {
            var limit = await work.HoldSeatsAsync(application);
            if (await work.Db.Seats.AnyAsync(seat => seat.Application == application && seat.AccountId == accountId))
            {
                continue;
            }

            if (await work.Db.Seats.CountAsync(seat => seat.Application == application) >= limit)
            {
                return new NoSeatLeft(application.Name(), limit);
            }

            work.Db.Seats.Add(new Seat { Application = application, AccountId = accountId, Since = now });
            work.Db.Audit.Add(AuditEntry.Of(Changes.SeatGiven, by, now, subjectId: accountId, details: new { Application = application.Name() }));
        }

        return null;
    }

    /// <summary>Takes the account's seats of these applications; those it does not hold are passed over.</summary>
    public static async Task TakeSeatsAsync(this Work work, Guid accountId, IReadOnlyCollection<Application> applications, Actor by, DateTimeOffset now)
    {
        var held = await work.Db.Seats.AsTracking().Where(seat => seat.AccountId == accountId && applications.Contains(seat.Application)).ToListAsync();
        foreach (var seat in held)
        {
            work.Db.Seats.Remove(seat);
            work.Db.Audit.Add(AuditEntry.Of(Changes.SeatTaken, by, now, subjectId: accountId, details: new { Application = seat.Application.Name() }));
        }
    }

    /// <summary>How many seats an application has, a number that nobody changes or fills before this work ends.</summary>
    internal static async Task<int> HoldSeatsAsync(this Work work, Application application)
    {
        await work.HoldAsync($"SELECT 1 FROM \"SeatLimits\" WHERE \"Application\" = {(int)application}");
        return await work.Db.SeatLimits.AsNoTracking().Where(limit => limit.Application == application).Select(limit => limit.Seats).SingleAsync();
    }
}

/// <summary>Every seat of the application is taken.</summary>
/// <param name="Application">The application's name.</param>
/// <param name="Seats">How many there are.</param>
public sealed record NoSeatLeft(string Application, int Seats) : Refusal;
