using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

public class TheSwitchesAtTheDoorsTests
{
    private static readonly Effect[] Joining =
    [
        Effect.Join, Effect.MakeContactAndJoin, Effect.MakeAccountAndJoin, Effect.ClaimAndJoin,
        Effect.WaitForApproval, Effect.ClaimAndWaitForApproval,
    ];

    private static readonly Door[] ByStaff = [Door.Invitation, Door.SilentAdd, Door.Import, Door.OnBehalf];

    [Fact]
    public void While_public_signup_is_off_no_stranger_becomes_a_customer() => Law.Holds(
        EveryCase.At(EveryCase.OfDesk.Except([Door.AcceptInvitation])),
        asked => !asked.Settings.IsPublicSignupOn
            && asked.Facts.Standing == AddressStanding.Unknown
            && asked.Role != DoorRole.SiteAdministrator
            && !(asked.Door == Door.CollectorSigned && asked.Settings.CollectorVouches),
        asked => asked.Decision is Refused or Allowed { Effect: Effect.ParkUntilProved });

    [Fact]
    public void A_restricted_desk_lets_in_only_whom_staff_brings_or_a_vouching_site_speaks_for() => Law.Holds(
        EveryCase.At(EveryCase.OfDesk.Except([.. ByStaff, Door.AcceptInvitation, Door.SignUpLink, Door.CollectorUnsigned])),
        asked => asked.Settings is { Access: CustomerAccess.Restricted, CollectorVouches: false }
            && !(asked.Facts.IsOnList || (asked.Door == Door.PortalReading && asked.Role is DoorRole.Collaborator or DoorRole.Agent or DoorRole.DeskAdministrator)),
        asked => asked.Decision is Refused);

    [Fact]
    public void By_a_sign_up_link_nobody_joins_a_desk_that_is_not_open() => Law.Holds(
        EveryCase.At(Door.SignUpLink),
        asked => !asked.Settings.IsOpen,
        asked => asked.Decision is Refused or Allowed { Effect: Effect.Claim });

    [Fact]
    public void Only_strangers_can_tell_that_a_desk_is_suspended_or_public_signup_off() => Law.Holds(
        EveryCase.At(EveryCase.OfDesk.Except([Door.SignUpForm, Door.SignUpLink, Door.Invitation])),
        asked => asked.Facts.Standing != AddressStanding.Unknown,
        asked => asked.Decision == (asked with { Settings = asked.Settings with { IsPublicSignupOn = true, IsSuspended = false } }).Decision);

    [Fact]
    public void Customers_with_an_account_keep_everything_whatever_the_switches() => Law.Holds(
        EveryCase.At(Door.PortalReading, Door.PortalWriting, Door.Email, Door.CollectorSigned, Door.Participant),
        asked => asked.Facts is { Standing: AddressStanding.Account, IsOnList: true, IsDeactivated: false, IsAddressBlocked: false, IsDomainBlocked: false, IsMailAuthenticated: true }
            && !asked.Settings.IsArchived
            && (asked.Door == Door.Participant ? asked is { Role: DoorRole.Agent, Settings.AllowsParticipants: true } : asked.Role == DoorRole.Customer),
        asked => asked.Decision == new Allowed(Effect.Nothing));

    [Fact]
    public void A_contact_on_a_list_can_always_claim_by_a_forgotten_password() => Law.Holds(
        EveryCase.At(Door.ForgottenPassword),
        asked => IsListedContact(asked.Facts),
        asked => asked.Decision is Allowed { Effect: Effect.MailProof });

    [Fact]
    public void A_contact_with_a_sign_up_link_can_always_claim() => Law.Holds(
        EveryCase.At(Door.SignUpLink),
        asked => IsListedContact(asked.Facts) && asked.Role == DoorRole.Stranger,
        asked => asked.Decision == new Allowed(Effect.Claim));

    [Fact]
    public void A_contact_on_the_list_can_always_be_invited() => Law.Holds(
        EveryCase.At(Door.Invitation),
        asked => IsListedContact(asked.Facts) && asked.Role >= DoorRole.Agent && !asked.Settings.IsArchived,
        asked => asked.Decision == new Allowed(Effect.Invite));

    [Fact]
    public void A_site_administrator_brings_in_everybody_who_is_not_shut_out_whatever_the_switches() => Law.Holds(
        EveryCase.At(Door.Invitation, Door.SilentAdd, Door.Import),
        asked => asked is { Role: DoorRole.SiteAdministrator, Settings.IsArchived: false, Facts: { IsDeactivated: false, IsAddressBlocked: false, IsDomainBlocked: false, IsOnList: false } },
        asked => asked.Decision is Allowed);

    [Fact]
    public void The_sites_mode_and_seats_change_nothing_at_a_desk() => Law.Holds(
        EveryCase.At([.. EveryCase.OfDesk, Door.ForgottenPassword]),
        _ => true,
        asked => asked.Decision == (asked with { Settings = asked.Settings with { SiteMode = SiteMode.Public, SiteGivesApplicationByDefault = true, HasFreeSeat = true } }).Decision);

    [Fact]
    public void No_switch_of_a_desk_nor_public_signup_changes_site_registration() => Law.Holds(
        EveryCase.At(Door.SiteRegistration, Door.SiteRegistrationLink),
        _ => true,
        asked => asked.Decision == (asked with { Settings = asked.Settings with { IsPublicSignupOn = true, Access = CustomerAccess.EveryoneMaySignUp, IsArchived = true, NeedsApproval = true } }).Decision);

    [Fact]
    public void Site_registration_puts_nobody_on_a_list_and_takes_no_seat_that_is_not_there() => Law.Holds(
        EveryCase.At(Door.SiteRegistration, Door.SiteRegistrationLink),
        _ => true,
        asked => asked.Decision is not Allowed allowed
            || (asked.Settings is { SiteMode: SiteMode.Public, SiteGivesApplicationByDefault: true, HasFreeSeat: true } && !Joining.Contains(allowed.Effect)));

    [Fact]
    public void Opening_a_desk_wider_shuts_nobody_out() => Law.Holds(
        EveryCase.At(EveryCase.OfDesk),
        asked => asked.Settings.Access != CustomerAccess.EveryoneMaySignUp && asked.Decision is Allowed,
        asked => (asked with { Settings = asked.Settings with { Access = asked.Settings.Access + 1 } }).Decision is Allowed);

    [Fact]
    public void Turning_public_signup_on_shuts_nobody_out() => Law.Holds(
        EveryCase.At(EveryCase.OfDesk),
        asked => !asked.Settings.IsPublicSignupOn && asked.Decision is Allowed,
        asked => (asked with { Settings = asked.Settings with { IsPublicSignupOn = true } }).Decision is Allowed);

    [Fact]
    public void Where_a_desk_wants_to_approve_no_stranger_joins_unasked() => Law.Holds(
        EveryCase.At(Door.SignUpForm, Door.SignUpLink, Door.Email),
        asked => asked.Settings.NeedsApproval && asked.Facts.Standing == AddressStanding.Unknown,
        asked => asked.Decision is Refused or Allowed { Effect: Effect.WaitForApproval or Effect.ParkUntilProved or Effect.MailProof });

    [Fact]
    public void A_participant_or_a_collectors_reporter_nobody_vouches_for_has_that_request_only() => Law.Holds(
        EveryCase.At(Door.Participant, Door.CollectorSigned),
        asked => asked.Door == Door.Participant || !asked.Settings.CollectorVouches,
        asked => asked.Decision is Refused or Allowed { Effect: Effect.Nothing or Effect.MakeContact });

    [Fact]
    public void Nobody_joins_twice_and_only_the_unknown_are_made() => Law.Holds(
        EveryCase.At(EveryCase.Doors),
        asked => asked.Decision is Allowed,
        asked => ((Allowed)asked.Decision).Effect switch
        {
            Effect.Join => asked.Facts is { Standing: not AddressStanding.Unknown, IsOnList: false },
            Effect.ClaimAndJoin or Effect.ClaimAndWaitForApproval => asked.Facts is { Standing: AddressStanding.Contact, IsOnList: false },
            Effect.Claim or Effect.ClaimAsLicensedUser => asked.Facts.Standing == AddressStanding.Contact,
            Effect.MakeContact or Effect.MakeContactAndJoin or Effect.MakeAccountAndJoin => asked.Facts.Standing == AddressStanding.Unknown,
            Effect.MakeLicensedUser or Effect.WaitForApproval => asked.Facts.Standing == AddressStanding.Unknown,
            Effect.MailReset or Effect.MailYouHaveAnAccount => asked.Facts.Standing == AddressStanding.Account,
            Effect.MailProof => asked.Facts.Standing != AddressStanding.Account,
            Effect.Invite => asked.Facts.Standing != AddressStanding.Account,
            Effect.Nothing or Effect.WithoutMail => asked.Facts.Standing != AddressStanding.Unknown,
            Effect.ParkUntilProved => asked.Door is Door.Email or Door.CollectorUnsigned,
            _ => false,
        });

    private static bool IsListedContact(DoorFacts facts) => facts is
    {
        Standing: AddressStanding.Contact,
        IsOnList: true,
        IsDeactivated: false,
        IsAddressBlocked: false,
        IsDomainBlocked: false,
    };
}
