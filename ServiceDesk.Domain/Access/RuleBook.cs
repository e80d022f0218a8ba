namespace ServiceDesk.Domain.Access;

/// <summary>
/// The one place that says who gets in (design.md 2.2): a pure function, one small function a door. Links ask it again when they are used.
/// </summary>
public static partial class RuleBook
{
    /// <summary>What happens when somebody in this role stands at this door with these facts, under these settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such door.</exception>
    public static AccessDecision Decide(Door door, DoorRole role, DoorFacts facts, DoorSettings settings) => door switch
    {
        Door.SignUpForm => SignUpForm(role, facts, settings),
        Door.SignUpLink => SignUpLink(role, facts, settings),
        Door.ForgottenPassword => ForgottenPassword(facts),
        Door.PortalReading => PortalReading(role, facts, settings),
        Door.PortalWriting => PortalWriting(role, facts, settings),
        Door.Email => Email(facts, settings),
        Door.Invitation => Invitation(role, facts, settings),
        Door.AcceptInvitation => AcceptInvitation(role, facts, settings),
        Door.SilentAdd or Door.Import => SilentAdd(role, facts, settings),
        Door.OnBehalf => OnBehalf(role, facts, settings),
        Door.Participant => Participant(role, facts, settings),
        Door.CollectorSigned => CollectorSigned(facts, settings),
        Door.CollectorUnsigned => CollectorUnsigned(facts, settings),
        Door.SiteRegistration => SiteRegistration(role, facts, settings),
        Door.SiteRegistrationLink => SiteRegistrationLink(role, facts, settings),
        Door.AddressChange => AddressChange(role, facts),
        _ => throw new ArgumentOutOfRangeException(nameof(door), door, "There is no such door."),
    };

    private static Allowed Yes(Effect effect, DoorScreen seen = DoorScreen.TheAnswer) => new(effect) { Seen = seen };

    private static Refused No(RefusedBecause reason, DoorScreen seen = DoorScreen.TheAnswer) => new(reason) { Seen = seen };

    /// <summary>The people no door lets in, whoever opens it for them.</summary>
    private static RefusedBecause? ShutOut(DoorFacts facts) => facts switch
    {
        { IsDomainBlocked: true } => RefusedBecause.DomainIsBlocked,
        { IsAddressBlocked: true } => RefusedBecause.AddressIsBlocked,
        { IsDeactivated: true } => RefusedBecause.AccountIsDeactivated,
        _ => null,
    };

    /// <summary>Why a desk that is not open is not.</summary>
    private static RefusedBecause WhyNotOpen(DoorSettings settings) => settings switch
    {
        { IsArchived: true } => RefusedBecause.DeskIsArchived,
        { IsPublicSignupOn: false } => RefusedBecause.PublicSignupIsOff,
        { Access: CustomerAccess.Restricted } => RefusedBecause.DeskIsRestricted,
        { Access: CustomerAccess.EveryoneMaySignUp, IsSuspended: true } => RefusedBecause.DeskIsSuspended,
        _ => RefusedBecause.DeskIsNotOpen,
    };

    /// <summary>Why the desk takes no unknown address just now; null when it does.</summary>
    private static RefusedBecause? WhyNoStranger(DoorFacts facts, DoorSettings settings)
    {
        if (!facts.IsDomainAllowed)
        {
            return RefusedBecause.DomainIsNotAllowed;
        }

        return settings.IsOpen ? null : WhyNotOpen(settings);
    }

    private static bool IsStaffOfDesk(DoorRole role) =>
        role is DoorRole.Collaborator or DoorRole.Agent or DoorRole.DeskAdministrator;
}
