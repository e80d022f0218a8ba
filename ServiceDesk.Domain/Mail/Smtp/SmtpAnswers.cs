using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Domain.Mail.Smtp;

/// <summary>Tells what a mail server will never take from what it may take later.</summary>
internal static class SmtpAnswers
{
    // Not logged in, or not by a way that is strong enough (RFC 4954, 6): that is a matter of the settings, at whatever step it is said.
    private static readonly int[] OfTheLogin = [530, 534, 535, 538];

    /// <summary>
    /// What is refused for good of this recipient or this content is given up at once. A refused sender or log-in belongs to the
    /// settings, and the mail waits until somebody has put them right.
    /// </summary>
    public static ServerAnswer Of(SmtpOutcome outcome) => outcome switch
    {
        { IsTaken: true } => new ServerAnswer.Taken(),
        { Reply: var reply, Step: var step } when reply.IsNever && !OfTheLogin.Contains(reply.Code) && (step is not SmtpStep.Sender || IsOfTheMail(reply)) =>
            new ServerAnswer.Never(reply.Words),
        _ => new ServerAnswer.Later(outcome.Reply.Words),
    };

    // Too large, or no sender of this form: said at the sender's turn, but not of who it is.
    private static bool IsOfTheMail(SmtpReply reply) => reply.Code is 552 or 554;
}
