namespace ServiceDesk.Domain.Access;

// The anonymous forms, where an address is merely typed: what is seen must not depend on what the site knows of it.
public static partial class RuleBook
{
    private static AccessDecision SignUpForm(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (role is not (DoorRole.Stranger or DoorRole.Customer))
        {
            return No(RefusedBecause.NotForThisRole);
        }

        if (!settings.IsOpen)
        {
            return No(WhyNotOpen(settings), DoorScreen.SignupIsClosed);
        }

        var account = settings.NeedsApproval ? Effect.WaitForApproval : Effect.MakeAccountAndJoin;
        return AskedForAnAccount(facts, settings, account);
    }

    private static AccessDecision SiteRegistration(DoorRole role, DoorFacts facts, DoorSettings settings)
    {
        if (role is not (DoorRole.Stranger or DoorRole.Customer))
        {
            return No(RefusedBecause.NotForThisRole);
        }

        return WhySiteIsClosed(settings) is { } closed
            ? No(closed)
            : AskedForAnAccount(facts, settings, Effect.MakeLicensedUser);
    }

    private static RefusedBecause? WhySiteIsClosed(DoorSettings settings) => settings switch
    {
        { SiteMode: SiteMode.Private } => RefusedBecause.SiteIsPrivate,
        { SiteGivesApplicationByDefault: false } => RefusedBecause.NoApplicationByDefault,
        { HasFreeSeat: false } => RefusedBecause.NoSeatLeft,
        _ => null,
    };

    private static AccessDecision AskedForAnAccount(DoorFacts facts, DoorSettings settings, Effect withoutProof)
    {
        if (WhyNotThisDomain(facts) is { } domain)
        {
            return No(domain);
        }

        return settings.VerifiesAddresses ? AccountAfterProof(facts) : AccountWithoutProof(facts, withoutProof);
    }

    private static RefusedBecause? WhyNotThisDomain(DoorFacts facts) => facts switch
    {
        { IsDomainBlocked: true } => RefusedBecause.DomainIsBlocked,
        { IsDomainAllowed: false } => RefusedBecause.DomainIsNotAllowed,
        _ => null,
    };

    private static AccessDecision AccountAfterProof(DoorFacts facts)
    {
        if (ShutOut(facts) is { } reason)
        {
            return No(reason, DoorScreen.TheUsualScreen);
        }

        var mail = facts.Standing == AddressStanding.Account ? Effect.MailYouHaveAnAccount : Effect.MailProof;
        return Yes(mail, DoorScreen.TheUsualScreen);
    }

    private static AccessDecision AccountWithoutProof(DoorFacts facts, Effect account)
    {
        var reason = ShutOut(facts) ?? facts switch
        {
            { Standing: AddressStanding.Account } => RefusedBecause.HasAnAccount,
            { Standing: AddressStanding.Contact } => RefusedBecause.AddressCannotBeProved,
            { IsInvited: true } or { IsDomainListed: true } => RefusedBecause.AddressCannotBeProved,
            _ => (RefusedBecause?)null,
        };

        return reason is { } why ? No(why, DoorScreen.AskTheDesk) : Yes(account);
    }

    // The allowed domains are not asked: they limit who may come, and this is the way back in for people an administrator let in.
    private static AccessDecision ForgottenPassword(DoorFacts facts)
    {
        if (facts.IsDomainBlocked)
        {
            return No(RefusedBecause.DomainIsBlocked);
        }

        if (ShutOut(facts) is { } reason)
        {
            return No(reason, DoorScreen.TheUsualScreen);
        }

        return facts switch
        {
            { Standing: AddressStanding.Account } => Yes(Effect.MailReset, DoorScreen.TheUsualScreen),
            { Standing: AddressStanding.Unknown } => No(RefusedBecause.NotKnownHere, DoorScreen.TheUsualScreen),
            { IsOnList: true } or { IsPartyToRequest: true } => Yes(Effect.MailProof, DoorScreen.TheUsualScreen),
            _ => No(RefusedBecause.NothingToClaim, DoorScreen.TheUsualScreen),
        };
    }

    private static AccessDecision AddressChange(DoorRole role, DoorFacts facts)
    {
        if (role is DoorRole.Stranger)
        {
            return No(RefusedBecause.LogInFirst, DoorScreen.LogIn);
        }

        // A site administrator reads the directory anyway, and is limited by blocks alone.
        var (seen, domain) = role is DoorRole.SiteAdministrator
            ? (DoorScreen.TheAnswer, facts.IsDomainBlocked ? RefusedBecause.DomainIsBlocked : (RefusedBecause?)null)
            : (DoorScreen.TheUsualScreen, WhyNotThisDomain(facts));
        if (domain is { } notThis)
        {
            return No(notThis);
        }

        return ShutOut(facts) is { } reason ? No(reason, seen)
            : facts.Standing is AddressStanding.Unknown ? Yes(Effect.MailProof, seen)
            : No(RefusedBecause.HasAnAccount, seen);
    }

    private static AccessDecision CollectorUnsigned(DoorFacts facts, DoorSettings settings)
    {
        if (settings.IsArchived)
        {
            return No(RefusedBecause.DeskIsArchived);
        }

        if (WhyNotThisDomain(facts) is { } domain)
        {
            return No(domain);
        }

        return ShutOut(facts) is { } reason
            ? No(reason, DoorScreen.TheUsualScreen)
            : Yes(Effect.ParkUntilProved, DoorScreen.TheUsualScreen);
    }
}
