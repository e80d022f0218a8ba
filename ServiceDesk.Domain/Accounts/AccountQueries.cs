using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Accounts;

/// <summary>The questions about accounts that several features ask.</summary>
public static class AccountQueries
{
    /// <summary>Whoever is more than a customer: on an agents list, holding a seat, or administering the site.</summary>
    public static IQueryable<Account> StaffAnywhere(this DeskDb db) => db.Accounts.Where(account => account.IsSiteAdministrator
        || db.Seats.Any(seat => seat.AccountId == account.Id)
        || db.DeskAgents.Any(agent => agent.AccountId == account.Id));
}
