using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Benchmarks.KillMail;

/// <summary>A mailbox on a Dovecot, which the desk reads by IMAP: a letter lies there from the moment it was handed over.</summary>
internal sealed class ImapWay : ILetterWay
{
    private const string User = "help";

    private readonly DovecotServer _server;

    private ImapWay(DovecotServer server) => _server = server;

    public string Name => "IMAP";

    /// <summary>None: a letter that lies there is fetched again unseen from here.</summary>
    public int TriedAgain => 0;

    /// <summary>Lets a desk read a mailbox of this server, before its site starts.</summary>
    public static async Task<ImapWay> OpenAsync(DovecotServer server, DeskDatabase database, Guid deskId)
    {
        await using var db = database.Open();
        db.Mailboxes.Add(new DeskMailbox
        {
            DeskId = deskId,
            IsOn = true,
            Host = "127.0.0.1",
            Port = server.TlsPort,
            Thumbprint = server.Certificate.GetCertHashString(HashAlgorithmName.SHA256),
            User = User,
            SealedPassword = Seal(database, "right"),
            Folder = "INBOX",
            Afterwards = AfterReading.Move,
            ProcessedFolder = "Processed",
            RefusedFolder = "Refused",
        });
        db.MailboxProgress.Add(new MailboxProgress { DeskId = deskId });
        await db.SaveChangesAsync();
        return new ImapWay(server);
    }

    public Task SendAsync(SentLetter letter, MortalSite site, CancellationToken cancel)
    {
        _server.Deliver(User, letter.Raw);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // With the keys that the site keeps in its database, the first of which is made here.
    private static byte[] Seal(DeskDatabase database, string secret)
    {
        using var provider = new ServiceCollection().AddLogging().AddSingleton(database).AddKeyRing().BuildServiceProvider();
        return new LinkSeal(provider.GetRequiredService<IDataProtectionProvider>()).Seal(secret);
    }
}
