using ServiceDesk.Domain.Access;

namespace ServiceDesk.Domain.Desks;

/// <summary>A desk in the list of the site's administrators.</summary>
/// <param name="Id">The desk.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Access">Who may use its portal.</param>
/// <param name="IsSuspended">Whether turning Public signup off has shut it for strangers.</param>
/// <param name="IsOpen">Whether it takes strangers now.</param>
/// <param name="ArchivedAt">Since when it is archived; null while it is in use.</param>
/// <param name="Administrators">The names of its administrators who hold their seat and are active.</param>
/// <param name="AgentCount">How many people are on its agents list.</param>
/// <param name="Version">To be handed back with a change.</param>
public sealed record DeskRow(
    Guid Id,
    string Key,
    string Name,
    CustomerAccess Access,
    bool IsSuspended,
    bool IsOpen,
    DateTimeOffset? ArchivedAt,
    IReadOnlyList<string> Administrators,
    int AgentCount,
    int Version);

/// <summary>A desk's own settings.</summary>
/// <param name="Id">The desk.</param>
/// <param name="Key">Its key, which never changes.</param>
/// <param name="Name">Its name.</param>
/// <param name="AgentsMayInviteWhileNotOpen">Whether agents may invite strangers while it is not open.</param>
/// <param name="AllowsParticipants">Whether requests may have further participants.</param>
/// <param name="Version">To be handed back with a change.</param>
public sealed record DeskOptions(Guid Id, string Key, string Name, bool AgentsMayInviteWhileNotOpen, bool AllowsParticipants, int Version)
{
    /// <summary>Whether a sign-up waits for a decision of the desk.</summary>
    public bool NeedsApproval { get; init; }
}
