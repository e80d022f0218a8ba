using System.Net;
using System.Net.Sockets;
using System.Text;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Smtp;

/// <summary>
/// A conversation with a mail server that takes mails, one after the other (RFC 5321). What the server says no to is an outcome; what goes
/// wrong beside that is a <see cref="WireException"/>, and the session is of no more use.
/// </summary>
public sealed class SmtpSession : IAsyncDisposable
{
    private const int MostLineBytes = 4 * 1024; // 512 by RFC 5321, 4.5.3.1.5
    private static readonly TimeSpan AtGoodBye = TimeSpan.FromSeconds(2);

    private readonly MailConnection _connection;
    private readonly SmtpConversation _says;
    private SmtpExtensions _offers = SmtpExtensions.None;
    private bool _isWhole;
    private bool _hasLeftover;

    private SmtpSession(MailConnection connection) => (_connection, _says) = (connection, new SmtpConversation(connection));

    /// <summary>Whether another mail can be sent: the last ended in order, and the server has neither hung up nor said good-bye since.</summary>
    public bool IsUsable => _isWhole && _connection.IsQuiet;

    /// <summary>Whether the last mail's content was begun: from then on the server may have it even if it never said so.</summary>
    public bool HasBegunContent { get; private set; }

    /// <summary>Connects, encrypts and logs in.</summary>
    public static async Task<SmtpSession> ConnectAsync(MailServer server, MailLogin? login, CancellationToken cancel)
    {
        var session = new SmtpSession(await MailConnection.ConnectAsync(server, MostLineBytes, cancel));
        try
        {
            await session.BeginAsync(server, login, cancel);
            return session;
        }
        catch
        {
            session._isWhole = false;
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands a mail over. It is taken once the server has said so after the content.</summary>
    public async Task<SmtpOutcome> SendAsync(SmtpMail mail, CancellationToken cancel)
    {
        if (_offers.WhyNot(mail) is { } known)
        {
            return new SmtpOutcome(SmtpStep.Offered, known, []);
        }

        (_isWhole, HasBegunContent) = (false, false);
        if (_hasLeftover)
        {
            await _says.AskAsync("RSET", cancel);
        }

        var outcome = await HandOverAsync(mail, cancel);
        _hasLeftover = outcome.Step is not SmtpStep.Content; // forgotten only before the next: who was refused may be hung up on
        _isWhole = !_says.IsOver;
        return outcome;
    }

    /// <summary>Says good-bye where there is somebody to say it to, and hangs up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isWhole)
        {
            using var time = new CancellationTokenSource(AtGoodBye);
            try
            {
                await _says.AskAsync("QUIT", time.Token);
            }
            catch (Exception e) when (e is WireException or OperationCanceledException)
            {
                // Gone already: nothing is owed to it.
            }
        }

        await _connection.DisposeAsync();
    }

    private async Task BeginAsync(MailServer server, MailLogin? login, CancellationToken cancel)
    {
        var greeting = await SmtpReply.ReadAsync(_connection, cancel);
        if (greeting.Code is not 220)
        {
            throw new WireException(WireFault.Refused, greeting.Words);
        }

        await GreetAsync(cancel);
        if (server.Security is WireSecurity.StartTls or WireSecurity.StartTlsWhenOffered)
        {
            await EncryptAsync(server, cancel);
        }

        if (login is not null)
        {
            await LogInAsync(login, cancel);
        }

        _isWhole = true;
    }

    private async Task GreetAsync(CancellationToken cancel)
    {
        var reply = await _says.AskAsync($"EHLO {OwnName()}", cancel);
        _offers = reply.IsYes ? new SmtpExtensions(reply.Lines.Skip(1)) : SmtpExtensions.None;
        if (reply.Code is >= 500 and <= 504)
        {
            reply = await _says.AskAsync($"HELO {OwnName()}", cancel); // a server from before EHLO
        }

        if (!reply.IsYes)
        {
            throw new WireException(WireFault.Refused, reply.Words);
        }
    }

    private async Task EncryptAsync(MailServer server, CancellationToken cancel)
    {
        if (_offers.StartTls)
        {
            var reply = await _says.AskAsync("STARTTLS", cancel);
            if (!reply.IsYes)
            {
                throw new WireException(WireFault.NoEncryption, reply.Words);
            }

            await _connection.EncryptAsync(cancel);
            await GreetAsync(cancel); // what was offered in clear counts no more (RFC 3207, 4.2)
        }
        else if (server.Security is WireSecurity.StartTls)
        {
            throw new WireException(WireFault.NoEncryption, $"{server.Host} offers no STARTTLS.");
        }
    }

    private async Task LogInAsync(MailLogin login, CancellationToken cancel)
    {
        SaslLogin.RefuseInClear(_connection);
        var mechanism = await SaslMechanism.ChooseAsync(_offers.Mechanisms, login, cancel);
        var reply = await _says.AskAsync(mechanism.Opening is { } opening ? $"AUTH {mechanism.Name} {Convert.ToBase64String(opening)}" : $"AUTH {mechanism.Name}", cancel);
        await SaslLogin.AnswerAsync(Challenge(), async said =>
        {
            reply = await _says.AskAsync(said, cancel);
            return Challenge();
        }, mechanism);

        if (!reply.IsYes)
        {
            throw SaslLogin.Refused(reply.Words, mechanism, login);
        }

        string? Challenge() => reply.IsGoOn ? reply.Lines[0] : null;
    }

    private async Task<SmtpOutcome> HandOverAsync(SmtpMail mail, CancellationToken cancel)
    {
        string[] commands = [_offers.SenderOf(mail), .. mail.To.Select(to => $"RCPT TO:<{Checked(to)}>"), "DATA"];
        var replies = _offers.Pipelining ? await _says.AskAtOnceAsync(commands, cancel) : await _says.AskWhileYesAsync(commands, cancel);
        var recipients = replies.Skip(1).Take(mail.To.Count).ToList();

        if (!replies[0].IsYes)
        {
            // Asked in one go it may still wait for a content it has no sender for: it gets an empty one, which it takes for nobody.
            await EndEmptyAsync(replies, commands, cancel);
            return new SmtpOutcome(SmtpStep.Sender, replies[0], []);
        }

        if (!recipients.Exists(reply => reply.IsYes))
        {
            await EndEmptyAsync(replies, commands, cancel);
            return new SmtpOutcome(SmtpStep.Recipients, recipients[^1], recipients);
        }

        if (replies[^1] is { IsGoOn: false } refused)
        {
            return new SmtpOutcome(SmtpStep.Data, refused, recipients);
        }

        HasBegunContent = true;
        var stuffed = new DotStuffing(_connection);
        await mail.Content.WriteAsync(stuffed, cancel);
        await stuffed.EndAsync(cancel);
        var outcome = new SmtpOutcome(SmtpStep.Content, await _says.HearAsync(cancel), recipients);
        if (outcome.IsTaken)
        {
            mail.WhenTaken?.Invoke();
        }

        return outcome;
    }

    // RFC 2920, 3.1: a server may say "go on" to DATA after refusing everybody.
    private async Task EndEmptyAsync(IReadOnlyList<SmtpReply> replies, string[] commands, CancellationToken cancel)
    {
        if (replies.Count == commands.Length && replies[^1].IsGoOn)
        {
            await _says.AskAsync(".", cancel);
        }
    }

    // An address with a line break or an angle bracket in it would be a command of its own.
    internal static string Checked(string address) => address.Any(c => c is '<' or '>' || char.IsControl(c) || char.IsWhiteSpace(c))
        ? throw new ArgumentException("Not an address that can be put in an envelope.", nameof(address))
        : address;

    private string OwnName()
    {
        var name = Dns.GetHostName();
        if (name.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(name) is UriHostNameType.Dns && Ascii.IsValid(name))
        {
            return name;
        }

        var address = _connection.OwnAddress;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";
    }
}
