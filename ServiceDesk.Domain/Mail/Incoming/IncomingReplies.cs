using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Reports;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>Mails that answer a request, by those who have a part in it (design.md 4). Whoever else names it writes a request of their own.</summary>
public sealed class IncomingReplies(IncomingPeople people, IncomingAnswers answers, RequestNotifications notifications, IOptions<RequestOptions> options)
{
    /// <summary>Makes a comment of a mail; false when it is none of this person's to write, or the request is closed, so that it opens one of its own.</summary>
    internal async Task<bool> TakeAsync(MailAtDesk mail, Account account, FoundThread thread)
    {
        if (await mail.Ahead.Threads.RequestAsync(mail.At, thread.RequestId) is not { } request)
        {
            return false;
        }

        if (mail.Ahead.Writers.MayBeStaff(account) && mail.Desk.ArchivedAt is null
            && await Rights.OfAsync(mail.Db, Actor.Person(account.Id, null), mail.Desk.Id) is var rights && rights.May(Operation.WriteInternally))
        {
            await TakeOfStaffAsync(mail, account, thread, request, rights);
            return true;
        }

        var isParty = request.ReporterId == account.Id || mail.Ahead.Threads.ParticipantsOf(request).Contains(account.Id);

        // A mail that is not its writer's is one only if it also shows that it answers what was sent.
        if (!isParty || (!thread.IsShown && !mail.IsAuthentic) || (request.Status is RequestStatus.Closed && mail.Opened.Automation is not Automation.Answer))
        {
            return false;
        }

        await TakeOfCustomerAsync(mail, account, request);
        return true;
    }

    private async Task TakeOfCustomerAsync(MailAtDesk mail, Account account, Request request)
    {
        var facts = mail.Ahead.Writers.FactsOf(mail.Sender, mail.Now) with { IsPartyToRequest = true, IsMailAuthenticated = mail.IsAuthentic };
        var decision = RuleBook.Decide(Door.Email, DoorRole.Stranger, facts, mail.Settings);
        mail.Note(Door.Email, decision, mail.Sender, account);
        if (decision is Refused refused)
        {
            mail.Settle(IncomingState.Refused, IncomingReason.RefusedAtTheDoor, $"{refused.Reason}");
            await answers.RefuseAsync(mail, account, refused.Reason);
            return;
        }

        // Somebody is away: that wakes nobody, and a closed request stays as it is.
        var isAway = mail.Opened.Automation is Automation.Answer;
        if (isAway && request.Status is RequestStatus.Closed)
        {
            mail.Settle(IncomingState.Ignored, IncomingReason.AutomaticAnswer);
            return;
        }

        if (await SayAsync(mail, account, request, isInternal: false, isUnverified: !mail.IsAuthentic) is not { } written)
        {
            return;
        }

        if (!isAway)
        {
            mail.Work.ChangeStatus(request, request.StatusOnceAnswered, Actor.Person(account.Id, null), mail.Now);
        }

        if (mail.IsAuthentic && !mail.IsAutomatic)
        {
            await people.AddAsync(mail, request, account);
        }

        if (!mail.IsAutomatic)
        {
            await notifications.CommentedAsync(mail.EventOn(request, account), written, isUnverified: !mail.IsAuthentic);
        }

        mail.Tell([Topic.Outbox, .. RequestWriting.NewsForStaff(request), .. mail.Ahead.Threads.ParticipantsOf(request).Prepend(request.ReporterId).Select(Topic.Account)]);
    }

    // The name of an agent is easily written: only a mail that was sent to them, and a server that says it is theirs, show that it is (design.md 4).
    private async Task TakeOfStaffAsync(MailAtDesk mail, Account account, FoundThread thread, Request request, Rights rights)
    {
        if (mail.Opened.Automation is Automation.Answer)
        {
            mail.Settle(IncomingState.Ignored, IncomingReason.AutomaticAnswer);
            return;
        }

        if (mail.Ahead.Writers.Rules.IsBlocked(mail.Sender.Normalized))
        {
            mail.Settle(IncomingState.Refused, IncomingReason.RefusedAtTheDoor, nameof(RefusedBecause.AddressIsBlocked));
            return;
        }

        var isShown = mail.Proof is MailProof.Passed && thread.IsReplyAddress && thread.SentTo == account.Id && !mail.IsAutomatic;
        var isPublic = isShown && !thread.IsNote && rights.May(Operation.ServeRequests) && request.Status is not RequestStatus.Closed;
        if (await SayAsync(mail, account, request, isInternal: !isPublic, isUnverified: !isShown) is not { } written)
        {
            return;
        }

        if (!mail.IsAutomatic)
        {
            await notifications.AnsweredAsync(mail.EventOn(request, account), written, isInternal: !isPublic);
            mail.Tell(Topic.Outbox);
        }

        if (!isPublic)
        {
            mail.Tell(RequestWriting.NewsForStaff(request));
            if (!isShown)
            {
                mail.Settle(IncomingState.Processed, IncomingReason.NotShownToBeStaff);
            }

            return;
        }

        mail.Tell(await mail.Work.NewsForAllAsync(request));
    }

    // What was said; null where there is nothing to say.
    private async Task<NewComment?> SayAsync(MailAtDesk mail, Account account, Request request, bool isInternal, bool isUnverified)
    {
        var files = await IncomingFiles.AddAsync(mail, account, options.Value);
        var written = new NewComment(mail.Row.Id, request.Id, MailedText.Of(mail.Opened.Text), files.Ids);
        if (written.CleanText.Length == 0 && files.Ids.Count == 0)
        {
            mail.Settle(IncomingState.Ignored, IncomingReason.NothingInIt);
            return null;
        }

        if (await mail.Work.SayAsync(request, written, isInternal, options.Value, Actor.Person(account.Id, null), mail.Now, new CameByMail(mail.Row.Id, isUnverified)) is { } refusal)
        {
            throw new InvalidOperationException($"A mail was read so that it could be said, and could not: {refusal}");
        }

        (mail.Row.RequestId, mail.Row.CommentId) = (request.Id, written.Id);
        mail.Settle(IncomingState.Processed, files.Reason, files.LeftOut);

        // Who writes on a request after another is told of with what that one left in the outbox.
        if (!mail.Ahead.Threads.IsFirstOn(request))
        {
            await mail.Work.SaveAsync();
        }

        return written;
    }
}
