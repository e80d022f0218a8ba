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
internal sealed class InvitedFacts(KnownPeople people, DoorSettings settings, DoorRole role, IReadOnlyDictionary<string, Invitation> open, IReadOnlyCollection<MailKind> switchedOff, DateTimeOffset now)
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
        EmailAddress[] asked = [.. addresses];
        var people = await KnownPeople.ReadAsync(db, desk.Id, asked);
        string[] wanted = [.. asked.Select(address => people.StoredOf(address).Normalized).Distinct(StringComparer.Ordinal)];
        var open = await db.Invitations.Open().Where(invitation => invitation.DeskId == desk.Id && wanted.Contains(invitation.NormalizedAddress))
            .ToDictionaryAsync(invitation => invitation.NormalizedAddress, StringComparer.Ordinal);
        var off = await db.SwitchedOffMails.Where(mail => mail.DeskId == desk.Id || mail.DeskId == Guid.Empty).Select(mail => mail.Kind).ToListAsync();
        return new InvitedFacts(people, AtTheDoor.SettingsOf(site, desk), role, open, off, now);
    }

    /// <summary>The account of an address, also where it is a further one; null when it has none.</summary>
    public Account? AccountOf(EmailAddress address) => people.AccountOf(address);

    /// <summary>The open invitation of an address; null when it has none.</summary>
    public Invitation? OpenOf(EmailAddress address) => open.GetValueOrDefault(people.StoredOf(address).Normalized);

    /// <summary>The address that is mailed: the one that is kept where there is one, never the one typed this time (design.md 1).</summary>
    public EmailAddress StoredOf(EmailAddress address) => OpenOf(address) is { } earlier ? EmailAddress.Parse(earlier.Address) : people.StoredOf(address);

    /// <summary>What the rule book says of an address.</summary>
    public AccessDecision Decide(EmailAddress address) => RuleBook.Decide(Door.Invitation, role, people.FactsOf(address), settings);

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
