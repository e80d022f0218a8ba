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
        // Somebody who is only being made is on no list, and waits for none.
        if (work.Db.Entry(account).State is not EntityState.Added)
        {
            if (await work.Db.DeskCustomers.AnyAsync(customer => customer.DeskId == deskId && customer.AccountId == account.Id))
            {
                return [];
            }

            await work.Db.HeldSignUps.Where(held => held.DeskId == deskId && held.AccountId == account.Id).ExecuteDeleteAsync();
        }

        work.Db.DeskCustomers.Add(new DeskCustomer
        {
            DeskId = deskId,
            AccountId = account.Id,
            SortName = account.SortName,
            JoinedAt = now,
            CameBy = door,
            AddedById = by.AccountId == account.Id ? null : by.AccountId,
        });
        work.Db.Audit.Add(AuditEntry.Of(Changes.CustomerJoined, by, now, deskId, account.Id, new { Door = door.ToString() }));
        return [Topic.CustomersOf(deskId), Topic.Account(account.Id)];
    }

    /// <summary>Brings the lists a person stands on in step with a changed name or address; the words go along. To be committed with the news returned.</summary>
    public static async Task<IReadOnlyList<Topic>> RewordAsync(this Work work, Account account)
    {
        var places = await work.Db.DeskCustomers.AsTracking().Where(customer => customer.AccountId == account.Id).ToListAsync();
        foreach (var place in places)
        {
            place.SortName = account.SortName;
        }

        return [.. places.Select(place => Topic.CustomersOf(place.DeskId)), Topic.Account(account.Id), Topic.Users];
    }

    /// <summary>Makes a contact of somebody unknown who was named at a desk's door; on its list they are not yet.</summary>
    internal static Account MakeContact(this Work work, Guid deskId, EmailAddress address, string? fullName, Door door, Actor by, DateTimeOffset now)
    {
        var contact = work.Db.Accounts.Add(Account.Make(address, fullName, now)).Entity;
        work.Db.Audit.Add(AuditEntry.Of(Changes.AccountMade, by, now, deskId, contact.Id, new { Address = contact.Email, By = door.ToString() }));
        return contact;
    }

    /// <summary>Takes somebody's place off the list; false when there was none.</summary>
    internal static async Task<bool> LeaveAsync(this Work work, Guid deskId, Guid accountId)
    {
        await work.Db.RemoveWordsAsync(accountId, [deskId]);
        return await work.Db.DeskCustomers.Where(place => place.DeskId == deskId && place.AccountId == accountId).ExecuteDeleteAsync() > 0;
    }
}
