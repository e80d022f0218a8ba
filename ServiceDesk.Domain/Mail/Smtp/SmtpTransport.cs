using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mime.Writing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Smtp;

/// <summary>Hands mails to the configured server by SMTP, over a connection that is kept for the next mail.</summary>
public sealed class SmtpTransport : IMailTransport, IAsyncDisposable
{
    private readonly MailOptions _options;
    private readonly TimeProvider _clock;
    private readonly SmtpSessions _sessions;
    private readonly OAuthTokens? _tokens;

    /// <summary>For the server of the settings; connects at the first mail.</summary>
    public SmtpTransport(IOptions<MailOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options.Value, clock);
        _tokens = _options.OAuth.IsUsed ? new OAuthTokens(_options.OAuth, OAuthTokens.Http, clock) : null;
        _sessions = new SmtpSessions(cancel => SmtpSession.ConnectAsync(_options.Server(), _options.LoginWith(_tokens), cancel), clock);
    }

    /// <inheritdoc/>
    public async Task<ServerAnswer> DeliverAsync(OutgoingMessage message, Action taken, CancellationToken cancel)
    {
        if (!EmailAddress.TryParse(message.To, out var recipient))
        {
            return new ServerAnswer.Never(MailProblem.AddressCannotBeWritten);
        }

        try
        {
            return SmtpAnswers.Of(await SendAsync(await WriteAsync(message, recipient, cancel) with { WhenTaken = taken }, cancel));
        }
        catch (WireException e)
        {
            return new ServerAnswer.Later(e.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        _tokens?.Dispose();
    }

    private async Task<SmtpOutcome> SendAsync(SmtpMail mail, CancellationToken cancel)
    {
        while (true)
        {
            var (session, isKept) = await _sessions.TakeAsync(cancel);
            try
            {
                var outcome = await session.SendAsync(mail, cancel);
                if (!isKept || outcome.Reply.Code is not 421 || session.HasBegunContent)
                {
                    return outcome;
                }
            }
            catch (WireException) when (isKept && !session.HasBegunContent)
            {
                // The server took enough mails by this connection, or closed it between two: that is no answer to this mail.
            }
            finally
            {
                await _sessions.GiveBackAsync(session);
            }
        }
    }

    private async Task<SmtpMail> WriteAsync(OutgoingMessage message, EmailAddress to, CancellationToken cancel)
    {
        var sender = message.From ?? _options.Sender()!;
        var draft = new MailDraft
        {
            From = sender,
            To = [new Mailbox(to.Typed)],
            ReplyTo = message.ReplyTo is { } replyTo ? new Mailbox(replyTo) : null,
            Subject = message.Subject,
            Text = message.Text,
            Html = message.Html,
            MessageId = message.MessageId,
            InReplyTo = message.InReplyTo,
            References = message.References,
            Date = _clock.GetUtcNow(),
            Kind = message.Automatic,
            Headers = [.. ListHeaders.Of(message.Unsubscribe), .. message.LoopMark is { } mark ? [(IncomingProcessing.LoopField, mark)] : Array.Empty<(string, string)>()],
            Attachments = message.Attachments,
        };
        var mail = new MailWriter(draft);
        return new SmtpMail(message.HasEmptyReturnPath ? null : sender.WireAddress, [draft.To[0].WireAddress], new SmtpContent(mail.WriteAsync, await mail.LengthAsync(cancel), mail.IsEightBit));
    }
}
