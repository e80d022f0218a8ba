namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>An invitation as the desk's staff sees it.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="Address">To whom.</param>
/// <param name="Name">The name typed with the address; null when none was.</param>
/// <param name="State">What has become of it.</param>
/// <param name="SentAt">When it was sent last.</param>
/// <param name="InvitedBy">The name of who sent it.</param>
/// <param name="Problem">Why its mail came back, in the words of the mail server; null when it did not, or nothing was said.</param>
public sealed record InvitationRow(Guid Id, string Address, string? Name, InvitationState State, DateTimeOffset SentAt, string? InvitedBy, string? Problem)
{
    /// <summary>Whether it can be sent again and taken back.</summary>
    public bool IsOpen => State is not (InvitationState.Accepted or InvitationState.Revoked);
}
