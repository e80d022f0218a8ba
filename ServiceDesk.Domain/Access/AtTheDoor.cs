using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>What the rule book is asked with, read from the database as it is now.</summary>
public static class AtTheDoor
{
    /// <summary>The switches of the site and, where there is one, of the desk.</summary>
    public static DoorSettings SettingsOf(Site site, Desk? desk) => new()
    {
        IsPublicSignupOn = site.IsPublicSignupOn,
        Access = desk?.Access ?? CustomerAccess.Restricted,
        IsSuspended = desk?.SuspendedAt is not null,
        IsArchived = desk?.ArchivedAt is not null,
        AgentsMayCreateCustomers = site.AgentsMayCreateCustomers,
        AgentsMayInviteWhileNotOpen = desk?.AgentsMayInviteWhileNotOpen ?? false,
        AllowsParticipants = desk?.AllowsParticipants ?? false,
        NeedsApproval = desk?.NeedsApproval ?? false,
        SiteMode = site.Mode,
        SiteGivesApplicationByDefault = site.DefaultApplications.Count > 0,
        VerifiesAddresses = site.VerifiesAddresses,
    };

    /// <summary>What is known of an address whose account has such a password; null for no account.</summary>
    public static AddressStanding StandingOf(PasswordKind? password) => password switch
    {
        null => AddressStanding.Unknown,
        PasswordKind.None => AddressStanding.Contact,
        _ => AddressStanding.Account,
    };

    /// <summary>The facts of an address at a desk's door, or at a door of the site when no desk is given.</summary>
    public static async Task<DoorFacts> FactsOfAsync(this DeskDb db, EmailAddress address, Guid? deskId, DateTimeOffset now)
    {
        var found = await db.WithAddress(address.Normalized).AsNoTracking()
            .Select(account => new
            {
                account.Password,
                IsDeactivated = account.DeactivatedAt != null,
                IsOnList = db.DeskCustomers.Any(customer => customer.AccountId == account.Id && (deskId == null || customer.DeskId == deskId)),
                IsHeld = db.HeldSignUps.Any(held => held.AccountId == account.Id && held.DeskId == deskId),
                IsParty = db.Requests.Any(request => request.ReporterId == account.Id) || db.Participants.Any(participant => participant.AccountId == account.Id),
            })
            .SingleOrDefaultAsync();

        var isInvited = await db.MailedLinks.AnyAsync(link => link.NormalizedAddress == address.Normalized
            && (link.Purpose == LinkPurpose.AccountInvitation || link.Purpose == LinkPurpose.CustomerInvitation) && link.UsedAt == null && link.VoidedAt == null && link.ExpiresAt > now);

        var facts = new DoorFacts
        {
            Standing = StandingOf(found?.Password),
            IsOnList = found?.IsOnList ?? false,
            IsHeld = found?.IsHeld ?? false,
            IsDeactivated = found?.IsDeactivated ?? false,
            IsPartyToRequest = found?.IsParty ?? false,
            IsInvited = isInvited,
            IsDomainAllowed = true,
        };

        return (await db.DomainRulesAsync()).AppliedTo(facts, address.Normalized);
    }

    /// <summary>The site's address rules.</summary>
    public static async Task<DomainRules> DomainRulesAsync(this DeskDb db)
    {
        var rules = (await db.AddressRules.AsNoTracking().ToListAsync()).ToLookup(rule => rule.Kind, rule => rule.Value);
        return new DomainRules(
            rules[AddressRuleKind.AllowedDomain].ToHashSet(StringComparer.Ordinal),
            rules[AddressRuleKind.BlockedDomain].ToHashSet(StringComparer.Ordinal),
            rules[AddressRuleKind.BlockedAddress].ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether every application that a site registration gives has a free seat.</summary>
    public static async Task<bool> HasFreeSeatsAsync(this DeskDb db, Site site)
    {
        foreach (var application in site.DefaultApplications)
        {
            var limit = await db.SeatLimits.AsNoTracking().SingleAsync(row => row.Application == application);
            if (await db.Seats.CountAsync(seat => seat.Application == application) >= limit.Seats)
            {
                return false;
            }
        }

        return true;
    }
}
