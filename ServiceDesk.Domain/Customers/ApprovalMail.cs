using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers;

/// <summary>Tells people what the desk decided about their sign-up.</summary>
public sealed class ApprovalMail(MailWriting writing, SiteLinks links)
{
    /// <summary>They are on the list now.</summary>
    internal void Approved(Work work, Desk desk, Account account, DateTimeOffset now) =>
        work.Db.Outbox.Add(writing.Write(MailKind.SignUpApproved, Recipient.Of(account, desk.Id), now, links.ToPortal(desk.Key), mailedLink: null, requestId: null, desk.Name, account.FullName));

    /// <summary>They are not taken; with what staff wrote about it, which may be nothing.</summary>
    internal void Refused(Work work, Desk desk, Account account, string reason, DateTimeOffset now) =>
        Refuse(work, desk, account, now, to => (reason, Said("OtherPortalsStay", to)));

    /// <summary>They are shut out at every door, so nothing is promised.</summary>
    internal void Blocked(Work work, Desk desk, Account account, DateTimeOffset now) => Refuse(work, desk, account, now, _ => ("", ""));

    /// <summary>They waited for a desk that no longer approves by hand; where it lets in everyone with an account, that is what they have.</summary>
    internal void Ended(Work work, Desk desk, Account account, DateTimeOffset now) => Refuse(work, desk, account, now, to =>
        (Said("ApprovingEnded", to), Said(desk.Access is CustomerAccess.Restricted ? "OtherPortalsStay" : "PortalIsOpenToAccounts", to)));

    private static string Said(string key, Recipient to) => Sentences.Of(typeof(ApprovalMail), key, to.Culture);

    private void Refuse(Work work, Desk desk, Account account, DateTimeOffset now, Func<Recipient, (string Reason, string Access)> words)
    {
        var to = Recipient.Of(account, desk.Id);
        var (reason, access) = words(to);
        work.Db.Outbox.Add(writing.Write(MailKind.SignUpRefused, to, now, desk.Name, account.FullName, reason, access));
    }
}
