using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Domain.Accounts;

internal static class PasswordMail
{
    /// <summary>Tells a person that the password was changed, with the way to set it anew.</summary>
    public static OutboxMail Changed(MailWriting mails, SiteLinks links, Account account, DateTimeOffset now) =>
        mails.Write(MailKind.PasswordChanged, Recipient.Of(account), now, links.To("/Identity/Account/ForgotPassword"), mailedLink: null, requestId: null, account.FullName);
}
