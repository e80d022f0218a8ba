using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ServiceDesk.Tests.Stage;

/// <summary>A mail server on loopback, as far as a sender sees one: the world outside the process. It takes what comes, unless told otherwise.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedMail> _received = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Lazy<X509Certificate2> _certificate = new(Loopback.SelfSigned);
    private readonly Task _accepting;

    public SmtpServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Says no to a command with the line returned; null says what is usual.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Waited for before a command is answered: a server that is slow, or silent.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public bool OffersStartTls { get; set; }

    /// <summary>Whether it is spoken to by TLS from the first byte.</summary>
    public bool BeginsWithTls { get; set; }

    /// <summary>What it proves itself with: signed by itself, so that nobody trusts it who was not told to.</summary>
    public X509Certificate2 Certificate => _certificate.Value;

    /// <summary>The password it wants, if any.</summary>
    public string? Password { get; set; }

    public IReadOnlyCollection<ReceivedMail> Received => _received;

    /// <summary>Every command it heard, in order.</summary>
    public IReadOnlyCollection<string> Commands => _commands;

    /// <summary>Waits for the next mail to come in.</summary>
    public async Task<ReceivedMail> NextAsync(int mostSeconds = 60)
    {
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(mostSeconds)), "No mail came in.");
        return _received.Last();
    }

    /// <summary>Nobody answers at its port any more.</summary>
    public void GoDown() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        GoDown();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                return; // the listener was closed
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await TalkAsync(BeginsWithTls ? await EncryptAsync(client.GetStream()) : client.GetStream());
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The sender hung up, or the test is over.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        string? from = null, to = null;
        var isWelcome = Password is null;
        await SayAsync(stream, "CONNECT", "220 mail.test ESMTP");
        while (await HearAsync(stream) is { } line)
        {
            _commands.Enqueue(line);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await SayAsync(stream, line, $"250-mail.test\r\n{(OffersStartTls && stream is not SslStream ? "250-STARTTLS\r\n" : "")}{(Password is null ? "" : "250-AUTH LOGIN\r\n")}250-SMTPUTF8\r\n250 8BITMIME");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, line, "220 go ahead");
                    stream = await EncryptAsync(stream);
                    break;
                case "AUTH":
                    isWelcome = await IsPasswordRightAsync(stream, line);
                    await SayAsync(stream, line, isWelcome ? "235 welcome" : "535 5.7.8 wrong password");
                    break;
                case "MAIL":
                    from = line;
                    await SayAsync(stream, line, isWelcome ? "250 ok" : "530 5.7.0 say who you are");
                    break;
                case "RCPT":
                    to = line;
                    await SayAsync(stream, line, "250 ok");
                    break;
                case "DATA":
                    await SayAsync(stream, line, "354 go on");
                    var raw = await HearDataAsync(stream);
                    await SayAsync(stream, "END OF DATA", "250 taken", () => Keep(new ReceivedMail(from!, to!, raw, stream is SslStream)));
                    break;
                case "QUIT":
                    await SayAsync(stream, line, "221 bye");
                    return;
                default:
                    await SayAsync(stream, line, "250 ok");
                    break;
            }
        }
    }

    private async Task<SslStream> EncryptAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate.Value }, _stop.Token);
        return tls;
    }

    /// <summary>Answers; what the usual answer promises is done before it is said, because whoever hears it looks at once.</summary>
    private async Task SayAsync(Stream stream, string to, string usual, Action? promised = null)
    {
        await Before(to, _stop.Token);
        var said = Answer(to);
        if (said is null)
        {
            promised?.Invoke();
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes((said ?? usual) + "\r\n"), _stop.Token);
    }

    private void Keep(ReceivedMail mail)
    {
        _received.Enqueue(mail);
        _arrived.Release();
    }

    private async Task<bool> IsPasswordRightAsync(Stream stream, string line)
    {
        if (line.Split(' ').Length < 3)
        {
            await SayAsync(stream, "USERNAME", "334 VXNlcm5hbWU6");
            await HearAsync(stream);
        }

        await SayAsync(stream, "PASSWORD", "334 UGFzc3dvcmQ6");
        return Encoding.UTF8.GetString(Convert.FromBase64String(await HearAsync(stream) ?? "")) == Password;
    }

    private async Task<string> HearDataAsync(Stream stream)
    {
        var raw = new StringBuilder();
        while (await HearAsync(stream) is { } line && line != ".")
        {
            raw.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return raw.ToString();
    }

    // Byte by byte: what follows STARTTLS must not be read before its time.
    private async Task<string?> HearAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }
}
