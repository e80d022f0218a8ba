using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>Sign-ups that wait, for whoever makes them wait or ends it within their own work.</summary>
public static class HeldSignUps
{
    /// <summary>The account's sign-up waits for a decision of the desk. To be committed with the news returned.</summary>
    public static IReadOnlyList<Topic> HoldSignUp(this Work work, Guid deskId, Account account, DateTimeOffset now)
    {
        work.Db.HeldSignUps.Add(new HeldSignUp { DeskId = deskId, AccountId = account.Id, AskedAt = now });
        return [Topic.CustomersOf(deskId), Topic.Account(account.Id)];
    }

    /// <summary>Those that wait: who was put on the list by another door, or shut out, waits no more.</summary>
    internal static IQueryable<HeldSignUp> WaitingAt(this DeskDb db, Guid deskId) => db.HeldSignUps.Where(held => held.DeskId == deskId
        && held.RefusedAt == null
        && held.Account.DeactivatedAt == null
        && !db.DeskCustomers.Any(customer => customer.DeskId == deskId && customer.AccountId == held.AccountId));

    /// <summary>Refuses what waits at a desk that no longer approves by hand, and tells each by mail. To be committed with the news returned.</summary>
    internal static async Task<IReadOnlyList<Topic>> RefuseWaitingAsync(this Work work, Desk desk, ApprovalMail mail, Actor by, DateTimeOffset now)
    {
        var waiting = await work.Db.WaitingAt(desk.Id).AsTracking().Include(held => held.Account).ToListAsync();
        foreach (var held in waiting)
        {
            held.RefusedAt = now;
            mail.Ended(work, desk, held.Account, now);
            work.Db.Audit.Add(AuditEntry.Of(Changes.SignUpRefused, by, now, desk.Id, held.AccountId));
        }

        return waiting.Count == 0 ? [] : [Topic.CustomersOf(desk.Id), Topic.Outbox, .. waiting.Select(held => Topic.Account(held.AccountId))];
    }
}
