namespace ServiceDesk.Domain.Access;

// What staff does for others: they know the desk and its people, so they are told every answer.
public static partial class RuleBook
{
    private static AccessDecision Invitation(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (role is not (DoorRole.Agent or DoorRole.DeskAdministrator or DoorRole.SiteAdministrator))
        {
            return No(RefusedBecause.NotForThisRole);
        }

        if (WhyNotAtDesk(facts, settings) is { } reason)
        {
            return No(reason);
        }

        return facts switch
        {
            { Standing: AddressStanding.Account } => facts.IsOnList ? No(RefusedBecause.AlreadyHere) : Yes(Effect.Join),
            { Standing: AddressStanding.Contact, IsOnList: true } => Yes(Effect.Invite),
            _ => WhyNotMade(role, facts, settings) is { } closed ? No(closed) : Yes(Effect.Invite),
        };
    }

    /// <summary>Why this role may not make a customer of somebody who has no account yet; null when it may.</summary>
    private static RefusedBecause? WhyNotMade(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (role == DoorRole.SiteAdministrator)
        {
            return null;
        }

        if (facts is { Standing: AddressStanding.Unknown, IsDomainAllowed: false })
        {
            return RefusedBecause.DomainIsNotAllowed;
        }

        if (!settings.IsPublicSignupOn)
        {
            return RefusedBecause.PublicSignupIsOff;
        }

        return role == DoorRole.Agent ? WhyNotByAgent(settings) : null;
    }

    private static RefusedBecause? WhyNotByAgent(DoorSettings settings)
    {
        if (!settings.AgentsMayCreateCustomers)
        {
            return RefusedBecause.AgentsMayNotCreateCustomers;
        }

        return settings.IsOpen || settings.AgentsMayInviteWhileNotOpen ? null : WhyNotOpen(settings);
    }

    private static AccessDecision SilentAdd(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (role is not (DoorRole.DeskAdministrator or DoorRole.SiteAdministrator))
        {
            return No(RefusedBecause.NotForThisRole);
        }

        if (WhyNotAtDesk(facts, settings) is { } reason)
        {
            return No(reason);
        }

        return facts.Standing == AddressStanding.Unknown
            ? MadeByStaff(role, facts, settings)
            : facts.IsOnList ? No(RefusedBecause.AlreadyHere) : Yes(Effect.Join);
    }

    private static AccessDecision MadeByStaff(DoorRole role, DoorFacts facts, DoorSettings settings) =>
        WhyNotMade(role, facts, settings) is { } reason ? No(reason) : Yes(Effect.MakeContactAndJoin);

    private static AccessDecision OnBehalf(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (role is not (DoorRole.Agent or DoorRole.DeskAdministrator))
        {
            return No(RefusedBecause.NotForThisRole);
        }

        if (WhyNotAtDesk(facts, settings) is { } reason)
        {
            return No(reason);
        }

        return facts.Standing == AddressStanding.Unknown
            ? MadeByStaff(role, facts, settings)
            : Yes(facts.IsOnList ? Effect.Nothing : Effect.Join);
    }
}
