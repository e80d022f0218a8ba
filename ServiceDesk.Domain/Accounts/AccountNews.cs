using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Domain.Accounts;

/// <summary>Where a person is shown.</summary>
public static class AccountNews
{
    /// <summary>The news of a change to an account: the person, the directory, and every desk whose lists they stand on.</summary>
    public static async Task<IReadOnlyList<Topic>> NewsOfAsync(this Work work, Guid accountId)
    {
        var lists = await work.Db.DeskCustomers.Where(customer => customer.AccountId == accountId).Select(customer => customer.DeskId).ToListAsync();
        var desks = await work.Db.DeskAgents.Where(agent => agent.AccountId == accountId).Select(agent => agent.DeskId).ToListAsync();
        return [Topic.Account(accountId), Topic.Users, .. lists.Select(Topic.CustomersOf), .. desks.Select(Topic.Desk)];
    }
}
