using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Mime.Writing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// What goes back to the writer of a mail by itself: never to a machine, never where the mail is shown not to be theirs, and never often (design.md 4),
/// because the other end may be a machine that does not say so.
/// </summary>
public sealed class IncomingAnswers(MailWriting writing, NotificationMails notifications, SiteLinks links, AnswerBreaker breaker, IOptions<IncomingOptions> incoming)
{
    /// <summary>Answers that are older count no more.</summary>
    internal static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    // So many answers to one address within so long, and no more until then.
    private static readonly (int Most, TimeSpan Within)[] Ladder = [(5, TimeSpan.FromMinutes(10)), (10, TimeSpan.FromHours(1)), (30, Remembered)];

    /// <summary>A request came of it: the writer is told, and who is new is also given a link to choose a password.</summary>
    internal async Task ReceivedAsync(MailAtDesk mail, Request request, RequestType type, Account account, bool isNew)
    {
        if (!await MayAnswerAsync(mail))
        {
            return;
        }

        if (isNew)
        {
            var (link, secret) = await NewLinkAsync(mail, account.Address, account.Id, account.FullName, $"/portal/requests/{request.Key}");
            var context = notifications.ContextOf(mail.EventOn(request, account), mail.Desk.Name, account, Thread(mail), isInternal: false) with { Automatic = AutoSubmitted.Replied };
            Send(mail, writing.Write(MailKind.RequestReceivedFromNew, Recipient.Of(account, mail.Desk.Id), mail.Now, context, links.ToSignUp(secret), link, request.Id, mail.Desk.Name, request.Key));
        }
        else
        {
            Send(mail, notifications.Received(mail.EventOn(request, account), mail.Desk.Name, type, account, Thread(mail)));
        }
    }

    /// <summary>It waits until the address is proved: the link to do so, unless one that counts is out.</summary>
    internal async Task AskForProofAsync(MailAtDesk mail)
    {
        var isOut = await mail.Db.MailedLinks.AnyAsync(link => link.NormalizedAddress == mail.Sender.Normalized && link.Purpose == LinkPurpose.SignUp && link.DeskId == mail.Desk.Id
            && link.UsedAt == null && link.VoidedAt == null && link.ExpiresAt > mail.Now);
        if (isOut || !await MayAnswerAsync(mail))
        {
            return;
        }

        var (link, secret) = await NewLinkAsync(mail, mail.Sender, accountId: null, fullName: null, $"/portal/{mail.Desk.Key}");
        Send(mail, writing.Write(MailKind.SignUpProof, Recipient.Of(mail.Sender, Actor.Stranger(null), mail.Desk.Id), mail.Now, ContextOf(mail), links.ToSignUp(secret), link, requestId: null, mail.Desk.Name));
    }

    /// <summary>The writer was not let in: one polite answer a day, where the desk wants it. Who is shut out is told nothing.</summary>
    internal async Task RefuseAsync(MailAtDesk mail, Account? account, RefusedBecause reason)
    {
        if (mail.At.Channel.AnswersRefused
            && reason is not (RefusedBecause.AddressIsBlocked or RefusedBecause.DomainIsBlocked or RefusedBecause.AccountIsDeactivated or RefusedBecause.MailNotAuthentic)
            && await MayRefuseAsync(mail))
        {
            Refuse(mail, account, MailKind.MailNotTaken, mail.Desk.Name);
        }
    }

    /// <summary>The mail was too large: one polite answer a day.</summary>
    internal async Task TooLargeAsync(MailAtDesk mail, Account? account)
    {
        if (await MayRefuseAsync(mail))
        {
            Refuse(mail, account, MailKind.MailTooLarge, mail.Desk.Name, Megabytes(incoming.Value.MostBytes));
        }
    }

    /// <summary>A size as people are told it, in megabytes.</summary>
    internal static string Megabytes(long bytes) => Math.Max(1, bytes / (1024 * 1024)).ToString(CultureInfo.InvariantCulture);

    private void Refuse(MailAtDesk mail, Account? account, MailKind kind, params object?[] arguments)
    {
        var to = account is null ? Recipient.Of(mail.Sender, Actor.Stranger(null), mail.Desk.Id) : Recipient.Of(account, mail.Desk.Id);
        Send(mail, writing.Write(kind, to, mail.Now, ContextOf(mail) with { HasEmptyReturnPath = true }, link: null, mailedLink: null, requestId: null, arguments));
    }

    private async Task<bool> MayRefuseAsync(MailAtDesk mail)
    {
        var aDayAgo = mail.Now - Remembered;
        return await MayAnswerAsync(mail)
            && !await mail.Db.IncomingMails.AnyAsync(other => other.SenderAddress == mail.Sender.Normalized && other.AnsweredAt > aDayAgo && other.State == IncomingState.Refused);
    }

    private static MailContext ContextOf(MailAtDesk mail) => new()
    {
        From = NotificationMails.SenderOf(mail.At.Channel, mail.Desk.Name),
        InReplyTo = mail.Read.MessageId,
        References = Thread(mail),
        Automatic = AutoSubmitted.Replied,
    };

    // The mail that is answered is the last of them.
    private static IReadOnlyList<string> Thread(MailAtDesk mail) => mail.Read.MessageId is { } id ? [.. mail.Read.References, id] : mail.Read.References;

    private async Task<bool> MayAnswerAsync(MailAtDesk mail)
    {
        if (mail.IsAutomatic || !mail.IsAuthentic)
        {
            return false;
        }

        var answered = mail.Ahead.Writers.AnsweredAt(mail.Sender).ToList();
        return Array.TrueForAll(Ladder, step => answered.Count(at => at > mail.Now - step.Within) < step.Most) && await breaker.MayAnswerAsync(mail.At);
    }

    private static async Task<(MailedLink Link, string Secret)> NewLinkAsync(MailAtDesk mail, EmailAddress address, Guid? accountId, string? fullName, string returnPath)
    {
        if (mail.Ahead.Writers.HasOpenLink(address, LinkPurpose.SignUp, mail.Desk.Id))
        {
            await mail.Work.VoidLinksAsync(LinkPurpose.SignUp, address, mail.Desk.Id, mail.Now);
        }

        var issued = MailedLink.Issue(LinkPurpose.SignUp, address, accountId, mail.Desk.Id, fullName, returnPath, mail.Now);
        mail.Db.MailedLinks.Add(issued.Link);
        return issued;
    }

    private static void Send(MailAtDesk mail, OutboxMail answer)
    {
        mail.Db.Outbox.Add(answer);
        mail.Row.AnsweredAt = mail.Now;
        mail.At.Answered++;
        mail.Tell(Topic.Outbox);
    }
}
