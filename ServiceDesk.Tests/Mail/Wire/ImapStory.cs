using System.Security.Cryptography;
using System.Text;
using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Wire;

/// <summary>Clients of the stage's servers, and mails for their mailboxes.</summary>
internal static class ImapStory
{
    public static readonly MailLogin Password = new("", "right");

    /// <summary>Longer than anything takes where everything else runs besides: no test waits for it to pass.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>For servers that fall silent: whenever it passes, it is told as the same.</summary>
    public static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(300);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>How a mailbox of this server is reached, encrypted, with the one certificate it shows.</summary>
    public static ImapSettings Settings(this DovecotServer server, string user, WireSecurity security = WireSecurity.Tls, int? port = null) => new(
        new MailServer("127.0.0.1", port ?? (security is WireSecurity.Tls ? server.TlsPort : server.Port), security)
        {
            Timeout = Patience,
            Trust = ServerTrust.OnlyOf(server.Certificate.GetCertHashString(HashAlgorithmName.SHA256)),
        },
        Password with { User = user });

    public static Task<ImapClient> ConnectAsync(this DovecotServer server, string user) => ImapClient.ConnectAsync(server.Settings(user), Cancel);

    /// <summary>A server of the script, spoken to in clear.</summary>
    public static ImapSettings Settings(this ScriptedServer server) => new(SendingBySmtpTests.At(server.Port), Password with { User = "desk" });

    public static byte[] Letter(string subject) => Encoding.UTF8.GetBytes($"From: karl@example.com\r\nSubject: {subject}\r\n\r\nHello\r\n.\r\n");

    public static async Task<string> FetchAsync(this ImapClient client, uint uid)
    {
        using var mail = new MemoryStream();
        var bytes = await client.FetchAsync(uid, mail, 1_000_000, Cancel);
        Assert.Equal(mail.Length, bytes);
        return Encoding.UTF8.GetString(mail.ToArray());
    }

    public static async Task<WireException> ProblemAsync(Func<Task> act) => await Assert.ThrowsAsync<WireException>(act);
}
