using ServiceDesk.Domain.Access;

namespace ServiceDesk.Domain.Desks;

/// <summary>The questions about desks that several features ask.</summary>
public static class DeskQueries
{
    /// <summary>The desks that are not archived.</summary>
    public static IQueryable<Desk> InUse(this IQueryable<Desk> desks) => desks.Where(desk => desk.ArchivedAt == null);

    /// <summary>The desks whose value lets strangers sign up and that are not suspended: while Public signup is on, they do.</summary>
    public static IQueryable<Desk> LettingSignUp(this IQueryable<Desk> desks) =>
        desks.Where(desk => desk.Access == CustomerAccess.EveryoneMaySignUp && desk.SuspendedAt == null);

    /// <summary>The desks that turning Public signup off has shut for strangers.</summary>
    public static IQueryable<Desk> Suspended(this IQueryable<Desk> desks) => desks.Where(desk => desk.SuspendedAt != null);
}
