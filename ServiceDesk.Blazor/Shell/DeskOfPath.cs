namespace ServiceDesk.Blazor.Shell;

/// <summary>The desk that a page's address is about.</summary>
internal static class DeskOfPath
{
    /// <summary>The key in an address of the staff's pages, such as <c>/desks/IT/queues</c>; null when it names none.</summary>
    public static string? OfStaff(string path) => Parts(path) is ["desks", var key, ..] ? key : null;

    /// <summary>The key in an address of the portal, such as <c>/portal/IT</c> or <c>/portal/requests/IT-42</c>; null when it names none.</summary>
    public static string? OfPortal(string path) => Parts(path) switch
    {
        ["portal", "requests", var request] => request.Split('-')[0],
        ["portal", "requests" or "signup" or "invitations", ..] => null,
        ["portal", var key, ..] => key,
        _ => null,
    };

    private static string[] Parts(string path) => path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
}
