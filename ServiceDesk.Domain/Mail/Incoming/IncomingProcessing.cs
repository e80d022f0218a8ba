using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
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
    internal async Task ProcessAsync(DeskTakingMail at, ReadAhead ahead, IncomingMail row, OpenedMail opened)
    {
        row.From = IncomingMail.Short(opened.From);
        row.Subject = IncomingMail.Short(opened.Read.Subject);
        row.MessageId = IncomingMail.Short(opened.Read.MessageId);
        row.SenderAddress = opened.Sender?.Normalized;
        row.TextHash = opened.TextHash;

        if (IsOwn(at, ahead, opened))
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
        else if (CameBefore(ahead, row) is { } before)
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
            await DecideAsync(new MailAtDesk(at, ahead, row, opened, sender, proof));
        }
    }

    // Its mark, one of its addresses as the writer's, or the Message-ID of a mail it sent.
    private static bool IsOwn(DeskTakingMail at, ReadAhead ahead, OpenedMail opened) =>
        opened.Read.Header(LoopField).Any(mark => mark == at.Key.LoopMark())
        || (opened.Sender is { } sender && at.Own.Has(sender))
        || (opened.Read.MessageId is { } id && ahead.Threads.Sent(id) is not null);

    private static EarlierMail? CameBefore(ReadAhead ahead, IncomingMail row) => row.MessageId is null
        ? null
        : ahead.Threads.Received(row.MessageId).FirstOrDefault(mail => mail.Id != row.Id && mail.TextHash.AsSpan().SequenceEqual(row.TextHash));

    private async Task DecideAsync(MailAtDesk mail)
    {
        var account = mail.Ahead.Writers.AccountOf(mail.Sender);
        if (mail.Row.WholeBytes is { } bytes)
        {
            await RefuseTooLargeAsync(mail, account, bytes);
            return;
        }

        var thread = await new MailThreads(mail.At, mail.Ahead.Threads).FindAsync(mail.Read, mail.Row.EnvelopeRecipient, account?.Id);
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
