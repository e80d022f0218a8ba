using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Mail.Reports;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// Makes of one mail what the rules say, within the work of its desk (design.md 4): a comment where it answers a request, else a request, else
/// nothing, with the reason. What it makes has the mail's own id.
/// </summary>
public sealed partial class IncomingProcessing(IncomingAnswers answers, IncomingReports reports, IncomingPeople people, IncomingReplies replies, RequestNotifications notifications, IOptions<RequestOptions> options, Limits limits)
{
    /// <summary>The field by which the site's own mails are known when they come back.</summary>
    public const string LoopField = "X-ServiceDesk-Loop";

    /// <summary>Processes a mail; its row says what came of it, the rest stands in the work.</summary>
    internal async Task ProcessAsync(DeskTakingMail at, IncomingMail row, OpenedMail opened)
    {
        row.From = IncomingMail.Short(opened.From);
        row.Subject = IncomingMail.Short(opened.Read.Subject);
        row.MessageId = IncomingMail.Short(opened.Read.MessageId);
        row.SenderAddress = opened.Sender?.Normalized;
        row.TextHash = opened.TextHash;

        if (await IsOwnAsync(at, opened))
        {
            row.Settle(IncomingState.Ignored, IncomingReason.OwnMail, "", at.Now);
        }
        else if (opened is { IsFromMailServer: true, Read.Delivery: { } report })
        {
            await reports.NoteAsync(at, row, report);
        }
        else if (opened.Read.Feedback is not null)
        {
            row.Settle(IncomingState.Ignored, IncomingReason.ReportOfAnother, "", at.Now);
        }
        else if (opened.Sender is not { } sender)
        {
            row.Settle(IncomingState.Failed, IncomingReason.NoSender, "", at.Now);
        }
        else if (await CameBeforeAsync(at, row) is { } before)
        {
            (row.RequestId, row.CommentId) = (before.RequestId, before.CommentId);
            row.Settle(IncomingState.Ignored, IncomingReason.CameBefore, "", at.Now);
        }
        else if (limits.MailedBy(sender) is not null)
        {
            row.Settle(IncomingState.Refused, IncomingReason.TooManyMails, "", at.Now);
        }
        else
        {
            var proof = AuthenticationResults.Of(opened.Read.Header("Authentication-Results"), at.Channel.TrustedServer, sender.Domain);
            await DecideAsync(new MailAtDesk(at, row, opened, sender, proof));
        }
    }

    // Its mark, one of its addresses as the writer's, or the Message-ID of a mail it sent.
    private static async Task<bool> IsOwnAsync(DeskTakingMail at, OpenedMail opened) =>
        opened.Read.Header(LoopField).Any(mark => mark == at.Key.LoopMark())
        || (opened.Sender is { } sender && at.Own.Has(sender))
        || (opened.Read.MessageId is { } id && await at.Work.Db.Outbox.AnyAsync(mail => mail.MessageId == id));

    private static Task<IncomingMail?> CameBeforeAsync(DeskTakingMail at, IncomingMail row) => row.MessageId is null
        ? Task.FromResult<IncomingMail?>(null)
        : at.Work.Db.IncomingMails.AsNoTracking()
            .Where(mail => mail.DeskId == row.DeskId && mail.MessageId == row.MessageId && mail.TextHash == row.TextHash && mail.Id != row.Id && mail.RequestId != null)
            .OrderBy(mail => mail.Id).FirstOrDefaultAsync();

    private async Task DecideAsync(MailAtDesk mail)
    {
        var account = await mail.Db.WithAddress(mail.Sender.Normalized).AsTracking().SingleOrDefaultAsync();
        if (mail.Row.WholeBytes is { } bytes)
        {
            await RefuseTooLargeAsync(mail, account, bytes);
            return;
        }

        var thread = await new MailThreads(mail.Db, mail.At.Key, mail.Desk.Id, mail.Desk.Key).FindAsync(mail.Read, mail.Row.EnvelopeRecipient, account?.Id);
        if (thread is not null && account is not null && await replies.TakeAsync(mail, account, thread))
        {
            return;
        }

        if (mail.Opened.Automation is Automation.Answer)
        {
            mail.Settle(IncomingState.Ignored, IncomingReason.AutomaticAnswer);
            return;
        }

        await RaiseAsync(mail, account, thread?.RequestId);
    }
}
