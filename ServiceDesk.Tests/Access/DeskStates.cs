using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

/// <summary>The states of a desk that design.md 2.1 knows, in the words of the truth table.</summary>
internal static class DeskStates
{
    private static readonly DoorSettings Site = new()
    {
        AllowsParticipants = true,
        SiteMode = SiteMode.Public,
        SiteGivesApplicationByDefault = true,
        HasFreeSeat = true,
    };

    private static readonly Dictionary<string, DoorSettings> States = new()
    {
        ["off/R"] = Site with { Access = CustomerAccess.Restricted },
        ["off/E"] = Site with { Access = CustomerAccess.Everyone },
        ["off/S"] = Site with { Access = CustomerAccess.EveryoneMaySignUp, IsSuspended = true },
        ["on/R"] = Site with { IsPublicSignupOn = true, Access = CustomerAccess.Restricted },
        ["on/E"] = Site with { IsPublicSignupOn = true, Access = CustomerAccess.Everyone },
        ["on/S"] = Site with { IsPublicSignupOn = true, Access = CustomerAccess.EveryoneMaySignUp, IsSuspended = true },
        ["open"] = Site with { IsPublicSignupOn = true, Access = CustomerAccess.EveryoneMaySignUp },
    };

    public static IEnumerable<string> Names => States.Keys;

    public static DoorSettings Of(string name) => States[name];
}
