using ServiceDesk.Domain.Access;

namespace ServiceDesk.Tests.Access;

public class WhatIsSeenAtTheDoorsTests
{
    private static readonly IEnumerable<DoorCase> WhereAddressesAreTyped = EveryCase.At(EveryCase.WhereAddressesAreTyped);

    [Fact]
    public void Where_addresses_are_typed_nobody_can_tell_whether_one_is_known_here() => Law.Holds(
        WhereAddressesAreTyped,
        asked => asked.Settings.VerifiesAddresses,
        asked => Facts.Person.Of(asked.Facts).All(other => Seen(asked) == Seen(asked with { Facts = other })));

    [Fact]
    public void Nor_whether_it_is_blocked_invited_or_in_a_request() => Law.Holds(
        WhereAddressesAreTyped,
        asked => asked.Settings.VerifiesAddresses,
        asked => Seen(asked) == Seen(asked with { Facts = asked.Facts with { IsAddressBlocked = false, IsInvited = false, IsPartyToRequest = false } }));

    [Fact]
    public void Who_asks_for_another_address_of_their_own_cannot_tell_whether_it_is_known_or_blocked() => Law.Holds(
        EveryCase.At(Door.AddressChange),
        asked => asked.Role != DoorRole.SiteAdministrator,
        asked => Facts.Person.Of(asked.Facts).All(other => Seen(asked) == Seen(asked with { Facts = other with { IsAddressBlocked = false } })));

    [Fact]
    public void While_addresses_are_not_verified_all_who_cannot_sign_up_read_one_sentence() => Law.Holds(
        WhereAddressesAreTyped,
        asked => !asked.Settings.VerifiesAddresses && asked.Decision is Refused { Seen: not DoorScreen.SignupIsClosed } && IsDomainWelcome(asked) && IsSiteOpen(asked) && asked.Role <= DoorRole.Customer,
        asked => asked.Decision.Seen == DoorScreen.AskTheDesk);

    [Fact]
    public void A_domain_that_may_not_sign_up_is_told_so_known_or_not() => Law.Holds(
        EveryCase.At(Door.SignUpForm),
        asked => asked.Settings.IsOpen && asked.Role <= DoorRole.Customer && !IsDomainWelcome(asked),
        asked => asked.Decision == new Refused(asked.Facts.IsDomainBlocked ? RefusedBecause.DomainIsBlocked : RefusedBecause.DomainIsNotAllowed));

    [Fact]
    public void The_form_of_a_desk_that_is_not_open_looks_like_that_of_no_desk() => Law.Holds(
        EveryCase.At(Door.SignUpForm),
        asked => !asked.Settings.IsOpen && asked.Role <= DoorRole.Customer,
        asked => asked.Decision is Refused { Seen: DoorScreen.SignupIsClosed, IsSaidAloud: true });

    [Fact]
    public void A_desk_one_may_not_use_looks_like_none() => Law.Holds(
        EveryCase.At(Door.PortalReading, Door.PortalWriting),
        asked => asked.Role is DoorRole.Customer or DoorRole.SiteAdministrator && asked.Decision is Refused and not Refused { Reason: RefusedBecause.NotApproved }, // who signed up there knows the desk
        asked => asked.Decision.Seen is DoorScreen.NotFound or DoorScreen.LogIn);

    [Fact]
    public void A_refused_mail_is_not_answered() => Law.Holds(
        EveryCase.At(Door.Email),
        asked => asked.Decision is Refused,
        asked => !asked.Decision.IsSaidAloud);

    [Fact]
    public void Staff_acting_for_others_is_told_every_answer() => Law.Holds(
        EveryCase.At(Door.Invitation, Door.SilentAdd, Door.Import, Door.OnBehalf),
        _ => true,
        asked => asked.Decision.Seen == DoorScreen.TheAnswer);

    private static (DoorScreen Screen, AccessDecision? Answer) Seen(DoorCase asked)
    {
        var decision = asked.Decision;
        return (decision.Seen, decision.Seen == DoorScreen.TheAnswer ? decision : null);
    }

    private static bool IsDomainWelcome(DoorCase asked) => asked.Facts is { IsDomainBlocked: false, IsDomainAllowed: true };

    private static bool IsSiteOpen(DoorCase asked) =>
        asked.Door != Door.SiteRegistration || asked.Settings is { SiteMode: SiteMode.Public, SiteGivesApplicationByDefault: true, HasFreeSeat: true };
}
