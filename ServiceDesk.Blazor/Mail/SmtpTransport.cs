using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Mail;

/// <summary>Hands mails to the configured server by SMTP, a connection for each.</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    public async Task<ServerAnswer> DeliverAsync(OutgoingMessage message, CancellationToken cancel)
    {
        if (RecipientOf(message) is not { } recipient)
        {
            return new ServerAnswer.Never(MailProblem.AddressCannotBeWritten);
        }

        try
        {
            using var mail = Write(message, recipient);
            await SendAsync(mail, cancel);
            return new ServerAnswer.Taken();
        }
        catch (SmtpFailedRecipientException e)
        {
            return SmtpAnswers.OfRecipient(e);
        }
        catch (SmtpException e)
        {
            return SmtpAnswers.Of(e);
        }
    }

    private async Task SendAsync(MailMessage mail, CancellationToken cancel)
    {
        try
        {
            await SendAsync(mail, options.Value.StartTls is not StartTls.Off, cancel);
        }
        catch (SmtpException e) when (options.Value.StartTls is StartTls.WhenOffered && SmtpAnswers.IsNoStartTls(e))
        {
            await SendAsync(mail, encrypted: false, cancel);
        }
    }

    private async Task SendAsync(MailMessage mail, bool encrypted, CancellationToken cancel)
    {
        var server = options.Value;
        using var client = new SmtpClient(server.Host, server.Port)
        {
            EnableSsl = encrypted,
            DeliveryMethod = SmtpDeliveryMethod.Network,
            UseDefaultCredentials = false,
            Credentials = server.User.Length > 0 ? new NetworkCredential(server.User, server.Password) : null,
            // Only where there is no other way to write the address: not every server takes it.
            DeliveryFormat = Ascii.IsValid(mail.To[0].User) ? SmtpDeliveryFormat.SevenBit : SmtpDeliveryFormat.International,
        };
        await client.SendMailAsync(mail, cancel);
    }

    private MailMessage Write(OutgoingMessage message, MailAddress to)
    {
        var mail = new MailMessage
        {
            From = new MailAddress(options.Value.From),
            Subject = message.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        mail.To.Add(to);
        mail.Headers.Add("Message-ID", $"<{message.MessageId}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.AlternateViews.Add(View(message.Text, MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(View(message.Html, MediaTypeNames.Text.Html));
        return mail;
    }

    private static AlternateView View(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    // The mail library reads the address once more by rules of its own; what it understood must be the address that was checked.
    private static MailAddress? RecipientOf(OutgoingMessage message) =>
        EmailAddress.TryParse(message.To, out var meant)
        && MailAddress.TryCreate(meant.Typed, out var recipient)
        && EmailAddress.TryParse(recipient.Address, out var understood)
        && understood.Equals(meant)
            ? recipient
            : null;
}
