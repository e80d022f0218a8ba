using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Shell;

/// <summary>Where somebody begins who asked for no page in particular.</summary>
public static class StartOf
{
    /// <summary>Staff at their desk's queue, an administrator without a desk at the site's settings, everybody else at the portal.</summary>
    /// <param name="accountId">Who; null for a stranger.</param>
    /// <param name="rights">The rights of this moment.</param>
    public static string Person(Guid? accountId, RightsSnapshot rights)
    {
        if (accountId is not { } id)
        {
            return "/portal";
        }

        return rights.DesksStaffedBy(id).FirstOrDefault() is { } desk
            ? Desk(desk, id, rights)
            : rights.IsSiteAdministrator(id) ? "/admin/configuration" : "/portal";
    }

    /// <summary>At a desk: its staff at the queues, an administrator of the site at its customers.</summary>
    public static string Desk(DeskNow desk, Guid? accountId, RightsSnapshot rights) =>
        $"/desks/{desk.Key}/{(rights.RoleOf(accountId ?? Guid.Empty, desk.Id) is null ? "people/customers" : "queues")}";

    /// <summary>The desks whose staff pages somebody has, by name: their own, or all for an administrator of the site.</summary>
    public static IReadOnlyList<DeskNow> DesksOf(Guid accountId, RightsSnapshot rights) => rights.IsSiteAdministrator(accountId)
        ? [.. rights.Desks.Values.OrderBy(desk => desk.Name, StringComparer.OrdinalIgnoreCase)]
        : [.. rights.DesksStaffedBy(accountId)];
}
