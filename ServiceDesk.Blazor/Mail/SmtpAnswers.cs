using System.Net.Mail;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Blazor.Mail;

/// <summary>Tells what a mail server will never take from what it may take later.</summary>
internal static class SmtpAnswers
{
    private const int FirstPermanentCode = 500;

    /// <summary>The server spoke of the recipient: what it refuses for good is given up at once.</summary>
    public static ServerAnswer OfRecipient(SmtpFailedRecipientException e) =>
        (int)e.StatusCode >= FirstPermanentCode ? new ServerAnswer.Never(WordsOf(e)) : new ServerAnswer.Later(WordsOf(e));

    /// <summary>
    /// Anything else. The content or the size refused for good belongs to this mail; a wrong password, sender or certificate belongs to the
    /// settings, and the mail waits until somebody has put them right.
    /// </summary>
    public static ServerAnswer Of(SmtpException e) => e.StatusCode is SmtpStatusCode.TransactionFailed or SmtpStatusCode.ExceededStorageAllocation
        ? new ServerAnswer.Never(WordsOf(e))
        : new ServerAnswer.Later(WordsOf(e));

    /// <summary>Whether the server does not offer STARTTLS.</summary>
    public static bool IsNoStartTls(SmtpException e) =>
        e is { StatusCode: SmtpStatusCode.GeneralFailure, InnerException: null } && e.Message.Contains("secure connection", StringComparison.OrdinalIgnoreCase);

    private static string WordsOf(Exception e)
    {
        var root = e;
        while (root.InnerException is { } inner)
        {
            root = inner;
        }

        return root.Message;
    }
}
