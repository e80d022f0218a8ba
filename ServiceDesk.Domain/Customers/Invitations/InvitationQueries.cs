using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>The questions about invitations that several features ask, and taking back what they mailed.</summary>
internal static class InvitationQueries
{
    /// <summary>Those that are neither accepted nor revoked: at most one for a desk and an address.</summary>
    public static IQueryable<Invitation> Open(this IQueryable<Invitation> invitations) =>
        invitations.Where(invitation => invitation.AcceptedAt == null && invitation.RevokedAt == null);

    /// <summary>Those of people who are not in by another way meanwhile.</summary>
    public static IQueryable<Invitation> OfPeopleNotIn(this IQueryable<Invitation> invitations, DeskDb db) => invitations.Where(invitation =>
        !db.DeskCustomers.Any(customer => customer.DeskId == invitation.DeskId && customer.Account.Password != PasswordKind.None
            && db.Accounts.Any(named => named.NormalizedEmail == invitation.NormalizedAddress && (named.Id == customer.AccountId || named.MergedIntoId == customer.AccountId))));

    /// <summary>Ends these links and blanks the mails that carry them.</summary>
    public static async Task TakeBackAsync(this Work work, IReadOnlyCollection<Guid> links, DateTimeOffset now)
    {
        if (links.Count == 0)
        {
            return;
        }

        await LinkMails.WithdrawAsync(work.Db.Outbox.Where(mail => mail.SealedLink != null && mail.LinkId != null && links.Contains(mail.LinkId.Value)));
        await work.Db.MailedLinks.Where(link => links.Contains(link.Id) && link.UsedAt == null && link.VoidedAt == null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(link => link.VoidedAt, now)
                .SetProperty(link => link.Version, link => link.Version + 1));
    }
}
