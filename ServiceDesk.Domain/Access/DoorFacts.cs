namespace ServiceDesk.Domain.Access;

/// <summary>
/// What is known, at the moment of asking, about the address that stands at a door. What a door needs to let somebody in is false
/// until it is stated. Of an <see cref="AddressStanding.Unknown"/> address nothing about lists and requests is believed.
/// </summary>
public sealed record DoorFacts
{
    /// <summary>What the site knows of the address.</summary>
    public required AddressStanding Standing { get; init; }

    /// <summary>On the desk's customer list; at <see cref="Door.ForgottenPassword"/>, on the list of any desk.</summary>
    public bool IsOnList { get; init; }

    /// <summary>Signed up at the desk and was not approved: waits, or was refused. It counts only while the desk approves by hand.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The account or contact was deactivated.</summary>
    public bool IsDeactivated { get; init; }

    /// <summary>
    /// Reporter or participant: at <see cref="Door.ForgottenPassword"/> of any request; at <see cref="Door.Email"/> of the request the
    /// mail answers (false for a mail that opens a new one). Other doors do not ask.
    /// </summary>
    public bool IsPartyToRequest { get; init; }

    /// <summary>This single address is blocked.</summary>
    public bool IsAddressBlocked { get; init; }

    /// <summary>The address's domain is blocked.</summary>
    public bool IsDomainBlocked { get; init; }

    /// <summary>No list of allowed domains is set, or it names the address's domain.</summary>
    public required bool IsDomainAllowed { get; init; }

    /// <summary>A list of allowed domains is set and names the address's domain. Asked only while addresses are not verified (design.md 2.3).</summary>
    public bool IsDomainListed { get; init; }

    /// <summary>An invitation of this address is pending anywhere. Asked only while addresses are not verified (design.md 2.3).</summary>
    public bool IsInvited { get; init; }

    /// <summary>The browser that follows a link is logged in as the very account the link was sent to.</summary>
    public bool IsLoggedInAsAddress { get; init; }

    /// <summary>The invitation being accepted is neither used, revoked nor expired.</summary>
    public bool IsInvitationUsable { get; init; }

    /// <summary>The mail did not fail the authentication result of the desk's trusted mail server.</summary>
    public bool IsMailAuthenticated { get; init; }
}
