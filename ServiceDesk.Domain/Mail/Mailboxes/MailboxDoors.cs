using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Maildir;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>What of the world a mailbox may reach, by the site's settings: desk administrators name servers, but not every address is theirs to reach.</summary>
public sealed class MailboxDoors(IOptions<IncomingOptions> options, TimeProvider clock) : IDisposable
{
    private readonly Lazy<HttpClient> _publicHttp = new(() => OAuthTokens.HttpOf(new SocketsHttpHandler { ConnectCallback = PublicAddresses.ConnectAsync }));

    /// <summary>How token servers are spoken to.</summary>
    internal HttpClient TokenServers
    {
        get => field ?? (options.Value.AllowPrivateHosts ? OAuthTokens.Http : _publicHttp.Value);
        set;
    }

    /// <summary>Whether desks may read Maildirs at all.</summary>
    public bool AllowsMaildir => options.Value.MaildirRoot.Length > 0;

    /// <summary>The largest mail that is taken, in bytes.</summary>
    public long MostBytes => options.Value.MostBytes;

    // Named by the desk's key, so that no desk can name another's, or any other folder of the machine.
    /// <summary>The folder of a desk's Maildir; null where the site allows none.</summary>
    public string? MaildirOf(string deskKey) => AllowsMaildir ? Path.Combine(options.Value.MaildirRoot, deskKey) : null;

    /// <summary>A desk's Maildir. Throws <see cref="WireException"/> where the site allows none, or it cannot be used.</summary>
    internal MaildirFolder OpenMaildir(string deskKey)
    {
        var folder = MaildirOf(deskKey) is { } path ? new MaildirFolder(path) : throw new WireException(WireFault.NotAllowed, $"{IncomingOptions.Section}:{nameof(IncomingOptions.MaildirRoot)} is empty.");
        return folder.Problem() is { } problem ? throw new WireException(WireFault.Unreachable, problem) : folder;
    }

    /// <summary>How a mailbox is reached.</summary>
    internal ImapSettings ImapOf(MailboxForm form, MailLogin login) => new(
        new MailServer(form.Host, form.Port, form.Security)
        {
            Clock = clock,
            Trust = form.Thumbprint.Length > 0 ? ServerTrust.OnlyOf(form.Thumbprint) : ServerTrust.OfTheSystem,
            OnlyPublic = !options.Value.AllowPrivateHosts,
        },
        login);

    /// <summary>Where tokens for a mailbox come from.</summary>
    internal OAuthTokens TokensOf(OAuthOptions oauth, Func<string, Task>? renewed = null) =>
        new(oauth, TokenServers, clock, renewed);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_publicHttp.IsValueCreated)
        {
            _publicHttp.Value.Dispose();
        }
    }
}
