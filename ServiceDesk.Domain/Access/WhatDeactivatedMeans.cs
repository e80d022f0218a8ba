namespace ServiceDesk.Domain.Access;

/// <summary>What being deactivated means at every door, answered by the rule book itself for somebody on the list of a desk that takes everybody.</summary>
public static class WhatDeactivatedMeans
{
    private static readonly DoorFacts Deactivated = new()
    {
        Standing = AddressStanding.Account,
        IsOnList = true,
        IsDeactivated = true,
        IsPartyToRequest = true,
        IsDomainAllowed = true,
        IsLoggedInAsAddress = true,
        IsInvitationUsable = true,
        IsMailAuthenticated = true,
    };

    // With everything open, what is refused is refused for this alone.
    private static readonly DoorSettings Open = new()
    {
        IsPublicSignupOn = true,
        Access = CustomerAccess.EveryoneMaySignUp,
        AgentsMayInviteWhileNotOpen = true,
        AllowsParticipants = true,
        CollectorVouches = true,
        SiteMode = SiteMode.Public,
        SiteGivesApplicationByDefault = true,
        HasFreeSeat = true,
    };

    /// <summary>Every door, in the order of design.md 2.2, with what a deactivated person, or whoever opens it for them, is answered.</summary>
    public static IReadOnlyList<(Door Door, AccessDecision Decision)> AtEveryDoor { get; } =
        [.. Enum.GetValues<Door>().Select(door => (door, RuleBook.Decide(door, RoleAt(door), Deactivated, Open)))];

    // Who acts there: staff for others, else the person.
    private static DoorRole RoleAt(Door door) => door switch
    {
        Door.Invitation or Door.SilentAdd or Door.Import => DoorRole.SiteAdministrator,
        Door.OnBehalf or Door.Participant => DoorRole.Agent,
        Door.PortalReading or Door.PortalWriting or Door.AddressChange => DoorRole.Customer,
        _ => DoorRole.Stranger,
    };
}
