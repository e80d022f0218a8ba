using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>The mails of inviting: the invitation, and word to somebody who has an account that they were added.</summary>
public sealed class InvitationMail(MailWriting writing, SiteLinks links)
{
    /// <summary>The invitation with a link of its own.</summary>
    internal (MailedLink Link, OutboxMail Mail) Invite(Desk desk, Recipient to, string? name, string inviter, string message, DateTimeOffset now)
    {
        var (link, secret) = MailedLink.Issue(LinkPurpose.CustomerInvitation, to.Address, to.AccountId, desk.Id, name, returnPath: null, now);
        var mail = writing.Write(MailKind.CustomerInvitation, to, now, links.ToInvitation(secret), link, requestId: null, desk.Name, inviter, Quoted(message, inviter, to));
        return (link, mail);
    }

    /// <summary>Word that an account was put on the customer list.</summary>
    internal OutboxMail Added(Desk desk, Account account, string inviter, string message, DateTimeOffset now)
    {
        var to = Recipient.Of(account, desk.Id);
        return writing.Write(MailKind.AccessGiven, to, now, links.ToPortal(desk.Key), mailedLink: null, requestId: null, desk.Name, inviter, Quoted(message, inviter, to));
    }

    // As a quotation, line by line: a line that is an address alone would else become a link, and the mark of the real one must not be copied.
    private static string Quoted(string message, string inviter, Recipient to)
    {
        if (message.Length == 0)
        {
            return "";
        }

        var lines = message.Replace(OutboxMail.LinkMark, "{ link }", StringComparison.Ordinal).Split('\n').Select(line => $"> {line}".TrimEnd());
        return $"\n\n{Sentences.Of(typeof(MailWriting), "WritesToYou", to.Culture, inviter)}\n\n{string.Join('\n', lines)}";
    }
}
