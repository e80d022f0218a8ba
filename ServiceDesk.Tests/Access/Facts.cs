using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

/// <summary>The facts as flags that can be combined in every way.</summary>
internal static class Facts
{
    public static readonly DoorFacts Plain = new()
    {
        Standing = AddressStanding.Unknown,
        IsDomainAllowed = true,
        IsInvitationUsable = true,
        IsMailAuthenticated = true,
    };

    /// <summary>The person: an unknown address is on no list and cannot be deactivated, the others can be all of it.</summary>
    public static readonly Flag<DoorFacts> Person = new("Person",
    [
        facts => facts with { Standing = AddressStanding.Unknown, IsOnList = false, IsDeactivated = false, IsPartyToRequest = false },
        .. from standing in new[] { AddressStanding.Contact, AddressStanding.Account }
           from isOnList in new[] { false, true }
           from isDeactivated in new[] { false, true }
           select (Func<DoorFacts, DoorFacts>)(facts => facts with { Standing = standing, IsOnList = isOnList, IsDeactivated = isDeactivated }),
    ]);

    /// <summary>Nobody unknown is party to a request.</summary>
    public static readonly Flag<DoorFacts> Party = OfBool(nameof(DoorFacts.IsPartyToRequest),
        (facts, isSo) => facts with { IsPartyToRequest = isSo && facts.Standing != AddressStanding.Unknown });

    /// <summary>Only an account can have signed up.</summary>
    public static readonly Flag<DoorFacts> Held = OfBool(nameof(DoorFacts.IsHeld),
        (facts, isSo) => facts with { IsHeld = isSo && facts.Standing == AddressStanding.Account });

    public static readonly Flag<DoorFacts> AddressBlocked = OfBool(nameof(DoorFacts.IsAddressBlocked), (facts, isSo) => facts with { IsAddressBlocked = isSo });

    public static readonly Flag<DoorFacts> DomainBlocked = OfBool(nameof(DoorFacts.IsDomainBlocked), (facts, isSo) => facts with { IsDomainBlocked = isSo });

    public static readonly Flag<DoorFacts> DomainAllowed = OfBool(nameof(DoorFacts.IsDomainAllowed), (facts, isSo) => facts with { IsDomainAllowed = isSo });

    public static readonly Flag<DoorFacts> DomainListed = OfBool(nameof(DoorFacts.IsDomainListed), (facts, isSo) => facts with { IsDomainListed = isSo });

    public static readonly Flag<DoorFacts> Invited = OfBool(nameof(DoorFacts.IsInvited), (facts, isSo) => facts with { IsInvited = isSo });

    public static readonly Flag<DoorFacts> LoggedInAs = OfBool(nameof(DoorFacts.IsLoggedInAsAddress), (facts, isSo) => facts with { IsLoggedInAsAddress = isSo });

    public static readonly Flag<DoorFacts> Usable = OfBool(nameof(DoorFacts.IsInvitationUsable), (facts, isSo) => facts with { IsInvitationUsable = isSo });

    public static readonly Flag<DoorFacts> Authenticated = OfBool(nameof(DoorFacts.IsMailAuthenticated), (facts, isSo) => facts with { IsMailAuthenticated = isSo });

    public static readonly Flag<DoorFacts>[] All =
        [Person, Party, Held, AddressBlocked, DomainBlocked, DomainAllowed, DomainListed, Invited, LoggedInAs, Usable, Authenticated];

    private static Flag<DoorFacts> OfBool(string name, Func<DoorFacts, bool, DoorFacts> set) =>
        new(name, facts => set(facts, false), facts => set(facts, true));
}
