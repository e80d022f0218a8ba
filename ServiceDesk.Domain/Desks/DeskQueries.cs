using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;

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

    /// <summary>The active administrators of a desk; those of the site where it has none.</summary>
    public static async Task<IReadOnlyList<Account>> WhoLooksAfterAsync(this DeskDb db, Guid deskId)
    {
        var active = db.Accounts.Where(account => account.DeactivatedAt == null);
        var own = await active.Where(account => db.DeskAgents.Where(agent => agent.DeskId == deskId && agent.IsAdministrator).Select(agent => agent.AccountId).Contains(account.Id)).ToListAsync();
        return own.Count > 0 ? own : await active.Where(account => account.IsSiteAdministrator).ToListAsync();
    }
}
