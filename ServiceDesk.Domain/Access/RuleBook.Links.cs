namespace ServiceDesk.Domain.Access;

// The pages behind mailed links: the address is proved, so the person is told the answer.
public static partial class RuleBook
{
    private static AccessDecision SignUpLink(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (WhyNotByLink(role, facts) is { } reason)
        {
            return No(reason);
        }

        return facts.Standing switch
        {
            AddressStanding.Account => No(RefusedBecause.HasAnAccount),
            AddressStanding.Contact => Yes(ClaimAtSignUp(facts, settings)),
            _ => AccountAtSignUp(facts, settings),
        };
    }

    /// <summary>A link binds to its address: who is logged in as somebody else is never joined in their place.</summary>
    private static RefusedBecause? WhyNotByLink(DoorRole role, DoorFacts facts)
    {
        var isSomebodyElse = role != DoorRole.Stranger && !facts.IsLoggedInAsAddress;
        return isSomebodyElse ? RefusedBecause.LogOutFirst : ShutOut(facts);
    }

    private static Effect ClaimAtSignUp(DoorFacts facts, DoorSettings settings)
    {
        if (facts.IsOnList || !settings.IsOpen)
        {
            return Effect.Claim;
        }

        return settings.NeedsApproval ? Effect.ClaimAndWaitForApproval : Effect.ClaimAndJoin;
    }

    private static AccessDecision AccountAtSignUp(DoorFacts facts, DoorSettings settings)
    {
        if (WhyNoStranger(facts, settings) is { } reason)
        {
            return No(reason, settings.IsOpen ? DoorScreen.TheAnswer : DoorScreen.SignupIsClosed);
        }

        return Yes(settings.NeedsApproval ? Effect.WaitForApproval : Effect.MakeAccountAndJoin);
    }

    // Public signup, the desk's access and the allowed domains were judged when staff invited, and are not asked again.
    private static AccessDecision AcceptInvitation(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (settings.IsArchived)
        {
            return No(RefusedBecause.DeskIsArchived);
        }

        if (WhyNotByLink(role, facts) is { } reason)
        {
            return No(reason);
        }

        // Before the invitation is looked at: who follows a used link once more is simply in.
        if (facts is { Standing: AddressStanding.Account, IsOnList: true })
        {
            return Yes(Effect.Nothing);
        }

        if (!facts.IsInvitationUsable)
        {
            return No(RefusedBecause.InvitationIsNotUsable);
        }

        return facts switch
        {
            { Standing: AddressStanding.Unknown } => Yes(Effect.MakeAccountAndJoin),
            { Standing: AddressStanding.Contact } => Yes(facts.IsOnList ? Effect.Claim : Effect.ClaimAndJoin),
            { IsLoggedInAsAddress: true } => Yes(Effect.Join),
            _ => No(RefusedBecause.LogInAsThatAddressFirst),
        };
    }

    private static AccessDecision SiteRegistrationLink(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if ((WhyNotByLink(role, facts) ?? WhySiteIsClosed(settings)) is { } reason)
        {
            return No(reason);
        }

        return facts switch
        {
            { Standing: AddressStanding.Account } => No(RefusedBecause.HasAnAccount),
            { Standing: AddressStanding.Contact } => Yes(Effect.ClaimAsLicensedUser),
            { IsDomainAllowed: false } => No(RefusedBecause.DomainIsNotAllowed),
            _ => Yes(Effect.MakeLicensedUser),
        };
    }
}
