using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Domain.Customers;

/// <summary>Tells people what the desk decided about their sign-up.</summary>
public sealed class ApprovalMail(MailWriting writing, SiteLinks links)
{
    /// <summary>They are on the list now.</summary>
    internal void Approved(Work work, Desk desk, Account account, DateTimeOffset now) =>
        work.Db.Outbox.Add(writing.Write(MailKind.SignUpApproved, Recipient.Of(account, desk.Id), now, links.ToPortal(desk.Key), mailedLink: null, requestId: null, desk.Name, account.FullName));

    /// <summary>They are not taken; with what staff wrote about it, which may be nothing.</summary>
    internal void Refused(Work work, Desk desk, Account account, string reason, DateTimeOffset now) =>
        work.Db.Outbox.Add(writing.Write(MailKind.SignUpRefused, Recipient.Of(account, desk.Id), now, desk.Name, account.FullName, reason));
}
