using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

// The mails of an import: invitations like any others, some in each commit, so that others who write do not wait.
public sealed partial class ImportWork
{
    private const int InvitedAtOnce = 100;

    private async Task InviteAsync(CustomerImport taken, CancellationToken cancel)
    {
        var last = await LastLineAsync(taken.Id, cancel);
        var isPausing = false;
        while (!isPausing && await ChunkAsync(taken, async (work, import) =>
        {
            var by = Actor.Person(import.InvitedById!.Value, null);
            var (from, to) = (import.LastLine, import.LastLine + InvitedAtOnce);
            var people = await UninvitedAsync(work.Db, import, from, to, cancel);
            var (taken, limit) = limits.Invitations(people.Count, by);
            var mayGoOn = await InviteAsync(work, import, people[..taken], by);
            if (limit is not null && mayGoOn)
            {
                // As many as a person may send: it goes on there when there may be more.
                (isPausing, import.TakenUntil) = (true, clock.Now() + limit.RetryAfter);
                return taken == 0 ? [] : [Topic.CustomersOf(import.DeskId), Topic.Outbox];
            }

            import.LastLine = to;
            if (!mayGoOn || to >= last)
            {
                (import.State, import.StepBeganAt) = (ImportState.Done, null);
            }

            return [Topic.CustomersOf(import.DeskId), Topic.Outbox];
        }, cancel))
        {
            cancel.ThrowIfCancellationRequested();
        }
    }

    // Whoever has a password, or an invitation that still counts, needs none.
    private async Task<List<TypedAddress>> UninvitedAsync(DeskDb db, CustomerImport import, int from, int to, CancellationToken cancel)
    {
        var now = clock.Now();
        var people = await db.PeopleOf(import, from, to)
            .Where(person => person.Password == PasswordKind.None
                && !db.Invitations.Open().Any(invitation => invitation.DeskId == import.DeskId && invitation.NormalizedAddress == person.NormalizedEmail && invitation.ExpiresAt > now))
            .Select(person => new { person.Email, person.FullName }).Distinct().ToListAsync(cancel);
        return people.ConvertAll(person => new TypedAddress(person.Email!, EmailAddress.Parse(person.Email!), person.FullName == person.Email ? null : person.FullName));
    }

    private async Task<bool> InviteAsync(Work work, CustomerImport import, List<TypedAddress> people, Actor by)
    {
        var site = await work.SiteAsync();
        var rights = await Rights.OfAsync(work.Db, by, import.DeskId);
        if (!rights.May(Operation.InviteCustomers) || await work.DeskToChangeAsync(import.DeskId) is not { ArchivedAt: null } desk)
        {
            return false;
        }

        var now = clock.Now();
        var facts = await InvitedFacts.ReadAsync(work.Db, site, desk, rights.AtDoor, people.Select(person => person.Address!), now);
        var lines = await sending.SendAsync(work, desk, facts, people.ConvertAll(person => (person, "")), by, now, import.Id);
        import.Invited += lines.Count(line => line.IsMailed);
        return true;
    }
}
