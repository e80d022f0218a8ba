using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

public class WhoIsShutOutTests
{
    private static readonly DoorRole[] Administrators = [DoorRole.DeskAdministrator, DoorRole.SiteAdministrator];

    [Fact]
    public void A_blocked_address_gets_in_at_no_door() => Law.Holds(
        EveryCase.At(EveryCase.Doors),
        asked => asked.Facts.IsAddressBlocked,
        asked => asked.Decision is Refused);

    [Fact]
    public void A_blocked_domain_gets_in_at_no_door() => Law.Holds(
        EveryCase.At(EveryCase.Doors),
        asked => asked.Facts.IsDomainBlocked,
        asked => asked.Decision is Refused);

    [Fact]
    public void A_deactivated_person_gets_in_at_no_door() => Law.Holds(
        EveryCase.At(EveryCase.Doors),
        asked => asked.Facts.IsDeactivated,
        asked => asked.Decision is Refused);

    [Fact]
    public void An_archived_desk_puts_nobody_on_its_list_and_takes_no_request() => Law.Holds(
        EveryCase.At(EveryCase.OfDesk),
        asked => asked.Settings.IsArchived,
        asked => asked.Decision is Refused || asked is { Door: Door.SignUpLink, Decision: Allowed { Effect: Effect.Claim } });

    [Fact]
    public void Allowed_domains_limit_unknown_addresses_at_every_door_but_a_site_administrators() => Law.Holds(
        EveryCase.At(EveryCase.Doors),
        asked => asked.Facts is { Standing: AddressStanding.Unknown, IsDomainAllowed: false }
            && asked.Role != DoorRole.SiteAdministrator
            && asked.Door != Door.AcceptInvitation,
        asked => asked.Decision is Refused);

    [Fact]
    public void Allowed_domains_do_not_stop_a_site_administrator() => Law.Holds(
        EveryCase.At(Door.Invitation, Door.SilentAdd, Door.Import, Door.AddressChange),
        asked => asked.Role == DoorRole.SiteAdministrator,
        asked => asked.Decision == (asked with { Facts = asked.Facts with { IsDomainAllowed = true } }).Decision);

    [Fact]
    public void Allowed_domains_do_not_touch_people_known_here_but_where_addresses_are_typed() => Law.Holds(
        EveryCase.At(EveryCase.Doors.Except([Door.SignUpForm, Door.SiteRegistration, Door.CollectorUnsigned, Door.AddressChange])),
        asked => asked.Facts.Standing != AddressStanding.Unknown,
        asked => asked.Decision == (asked with { Facts = asked.Facts with { IsDomainAllowed = true } }).Decision);

    [Fact]
    public void An_invitation_that_is_no_longer_usable_makes_nobody_a_customer() => Law.Holds(
        EveryCase.At(Door.AcceptInvitation),
        asked => !asked.Facts.IsInvitationUsable,
        asked => asked.Decision is Refused or Allowed { Effect: Effect.Nothing });

    [Fact]
    public void Mail_that_fails_authentication_makes_no_account_joins_nobody_and_triggers_no_mail() => Law.Holds(
        EveryCase.At(Door.Email),
        asked => !asked.Facts.IsMailAuthenticated,
        asked => asked.Decision is Refused { IsSaidAloud: false } or Allowed { Effect: Effect.WithoutMail });

    [Fact]
    public void Who_is_logged_in_as_somebody_else_gets_nothing_from_a_link() => Law.Holds(
        EveryCase.At(Door.SignUpLink, Door.AcceptInvitation, Door.SiteRegistrationLink),
        asked => asked.Role != DoorRole.Stranger && !asked.Facts.IsLoggedInAsAddress,
        asked => asked.Decision is Refused);

    [Fact]
    public void Customers_and_collaborators_do_nothing_in_the_name_of_others() => Law.Holds(
        EveryCase.At(Door.Invitation, Door.SilentAdd, Door.Import, Door.OnBehalf),
        asked => asked.Role is DoorRole.Stranger or DoorRole.Customer or DoorRole.Collaborator,
        asked => asked.Decision == new Refused(RefusedBecause.NotForThisRole));

    [Fact]
    public void Only_administrators_add_silently() => Law.Holds(
        EveryCase.At(Door.SilentAdd, Door.Import),
        asked => !Administrators.Contains(asked.Role),
        asked => asked.Decision == new Refused(RefusedBecause.NotForThisRole));

    [Fact]
    public void Nobody_uses_the_portal_without_being_logged_in_to_an_account() => Law.Holds(
        EveryCase.At(Door.PortalReading, Door.PortalWriting),
        asked => asked.Role == DoorRole.Stranger || asked.Facts.Standing != AddressStanding.Account,
        asked => asked.Decision is Refused { Seen: DoorScreen.LogIn });

    [Theory]
    [InlineData(DoorRole.Agent, DoorRole.DeskAdministrator)]
    [InlineData(DoorRole.DeskAdministrator, DoorRole.SiteAdministrator)]
    public void Whom_one_may_bring_in_the_next_higher_may_too(DoorRole lower, DoorRole higher) => Law.Holds(
        EveryCase.At(Door.Invitation, Door.SilentAdd, Door.Import),
        asked => asked.Role == lower,
        asked => asked.Decision is not Allowed || asked.Decision == (asked with { Role = higher }).Decision);
}
