using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>The mails of sign-up. Nothing a stranger typed stands in them before the address is proved.</summary>
public sealed class SignUpMail(MailWriting writing, SiteLinks links)
{
    /// <summary>
    /// Adds what an address is mailed for the form: the link, word of the account it has, or nothing. The questions, the mails written and the rows
    /// added are as many in each case, so that the time taken says nothing: a link that leads nowhere stands in for what is not there.
    /// </summary>
    internal async Task WriteAsync(Work work, Desk desk, SignUpRequest asked, Effect? effect, Actor by, DateTimeOffset now)
    {
        var account = await work.Db.WithAddress(asked.Address.Normalized).AsNoTracking().SingleOrDefaultAsync();
        await work.VoidLinksAsync(LinkPurpose.SignUp, asked.Address, desk.Id, now);

        var to = account is null ? Recipient.Of(asked.Address, by, desk.Id) : Recipient.Of(account, desk.Id, by.Language);
        var (link, secret) = MailedLink.Issue(LinkPurpose.SignUp, to.Address, to.AccountId, desk.Id, asked.FullName, asked.ReturnPath, now);
        var proof = writing.Write(MailKind.SignUpProof, to, now, links.ToSignUp(secret), link, requestId: null, desk.Name);
        var known = writing.Write(MailKind.YouHaveAnAccount, to, now, links.ToLogIn($"/portal/{desk.Key}"), mailedLink: null, requestId: null, desk.Name);

        var mail = effect switch
        {
            Effect.MailProof => proof,
            Effect.MailYouHaveAnAccount => known,
            _ => null,
        };
        work.AddMailOrAsMuch(link, mail, now);
    }

    /// <summary>Adds the welcome of somebody who joined, and whose address is proved.</summary>
    internal void Welcome(Work work, Desk desk, Account account, DateTimeOffset now) => work.Db.Outbox.Add(writing.Write(
        MailKind.Welcome, Recipient.Of(account, desk.Id), now, links.ToPortal(desk.Key), mailedLink: null, requestId: null, desk.Name, account.FullName));
}
