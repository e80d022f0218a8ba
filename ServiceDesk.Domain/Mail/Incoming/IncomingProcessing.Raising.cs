using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

// A mail that opens a request.
public sealed partial class IncomingProcessing
{
    // Only its beginning is here: whoever could have written to the desk is told that the rest was too much.
    private async Task RefuseTooLargeAsync(MailAtDesk mail, Account? account, long bytes)
    {
        mail.Settle(IncomingState.Refused, IncomingReason.TooLarge, IncomingAnswers.Megabytes(bytes));
        await (DecideAtTheDoor(mail) is Refused refused ? answers.RefuseAsync(mail, account, refused.Reason) : answers.TooLargeAsync(mail, account));
    }

    private static AccessDecision DecideAtTheDoor(MailAtDesk mail)
    {
        var facts = mail.Ahead.Writers.FactsOf(mail.Sender, mail.Now) with { IsPartyToRequest = false, IsMailAuthenticated = mail.IsAuthentic };
        return RuleBook.Decide(Door.Email, DoorRole.Stranger, facts, mail.Settings);
    }

    private async Task RaiseAsync(MailAtDesk mail, Account? account, Guid? linkedTo)
    {
        var decision = DecideAtTheDoor(mail);

        // A machine is not made a customer, and nothing is mailed to it.
        if (decision is Allowed { Effect: Effect.MakeContactAndJoin or Effect.ParkUntilProved } && mail.IsAutomatic)
        {
            mail.Settle(IncomingState.Ignored, IncomingReason.AutomaticMail);
            return;
        }

        mail.Note(Door.Email, decision, mail.Sender, account);
        switch (decision)
        {
            case Refused refused:
                mail.Settle(IncomingState.Refused, IncomingReason.RefusedAtTheDoor, $"{refused.Reason}");
                await answers.RefuseAsync(mail, account, refused.Reason);
                break;
            case Allowed { Effect: Effect.ParkUntilProved }:
                mail.Settle(IncomingState.Parked, IncomingReason.WaitsForProof);
                await answers.AskForProofAsync(mail);
                break;
            case Allowed allowed when mail.At.Type is { } type:
                await RaiseAsync(mail, account, allowed.Effect, type, linkedTo);
                break;
            default:
                mail.Settle(IncomingState.Failed, IncomingReason.NoRequestType);
                break;
        }
    }

    private async Task RaiseAsync(MailAtDesk mail, Account? known, Effect effect, RequestType type, Guid? linkedTo)
    {
        var account = known;
        if (account is null)
        {
            account = mail.Work.MakeContact(mail.Desk.Id, mail.Sender, mail.Opened.SenderName, Door.Email, Actor.Stranger(null), mail.Now);
            mail.Tell(Topic.Users);
        }

        var by = Actor.Person(account.Id, null);
        if (effect is Effect.Join or Effect.MakeContactAndJoin)
        {
            mail.Tell(await mail.Work.JoinAsync(mail.Desk.Id, account, Door.Email, by, mail.Now));
        }

        var files = await IncomingFiles.AddAsync(mail, account, options.Value);
        var written = new NewRequest(mail.Row.Id, mail.Desk.Key, type.Id, MailedText.Summary(mail.Read.Subject, mail.Opened.Text), MailedText.Of(mail.Opened.Text), files.Ids)
        {
            MailId = mail.Row.Id,
            LinkedToId = linkedTo,
        };
        var added = await mail.Work.AddRequestAsync(written, mail.Desk, account.Id, by, mail.Now, options.Value);
        if (!added.IsDone)
        {
            throw new InvalidOperationException($"A mail was read so that it could be raised, and could not: {added.Refusal}");
        }

        // Whoever named the address in a mail proved nothing.
        var request = added.Done;
        request.IsUnproved = true;
        mail.Row.RequestId = request.Id;
        mail.Settle(IncomingState.Processed, files.Reason, files.LeftOut);
        if (mail.IsAuthentic && !mail.IsAutomatic)
        {
            await people.AddAsync(mail, request, account);
            await answers.ReceivedAsync(mail, request, type, account, isNew: effect is Effect.MakeContactAndJoin);
            await notifications.RaisedAsync(mail.EventOn(request, account), files.Ids);
        }

        mail.Tell(mail.Desk.AllowsParticipants ? await mail.Work.NewsForAllAsync(request) : [.. RequestWriting.NewsForStaff(request), Topic.Account(account.Id)]);
    }
}
