using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>What is known of many addresses at once, at the door of invitations of one desk.</summary>
internal sealed class InvitedFacts(DomainRules rules, DoorSettings settings, DoorRole role, IReadOnlyDictionary<string, (Account Account, bool IsOnList)> accounts, IReadOnlyDictionary<string, Invitation> open, IReadOnlyCollection<MailKind> switchedOff, DateTimeOffset now)
{
    /// <summary>Why nobody the site does not know can be invited in this role just now; null when they can.</summary>
    public RefusedBecause? Closed =>
        (RuleBook.Decide(Door.Invitation, role, new DoorFacts { Standing = AddressStanding.Unknown, IsDomainAllowed = true }, settings) as Refused)?.Reason;

    /// <summary>Reads the facts.</summary>
    /// <param name="db">The database; open invitations are tracked where its context tracks.</param>
    /// <param name="site">The site's settings.</param>
    /// <param name="desk">The desk.</param>
    /// <param name="role">In which role somebody invites.</param>
    /// <param name="addresses">Whom.</param>
    /// <param name="now">When.</param>
    public static async Task<InvitedFacts> ReadAsync(DeskDb db, Site site, Desk desk, DoorRole role, IEnumerable<EmailAddress> addresses, DateTimeOffset now)
    {
        string[] wanted = [.. addresses.Select(address => address.Normalized).Distinct(StringComparer.Ordinal)];
        var accounts = await db.Accounts.AsNoTracking().Where(account => wanted.Contains(account.NormalizedEmail!))
            .Select(account => new { account, IsOnList = db.DeskCustomers.Any(customer => customer.DeskId == desk.Id && customer.AccountId == account.Id) })
            .ToDictionaryAsync(row => row.account.NormalizedEmail!, row => (row.account, row.IsOnList), StringComparer.Ordinal);
        var open = await db.Invitations.Open().Where(invitation => invitation.DeskId == desk.Id && wanted.Contains(invitation.NormalizedAddress))
            .ToDictionaryAsync(invitation => invitation.NormalizedAddress, StringComparer.Ordinal);
        var off = await db.SwitchedOffMails.Where(mail => mail.DeskId == desk.Id || mail.DeskId == Guid.Empty).Select(mail => mail.Kind).ToListAsync();
        return new InvitedFacts(await db.DomainRulesAsync(), AtTheDoor.SettingsOf(site, desk), role, accounts, open, off, now);
    }

    /// <summary>The account of an address; null when it has none.</summary>
    public Account? AccountOf(EmailAddress address) => accounts.TryGetValue(address.Normalized, out var known) ? known.Account : null;

    /// <summary>The open invitation of an address; null when it has none.</summary>
    public Invitation? OpenOf(EmailAddress address) => open.GetValueOrDefault(address.Normalized);

    /// <summary>What the rule book says of an address.</summary>
    public AccessDecision Decide(EmailAddress address)
    {
        var known = accounts.GetValueOrDefault(address.Normalized);
        var facts = new DoorFacts
        {
            Standing = known.Account is null ? AddressStanding.Unknown : known.Account.IsContact ? AddressStanding.Contact : AddressStanding.Account,
            IsOnList = known.IsOnList,
            IsDeactivated = known.Account is { IsActive: false },
            IsDomainAllowed = true,
        };
        return RuleBook.Decide(Door.Invitation, role, rules.AppliedTo(facts, address.Normalized), settings);
    }

    /// <summary>What becomes of an address, by the rule book's decision.</summary>
    public InviteLine LineOf(TypedAddress person, AccessDecision decision) => decision switch
    {
        Refused { Reason: RefusedBecause.AlreadyHere } => new(person, InviteEffect.AlreadyHere),
        Refused refused => new(person, InviteEffect.Refused, refused.Reason),
        Allowed { Effect: Effect.Join } => new(person, InviteEffect.Added, SwitchedOff: OffOf(MailKind.AccessGiven)),
        _ => LineOf(person, EffectOn(person.Address!)),
    };

    private InviteLine LineOf(TypedAddress person, InviteEffect effect) =>
        new(person, effect, SwitchedOff: effect is InviteEffect.InvitedJustNow ? null : OffOf(MailKind.CustomerInvitation));

    private MailKind? OffOf(MailKind kind) => switchedOff.Contains(kind) ? kind : null;

    private InviteEffect EffectOn(EmailAddress address) => OpenOf(address) switch
    {
        { BouncedAt: null } sent when now - sent.SentAt < Invitation.AMoment => InviteEffect.InvitedJustNow,
        not null => InviteEffect.InvitedAgain,
        _ => AccountOf(address) is null ? InviteEffect.Invited : InviteEffect.InvitedContact,
    };
}
