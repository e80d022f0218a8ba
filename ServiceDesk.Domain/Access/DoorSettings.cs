namespace ServiceDesk.Domain.Access;

/// <summary>The switches of the site and of the desk a door belongs to. Left alone they are those of a new site with a new desk (design.md 2.1).</summary>
public sealed record DoorSettings
{
    /// <summary>The site's Public signup: may strangers become customers at all.</summary>
    public bool IsPublicSignupOn { get; init; }

    /// <summary>The desk's customer access.</summary>
    public CustomerAccess Access { get; init; } = CustomerAccess.Restricted;

    /// <summary>The desk was closed by turning Public signup off and not reopened since; it means something for <see cref="CustomerAccess.EveryoneMaySignUp"/> only.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The desk was put away: it lets nobody in by any door.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Site option: agents may make customers of unknown addresses.</summary>
    public bool AgentsMayCreateCustomers { get; init; } = true;

    /// <summary>Desk option: agents may do so also while the desk is not open.</summary>
    public bool AgentsMayInviteWhileNotOpen { get; init; }

    /// <summary>Desk option: requests may have participants.</summary>
    public bool AllowsParticipants { get; init; }

    /// <summary>The collector's switch, set by a site administrator: the host site vouches for its users.</summary>
    public bool CollectorVouches { get; init; }

    /// <summary>Desk option: strangers who sign up wait for approval, and mail from unknown senders is parked until the address is proved.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>May strangers register as licensed users of the site.</summary>
    public SiteMode SiteMode { get; init; } = SiteMode.Private;

    /// <summary>Site registration has at least one application to give.</summary>
    public bool SiteGivesApplicationByDefault { get; init; }

    /// <summary>Every application given by site registration has a free seat.</summary>
    public bool HasFreeSeat { get; init; }

    /// <summary>Addresses are proved by a mailed link before an account is made (design.md 2.3).</summary>
    public bool VerifiesAddresses { get; init; } = true;

    /// <summary>The desk takes strangers.</summary>
    public bool IsOpen => IsPublicSignupOn && Access == CustomerAccess.EveryoneMaySignUp && !IsSuspended && !IsArchived;

    /// <summary>The desk lets in everyone with an account, suspended or not: the <c>E</c> of design.md 2.2.</summary>
    public bool AdmitsEveryAccount => Access != CustomerAccess.Restricted;
}
