using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

// Taking back what an import made. What somebody has used since is theirs and stays.
public sealed partial class ImportWork
{
    private const int UndoneAtOnce = 1_000;

    private async Task UndoAsync(CustomerImport taken, CancellationToken cancel)
    {
        var last = await LastLineAsync(taken.Id, cancel);
        while (await ChunkAsync(taken, async (work, import) =>
        {
            var (from, to) = (import.LastLine, import.LastLine + UndoneAtOnce);
            await work.HoldAsync($"SELECT 1 FROM \"Accounts\" WHERE \"NormalizedEmail\" IN (SELECT \"NormalizedAddress\" FROM \"ImportRows\" WHERE \"ImportId\" = {import.Id} AND \"Line\" > {from} AND \"Line\" <= {to})");
            var people = await work.Db.PeopleOf(import, from, to).CountAsync(cancel);
            var unused = await UnusedHere(work.Db, work.Db.PeopleOf(import, from, to), import).Select(person => person.Id).ToListAsync(cancel);
            var made = await UnusedAnywhere(work.Db, UnusedHere(work.Db, work.Db.PeopleOf(import, from, to), import), import).Select(person => person.Id).ToListAsync(cancel);

            // Whom it made and who has been used elsewhere since keeps the place too: it may be by it that they were.
            var kept = await work.Db.Accounts.Where(account => unused.Contains(account.Id) && !made.Contains(account.Id) && work.Db.ImportRows.Any(row => row.ImportId == import.Id && row.AccountId == account.Id)).Select(account => account.Id).ToListAsync(cancel);
            var leaving = unused.Except(kept).ToList();
            await work.RemoveWordsAsync(import, leaving, made, cancel);
            await work.Db.DeskCustomers.Where(place => place.DeskId == import.DeskId && place.ImportId == import.Id && leaving.Contains(place.AccountId)).ExecuteDeleteAsync(cancel);
            await RevokeAsync(work, import, leaving, cancel);
            await work.Db.Accounts.Where(account => made.Contains(account.Id)).ExecuteDeleteAsync(cancel);
            import.Removed += leaving.Count;
            import.Kept += people - leaving.Count;
            import.LastLine = to;
            if (to < last)
            {
                return [];
            }

            (import.State, import.StepBeganAt) = (ImportState.Undone, null);
            await work.Db.ImportRows.Where(row => row.ImportId == import.Id).ExecuteDeleteAsync(cancel);
            work.Db.Audit.Add(AuditEntry.Of(Changes.ImportUndone, Actor.Person(import.StartedById, null), clock.Now(), import.DeskId, import.Id, new { import.Removed, import.Kept }));
            return [Topic.CustomersOf(import.DeskId), Topic.Users, Topic.Outbox];
        }, cancel))
        {
            cancel.ThrowIfCancellationRequested();
        }
    }

    // What it invited them to is no longer theirs.
    private async Task RevokeAsync(Work work, CustomerImport import, List<Guid> leaving, CancellationToken cancel)
    {
        var now = clock.Now();
        var open = await work.Db.Invitations.AsTracking().Open()
            .Where(invitation => invitation.DeskId == import.DeskId && invitation.ImportId == import.Id
                && work.Db.Accounts.Any(account => leaving.Contains(account.Id) && account.NormalizedEmail == invitation.NormalizedAddress))
            .ToListAsync(cancel);
        foreach (var invitation in open)
        {
            invitation.Revoke(import.StartedById, now);
        }

        await work.TakeBackAsync([.. open.Select(invitation => invitation.LinkId)], now);
    }

    // On the desk: nobody raised a request in their name, added them to one or wrote as them since, nor did they accept its invitation.
    private static IQueryable<Account> UnusedHere(DeskDb db, IQueryable<Account> people, CustomerImport import) => people.Where(person =>
        !db.Invitations.Any(invitation => invitation.ImportId == import.Id && invitation.NormalizedAddress == person.NormalizedEmail && invitation.AcceptedAt != null)
        && !db.Requests.Any(request => request.DeskId == import.DeskId && request.RaisedAt >= import.JoinedAt && request.ReporterId == person.Id)
        && !db.Participants.Any(part => part.AccountId == person.Id && part.Since >= import.JoinedAt && db.Requests.Any(request => request.Id == part.RequestId && request.DeskId == import.DeskId))
        && !db.Comments.Any(comment => comment.AuthorId == person.Id && comment.WrittenAt >= import.JoinedAt && db.Requests.Any(request => request.Id == comment.RequestId && request.DeskId == import.DeskId)));

    // Anywhere: made by this import, never logged in, proved, merged or mailed a link but by it, on no other list, no staff, party to nothing.
    private static IQueryable<Account> UnusedAnywhere(DeskDb db, IQueryable<Account> people, CustomerImport import) => people.Where(person =>
        db.ImportRows.Any(row => row.ImportId == import.Id && row.AccountId == person.Id)
        && person.LastSeenAt == null && person.AddressProvedAt == null && person.Password != PasswordKind.Own && !person.IsSiteAdministrator
        && person.MergedIntoId == null && !db.Accounts.Any(merged => merged.MergedIntoId == person.Id)
        && !db.HeldSignUps.Any(held => held.AccountId == person.Id)
        && !db.MailedLinks.Any(link => link.NormalizedAddress == person.NormalizedEmail && !db.Invitations.Any(invitation => invitation.LinkId == link.Id && invitation.ImportId == import.Id))
        && !db.DeskCustomers.Any(place => place.AccountId == person.Id && place.DeskId != import.DeskId)
        && !db.DeskAgents.Any(agent => agent.AccountId == person.Id)
        && !db.Seats.Any(seat => seat.AccountId == person.Id)
        && !db.Requests.Any(request => request.ReporterId == person.Id || request.AssigneeId == person.Id)
        && !db.Participants.Any(part => part.AccountId == person.Id)
        && !db.Comments.Any(comment => comment.AuthorId == person.Id)
        && !db.Attachments.Any(file => file.UploadedById == person.Id));
}
