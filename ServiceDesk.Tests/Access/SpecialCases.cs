namespace ServiceDesk.Tests.Access;

/// <summary>What a row of the truth table may add to the plain case, in its words.</summary>
internal static class SpecialCases
{
    public static DoorCase Apply(DoorCase plain, string special)
    {
        var (facts, settings) = (plain.Facts, plain.Settings);

        return special switch
        {
            "archived" => plain with { Settings = settings with { IsArchived = true } },
            "approval" => plain with { Settings = settings with { NeedsApproval = true } },
            "unverified" => plain with { Settings = settings with { VerifiesAddresses = false } },
            "vouched" => plain with { Settings = settings with { CollectorVouches = true } },
            "no participants" => plain with { Settings = settings with { AllowsParticipants = false } },
            "agents create nobody" => plain with { Settings = settings with { AgentsMayCreateCustomers = false } },
            "agents invite always" => plain with { Settings = settings with { AgentsMayInviteWhileNotOpen = true } },
            "private" => plain with { Settings = settings with { SiteMode = Domain.Access.SiteMode.Private } },
            "no application" => plain with { Settings = settings with { SiteGivesApplicationByDefault = false } },
            "no seat" => plain with { Settings = settings with { HasFreeSeat = false } },
            "address blocked" => plain with { Facts = facts with { IsAddressBlocked = true } },
            "domain blocked" => plain with { Facts = facts with { IsDomainBlocked = true } },
            "domain not allowed" => plain with { Facts = facts with { IsDomainAllowed = false } },
            "domain listed" => plain with { Facts = facts with { IsDomainListed = true } },
            "invited" => plain with { Facts = facts with { IsInvited = true } },
            "held" => plain with { Facts = facts with { IsHeld = true } },
            "party" => plain with { Facts = facts with { IsPartyToRequest = true } },
            "as another" => plain with { Facts = facts with { IsLoggedInAsAddress = false } },
            "unusable" => plain with { Facts = facts with { IsInvitationUsable = false } },
            "forged" => plain with { Facts = facts with { IsMailAuthenticated = false } },
            _ => throw new ArgumentOutOfRangeException(nameof(special), special, "The truth table knows no such case."),
        };
    }
}
