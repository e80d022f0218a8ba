using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>"What would happen to this address?": the rule book's answers at every door with the facts and switches of now (design.md 2.2). Tries nothing and keeps nothing.</summary>
public sealed class DoorTester(DeskWork database, TimeProvider clock, IOptions<MailOptions> mail)
{
    private static readonly (Door Door, DoorRole Role)[] OfTheSite =
    [
        (Door.ForgottenPassword, DoorRole.Stranger),
        (Door.SiteRegistration, DoorRole.Stranger),
        (Door.SiteRegistrationLink, DoorRole.Stranger),
        (Door.AddressChange, DoorRole.Customer),
    ];

    private static readonly (Door Door, DoorRole Role)[] OfADesk =
    [
        (Door.SignUpForm, DoorRole.Stranger),
        (Door.SignUpLink, DoorRole.Stranger),
        (Door.PortalReading, DoorRole.Customer),
        (Door.PortalWriting, DoorRole.Customer),
        (Door.Email, DoorRole.Stranger),
        (Door.Invitation, DoorRole.Agent),
        (Door.Invitation, DoorRole.DeskAdministrator),
        (Door.Invitation, DoorRole.SiteAdministrator),
        (Door.AcceptInvitation, DoorRole.Stranger),
        (Door.SilentAdd, DoorRole.DeskAdministrator),
        (Door.SilentAdd, DoorRole.SiteAdministrator),
        (Door.Import, DoorRole.DeskAdministrator),
        (Door.Import, DoorRole.SiteAdministrator),
        (Door.OnBehalf, DoorRole.Agent),
        (Door.Participant, DoorRole.Agent),
        (Door.CollectorSigned, DoorRole.Stranger),
        (Door.CollectorUnsigned, DoorRole.Stranger),
    ];

    /// <summary>The answers for an address: at the site's own doors and, where a desk is named, at its doors too.</summary>
    /// <param name="address">As typed.</param>
    /// <param name="deskId">The desk; null for the site's doors alone.</param>
    /// <param name="by">A site administrator.</param>
    public async Task<Outcome<DoorTrial>> AskAsync(string? address, Guid? deskId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.AdministerSite))
        {
            return new NotFound();
        }

        if (!EmailAddress.TryParse(address, out var typed))
        {
            return new NotAnAddress();
        }

        var desk = deskId is { } id ? await db.Desks.SingleOrDefaultAsync(d => d.Id == id) : null;
        if (deskId is not null && desk is null)
        {
            return new NotFound();
        }

        var settings = await SettingsAsync(db, desk);
        var atTheSite = await db.FactsOfAsync(typed, deskId: null, clock.Now());
        var answers = new List<AccessRow>();
        if (desk is not null)
        {
            var atTheDesk = await FactsAtAsync(db, typed, desk.Id);
            var person = await db.Accounts.Where(account => account.NormalizedEmail == typed.Normalized).Select(account => (Guid?)account.Id).SingleOrDefaultAsync();
            var role = person is null ? DoorRole.Stranger : (await Rights.OfAsync(db, Actor.Person(person.Value, null), desk.Id)) is { Role: not null } staff ? staff.AtDoor : DoorRole.Customer;
            answers.AddRange(OfADesk.Select(question => Ask(question.Door, question.Role is DoorRole.Customer ? role : question.Role, atTheDesk, settings)));
        }

        answers.AddRange(OfTheSite.Select(question => Ask(question.Door, question.Role, atTheSite, settings)));
        return new DoorTrial(typed.Normalized, desk is null ? atTheSite : await FactsAtAsync(db, typed, desk.Id), answers);
    }

    private static AccessRow Ask(Door door, DoorRole role, DoorFacts facts, DoorSettings settings) =>
        new(door, role, facts.Standing, facts.IsOnList, RuleBook.Decide(door, role, facts, settings));

    private async Task<DoorSettings> SettingsAsync(DeskDb db, Desk? desk)
    {
        var site = await db.Site.SingleAsync();
        var settings = AtTheDoor.SettingsOf(site, desk);
        return settings with { VerifiesAddresses = settings.VerifiesAddresses || mail.Value.HasServer, HasFreeSeat = await db.HasFreeSeatsAsync(site) };
    }

    // A mail is taken to be a new one that comes from its sender, an invitation to be the one that is pending.
    private async Task<DoorFacts> FactsAtAsync(DeskDb db, EmailAddress address, Guid deskId)
    {
        var now = clock.Now();
        return await db.FactsOfAsync(address, deskId, now) with
        {
            IsMailAuthenticated = true,
            IsPartyToRequest = false,
            IsInvitationUsable = await db.MailedLinks.UsableAt(now).InvitingCustomers().AnyAsync(link => link.DeskId == deskId && link.NormalizedAddress == address.Normalized),
        };
    }
}

/// <summary>What would happen to an address.</summary>
/// <param name="Address">The address in its compared form.</param>
/// <param name="Facts">What is known of it at the desk, or on the site when no desk was named.</param>
/// <param name="Answers">The rule book's answer at each door, in the role in which somebody would stand there.</param>
public sealed record DoorTrial(string Address, DoorFacts Facts, IReadOnlyList<AccessRow> Answers);
