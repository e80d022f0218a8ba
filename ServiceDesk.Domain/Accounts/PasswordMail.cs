using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

internal static class PasswordMail
{
    /// <summary>Tells a person that the password was changed, with the way to set it anew.</summary>
    public static OutboxMail Changed(MailWriting mails, SiteLinks links, Account account, Actor by, DateTimeOffset now) =>
        mails.Write(MailKind.PasswordChanged, Recipient.Of(account, askedIn: by.Language), now, links.To("/Identity/Account/ForgotPassword"), mailedLink: null, requestId: null, account.FullName);
}
