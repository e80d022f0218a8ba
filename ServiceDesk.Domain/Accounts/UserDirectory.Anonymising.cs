using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// Taking out of an account whose it was.
public sealed partial class UserDirectory
{
    /// <summary>What anonymising somebody would do, to be shown before.</summary>
    public async Task<Outcome<AnonymisationConsequences>> AnonymisationAsync(Guid accountId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.ChangeAccounts) || !await db.Accounts.AnyAsync(a => a.Id == accountId && a.MergedIntoId == null && a.AnonymisedAt == null))
        {
            return new NotFound();
        }

        return new AnonymisationConsequences(
            await db.Requests.CountAsync(request => request.ReporterId == accountId),
            await db.Comments.CountAsync(comment => comment.AuthorId == accountId),
            await db.DeskCustomers.CountAsync(place => place.AccountId == accountId) + await db.DeskAgents.CountAsync(agent => agent.AccountId == accountId),
            await db.FurtherAddressesOfAsync(accountId));
    }

    /// <summary>
    /// Takes name, addresses and log-ins out of an account for good: requests and comments stay, nobody can tell whose they were. The
    /// addresses are unknown again; blocks stay. Never one's own, and never the last site administrator's.
    /// </summary>
    public Task<Outcome<Done>> AnonymiseAsync(Guid accountId, Actor by) => AdministerAsync<Done>(by, async work =>
    {
        if (await work.Db.Accounts.AsTracking().SingleOrDefaultAsync(a => a.Id == accountId && a.MergedIntoId == null && a.AnonymisedAt == null) is not { } account)
        {
            return new NotFound();
        }

        if (accountId == by.AccountId)
        {
            return new NotYourself();
        }

        if (account.IsSiteAdministrator && await IsLastAdministratorAsync(work.Db, accountId))
        {
            return new LastSiteAdministrator();
        }

        var now = clock.Now();
        var news = await work.NewsOfAsync(accountId);
        var people = await work.Db.Accounts.AsTracking().Where(a => a.Id == accountId || a.MergedIntoId == accountId).ToListAsync();
        await work.TakeSeatsAsync(accountId, Applications.All, by, now);
        await LeaveListsAsync(work, accountId);
        foreach (var person in people)
        {
            var forgotten = new ForgottenPerson(person);
            person.Anonymise(Sentences.Of(typeof(UserDirectory), "AnonymisedName", Languages.CultureOf(Languages.OfTheSite)), now);
            await forgotten.ForgetAsync(work.Db, person);
        }

        work.Db.Audit.Add(AuditEntry.Of(Changes.AccountAnonymised, by, now, subjectId: accountId));
        await work.CommitAsync([Topic.Outbox, .. news]);
        return new Done();
    });

    private static async Task LeaveListsAsync(Work work, Guid accountId)
    {
        foreach (var deskId in await work.Db.DeskCustomers.Where(place => place.AccountId == accountId).Select(place => place.DeskId).ToListAsync())
        {
            await work.LeaveAsync(deskId, accountId);
        }

        await work.Db.DeskAgents.Where(agent => agent.AccountId == accountId).ExecuteDeleteAsync();
        await work.Db.Participants.Where(part => part.AccountId == accountId).ExecuteDeleteAsync();
    }
}

/// <summary>What anonymising somebody would do.</summary>
/// <param name="Requests">How many requests stay, without a name.</param>
/// <param name="Comments">How many comments stay, without a name.</param>
/// <param name="Places">From how many desks' lists they are taken.</param>
/// <param name="FurtherAddresses">The addresses that become unknown besides their own.</param>
public sealed record AnonymisationConsequences(int Requests, int Comments, int Places, IReadOnlyList<string> FurtherAddresses);
