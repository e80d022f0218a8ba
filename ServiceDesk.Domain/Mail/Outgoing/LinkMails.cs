using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>Ends mailed links together with the mails that carry them, within the work of whoever has a reason to (design.md 2.3 "Secrets").</summary>
public static class LinkMails
{
    /// <summary>Takes back the links of one purpose that an address has been mailed and not used, and their mails. Always two statements, whatever there is.</summary>
    public static async Task VoidLinksAsync(this Work work, LinkPurpose purpose, EmailAddress address, Guid? deskId, DateTimeOffset now)
    {
        await VoidAsync(work, work.Db.MailedLinks.Where(link => link.NormalizedAddress == address.Normalized
            && link.Purpose == purpose && link.DeskId == deskId && link.UsedAt == null && link.VoidedAt == null), now);
    }

    /// <summary>Takes back the links of one purpose that were mailed for an account to whatever address and not used, and their mails. Always two statements.</summary>
    public static Task VoidLinksOfAsync(this Work work, LinkPurpose purpose, Guid accountId, DateTimeOffset now) =>
        VoidAsync(work, work.Db.MailedLinks.Where(link => link.AccountId == accountId && link.Purpose == purpose && link.UsedAt == null && link.VoidedAt == null), now);

    private static async Task VoidAsync(Work work, IQueryable<MailedLink> pending, DateTimeOffset now)
    {
        await WithdrawAsync(work.Db.Outbox.Where(mail => mail.SealedLink != null && pending.Select(link => (Guid?)link.Id).Contains(mail.LinkId)));
        await pending.ExecuteUpdateAsync(set => set
            .SetProperty(link => link.VoidedAt, now)
            .SetProperty(link => link.Version, link => link.Version + 1));
    }

    internal static Task<int> WithdrawAsync(IQueryable<OutboxMail> mails) => mails.ExecuteUpdateAsync(set => set
        .SetProperty(mail => mail.SealedLink, (byte[]?)null)
        .SetProperty(mail => mail.NextTryAt, (DateTimeOffset?)null)
        .SetProperty(mail => mail.Version, mail => mail.Version + 1));
}
