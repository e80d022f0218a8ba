namespace ServiceDesk.Domain.Access;

// What people do at a desk for themselves: look, write, mail, take part, use a collector.
public static partial class RuleBook
{
    private static AccessDecision PortalReading(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (WhyNoPortal(role, facts, settings) is { } refused)
        {
            return refused;
        }

        // Staff may read all of their desk (design.md 2.8), so its portal hides nothing from them.
        if (facts.IsOnList || IsStaffOfDesk(role))
        {
            return Yes(Effect.Nothing);
        }

        return WhyNotEverybody(facts, settings, DoorScreen.NotFound) is { } no ? no : Yes(Effect.Nothing);
    }

    private static AccessDecision PortalWriting(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (WhyNoPortal(role, facts, settings) is { } refused)
        {
            return refused;
        }

        if (facts.IsOnList)
        {
            return Yes(Effect.Nothing);
        }

        return WhyNotEverybody(facts, settings, HiddenFrom(role)) is { } no ? no : Yes(Effect.Join);
    }

    /// <summary>Why the desk does not take this account as it takes everybody's; null when it does.</summary>
    private static Refused? WhyNotEverybody(DoorFacts facts, DoorSettings settings, DoorScreen unseen)
    {
        if (!settings.AdmitsEveryAccount)
        {
            return No(RefusedBecause.DeskIsRestricted, unseen);
        }

        return IsHeldBack(facts, settings) ? No(RefusedBecause.NotApproved) : null;
    }

    // Who was let wait must not come in by raising a request instead.
    private static bool IsHeldBack(DoorFacts facts, DoorSettings settings) => facts is { Standing: AddressStanding.Account, IsHeld: true, IsOnList: false } && settings.NeedsApproval;

    private static Refused? WhyNoPortal(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (role == DoorRole.Stranger || facts.Standing != AddressStanding.Account)
        {
            return No(RefusedBecause.LogInFirst, DoorScreen.LogIn);
        }

        if (facts.IsDeactivated)
        {
            return No(RefusedBecause.AccountIsDeactivated, DoorScreen.LogIn);
        }

        var reason = ShutOut(facts) ?? (settings.IsArchived ? RefusedBecause.DeskIsArchived : null);
        return reason is { } why ? No(why, HiddenFrom(role)) : null;
    }

    private static DoorScreen HiddenFrom(DoorRole role) =>
        IsStaffOfDesk(role) ? DoorScreen.TheAnswer : DoorScreen.NotFound;

    // A refused mail is not answered: its sender may be forged.
    private static AccessDecision Email(DoorFacts facts, DoorSettings settings) =>
        EmailIfAuthentic(facts, settings) switch
        {
            Refused refused => refused with { Seen = DoorScreen.TheUsualScreen },
            var allowed when facts.IsMailAuthenticated => allowed,
            Allowed { Effect: Effect.Nothing } => Yes(Effect.WithoutMail),
            _ => No(RefusedBecause.MailNotAuthentic, DoorScreen.TheUsualScreen),
        };

    private static AccessDecision EmailIfAuthentic(DoorFacts facts, DoorSettings settings)
    {
        if (WhyNotAtDesk(facts, settings) is { } reason)
        {
            return No(reason);
        }

        if (facts.Standing == AddressStanding.Unknown)
        {
            return WhyNoStranger(facts, settings) is { } closed
                ? No(closed)
                : Yes(settings.NeedsApproval ? Effect.ParkUntilProved : Effect.MakeContactAndJoin);
        }

        if (facts.IsOnList)
        {
            return Yes(Effect.Nothing);
        }

        if (!settings.AdmitsEveryAccount)
        {
            return No(RefusedBecause.DeskIsRestricted);
        }

        // Who takes part in one request answers in it without becoming a customer of the desk.
        if (facts.IsPartyToRequest)
        {
            return Yes(Effect.Nothing);
        }

        return IsHeldBack(facts, settings) ? No(RefusedBecause.NotApproved) : Yes(Effect.Join);
    }

    private static RefusedBecause? WhyNotAtDesk(DoorFacts facts, DoorSettings settings) =>
        settings.IsArchived ? RefusedBecause.DeskIsArchived : ShutOut(facts);

    private static AccessDecision Participant(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (role is DoorRole.Collaborator or DoorRole.SiteAdministrator)
        {
            return No(RefusedBecause.NotForThisRole);
        }

        if (!settings.AllowsParticipants)
        {
            return No(RefusedBecause.NoParticipants);
        }

        // Why another person cannot be added is nothing a customer has to know.
        var seen = IsStaffOfDesk(role) ? DoorScreen.TheAnswer : DoorScreen.TheUsualScreen;

        if (WhyNotAtDesk(facts, settings) is { } reason)
        {
            return No(reason, seen);
        }

        if (facts.Standing == AddressStanding.Unknown)
        {
            return WhyNoStranger(facts, settings) is { } closed ? No(closed, seen) : Yes(Effect.MakeContact);
        }

        return facts.IsOnList || settings.AdmitsEveryAccount
            ? Yes(Effect.Nothing)
            : No(RefusedBecause.DeskIsRestricted, seen);
    }

    private static AccessDecision CollectorSigned(DoorFacts facts, DoorSettings settings)
    {
        if (WhyNotAtDesk(facts, settings) is { } reason)
        {
            return No(reason);
        }

        // The host site vouches that the address is its user's, not that its domain is welcome here. Whom it vouches for it brings to the
        // desk as its administrators could: else nobody on a restricted desk could read what came of their request.
        if (facts.Standing == AddressStanding.Unknown)
        {
            return settings.CollectorVouches && facts.IsDomainAllowed ? Yes(Effect.MakeContactAndJoin)
                : WhyNoStranger(facts, settings) is { } closed ? No(closed)
                : Yes(Effect.MakeContact);
        }

        return facts.IsOnList ? Yes(Effect.Nothing)
            : settings.CollectorVouches ? Yes(Effect.Join)
            : settings.AdmitsEveryAccount ? Yes(Effect.Nothing)
            : No(RefusedBecause.DeskIsRestricted);
    }
}
