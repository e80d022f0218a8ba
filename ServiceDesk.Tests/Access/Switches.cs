using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

/// <summary>The settings as flags that can be combined in every way.</summary>
internal static class Switches
{
    public static readonly Flag<DoorSettings> PublicSignup = OfBool(nameof(DoorSettings.IsPublicSignupOn), (s, on) => s with { IsPublicSignupOn = on });

    public static readonly Flag<DoorSettings> Access = new(nameof(DoorSettings.Access),
        [.. Enum.GetValues<CustomerAccess>().Select(access => (Func<DoorSettings, DoorSettings>)(s => s with { Access = access }))]);

    public static readonly Flag<DoorSettings> Suspended = OfBool(nameof(DoorSettings.IsSuspended), (s, on) => s with { IsSuspended = on });

    public static readonly Flag<DoorSettings> Archived = OfBool(nameof(DoorSettings.IsArchived), (s, on) => s with { IsArchived = on });

    public static readonly Flag<DoorSettings> AgentsCreate = OfBool(nameof(DoorSettings.AgentsMayCreateCustomers), (s, on) => s with { AgentsMayCreateCustomers = on });

    public static readonly Flag<DoorSettings> AgentsInvite = OfBool(nameof(DoorSettings.AgentsMayInviteWhileNotOpen), (s, on) => s with { AgentsMayInviteWhileNotOpen = on });

    public static readonly Flag<DoorSettings> Participants = OfBool(nameof(DoorSettings.AllowsParticipants), (s, on) => s with { AllowsParticipants = on });

    public static readonly Flag<DoorSettings> Vouches = OfBool(nameof(DoorSettings.CollectorVouches), (s, on) => s with { CollectorVouches = on });

    public static readonly Flag<DoorSettings> Approval = OfBool(nameof(DoorSettings.NeedsApproval), (s, on) => s with { NeedsApproval = on });

    public static readonly Flag<DoorSettings> Mode = new(nameof(DoorSettings.SiteMode),
        s => s with { SiteMode = SiteMode.Private }, s => s with { SiteMode = SiteMode.Public });

    public static readonly Flag<DoorSettings> Application = OfBool(nameof(DoorSettings.SiteGivesApplicationByDefault), (s, on) => s with { SiteGivesApplicationByDefault = on });

    public static readonly Flag<DoorSettings> Seat = OfBool(nameof(DoorSettings.HasFreeSeat), (s, on) => s with { HasFreeSeat = on });

    public static readonly Flag<DoorSettings> Verifies = OfBool(nameof(DoorSettings.VerifiesAddresses), (s, on) => s with { VerifiesAddresses = on });

    /// <summary>What makes a desk open or not.</summary>
    public static readonly Flag<DoorSettings>[] OfDesk = [PublicSignup, Access, Suspended, Archived];

    /// <summary>What makes site registration open or not.</summary>
    public static readonly Flag<DoorSettings>[] OfSite = [Mode, Application, Seat];

    public static readonly Flag<DoorSettings>[] All =
        [.. OfDesk, AgentsCreate, AgentsInvite, Participants, Vouches, Approval, .. OfSite, Verifies];

    private static Flag<DoorSettings> OfBool(string name, Func<DoorSettings, bool, DoorSettings> set) =>
        new(name, settings => set(settings, false), settings => set(settings, true));
}
