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
            ? $"/desks/{desk.Key}/queues"
            : rights.IsSiteAdministrator(id) ? "/admin/configuration" : "/portal";
    }
}
