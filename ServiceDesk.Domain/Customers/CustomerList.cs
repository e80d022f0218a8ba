using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>Putting people on a desk's customer list, for every door that does so within its own work.</summary>
public static class CustomerList
{
    /// <summary>Puts the person on the list, with the words they are found by and the audit; nothing happens when they are on it. To be committed with the news returned.</summary>
    public static async Task<IReadOnlyList<Topic>> JoinAsync(this Work work, Guid deskId, Account account, Door door, Actor by, DateTimeOffset now)
    {
        if (await work.Db.DeskCustomers.AnyAsync(customer => customer.DeskId == deskId && customer.AccountId == account.Id))
        {
            return [];
        }

        await work.Db.HeldSignUps.Where(held => held.DeskId == deskId && held.AccountId == account.Id).ExecuteDeleteAsync();
        work.Db.DeskCustomers.Add(new DeskCustomer
        {
            DeskId = deskId,
            AccountId = account.Id,
            SortName = account.SortName,
            JoinedAt = now,
            CameBy = door,
            AddedById = by.AccountId == account.Id ? null : by.AccountId,
        });
        AddWords(work.Db, deskId, account);
        work.Db.Audit.Add(AuditEntry.Of(Changes.CustomerJoined, by, now, deskId, account.Id, new { Door = door.ToString() }));
        return [Topic.CustomersOf(deskId), Topic.Account(account.Id)];
    }

    /// <summary>Brings the lists a person stands on in step with a changed name or address. To be committed with the news returned.</summary>
    public static async Task<IReadOnlyList<Topic>> RewordAsync(this Work work, Account account)
    {
        var places = await work.Db.DeskCustomers.AsTracking().Where(customer => customer.AccountId == account.Id).ToListAsync();
        foreach (var place in places)
        {
            place.SortName = account.SortName;
            await work.Db.CustomerWords.Where(word => word.DeskId == place.DeskId && word.AccountId == account.Id).ExecuteDeleteAsync();
            AddWords(work.Db, place.DeskId, account);
        }

        return [.. places.Select(place => Topic.CustomersOf(place.DeskId)), Topic.Account(account.Id), Topic.Users];
    }

    /// <summary>The words of a customer as rows.</summary>
    internal static IEnumerable<object?[]> WordRowsOf(Guid deskId, Guid accountId, string fullName, string sortName, string address) =>
        SortText.WordsOf(fullName, address).Select(word => new object?[] { deskId, word, sortName, accountId });

    /// <summary>Adds a place to the list, with the words the person is found by; for a merge, which has its own audit.</summary>
    internal static void Place(this Work work, DeskCustomer place, Account account)
    {
        work.Db.DeskCustomers.Add(place);
        AddWords(work.Db, place.DeskId, account);
    }

    /// <summary>Takes somebody's place off the list; false when there was none.</summary>
    internal static async Task<bool> LeaveAsync(this Work work, Guid deskId, Guid accountId)
    {
        await work.Db.CustomerWords.Where(word => word.DeskId == deskId && word.AccountId == accountId).ExecuteDeleteAsync();
        return await work.Db.DeskCustomers.Where(place => place.DeskId == deskId && place.AccountId == accountId).ExecuteDeleteAsync() > 0;
    }

    private static void AddWords(DeskDb db, Guid deskId, Account account) =>
        db.CustomerWords.AddRange(SortText.WordsOf(account.FullName, account.Email!)
            .Select(word => new CustomerWord { DeskId = deskId, Word = word, SortName = account.SortName, AccountId = account.Id }));
}
