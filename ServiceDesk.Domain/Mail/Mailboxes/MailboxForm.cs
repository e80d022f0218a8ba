using System.Globalization;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>What can be chosen about a desk's mailbox. What is secret is written only: empty keeps what is there.</summary>
public sealed record MailboxForm(Guid DeskId)
{
    private const int ImapsPort = 993;

    /// <summary>What it is.</summary>
    public MailboxKind Kind { get; init; }

    /// <summary>The mail server.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; init; } = ImapsPort;

    /// <summary>Whether and when the connection is encrypted.</summary>
    public WireSecurity Security { get; init; }

    /// <summary>The SHA-256 thumbprint of the one certificate that is believed; empty to believe whom the machine believes.</summary>
    public string Thumbprint { get; init; } = "";

    /// <summary>As whom to log in.</summary>
    public string User { get; init; } = "";

    /// <summary>By what.</summary>
    public MailboxLogin Login { get; init; }

    /// <summary>A new password; empty to keep the one there is.</summary>
    public string Password { get; init; } = "";

    /// <summary>Where tokens come from.</summary>
    public string TokenUrl { get; init; } = "";

    /// <summary>The name this site is registered under there.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>A new secret; empty to keep the one there is.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>A new refresh token; empty to keep the one there is.</summary>
    public string RefreshToken { get; init; } = "";

    /// <summary>What tokens are asked for; may be empty.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The folder that is read.</summary>
    public string Folder { get; init; } = "INBOX";

    /// <summary>What is done with a mail that was taken in.</summary>
    public AfterReading Afterwards { get; init; }

    /// <summary>The folder for mails of which something became.</summary>
    public string ProcessedFolder { get; init; } = "Processed";

    /// <summary>The folder for mails that were refused.</summary>
    public string RefusedFolder { get; init; } = "Refused";

    /// <summary>As it was read.</summary>
    public int Version { get; init; }

    /// <summary>Without what is secret.</summary>
    public override string ToString() => $"{Kind} {User} {Host}:{Port} {Folder}";

    /// <summary>What was saved, without what is secret.</summary>
    internal static MailboxForm Of(DeskMailbox mailbox) => new(mailbox.DeskId)
    {
        Kind = mailbox.Kind,
        Host = mailbox.Host,
        Port = mailbox.Port,
        Security = mailbox.Security,
        Thumbprint = mailbox.Thumbprint,
        User = mailbox.User,
        Login = mailbox.Login,
        TokenUrl = mailbox.TokenUrl,
        ClientId = mailbox.ClientId,
        Scope = mailbox.Scope,
        Folder = mailbox.Folder,
        Afterwards = mailbox.Afterwards,
        ProcessedFolder = mailbox.ProcessedFolder,
        RefusedFolder = mailbox.RefusedFolder,
        Version = mailbox.Version,
    };

    /// <summary>Puts what was chosen into the row; what is secret is not part of it.</summary>
    internal void To(DeskMailbox mailbox)
    {
        (mailbox.Kind, mailbox.Host, mailbox.Port, mailbox.Security, mailbox.Thumbprint, mailbox.User, mailbox.Login) = (Kind, Host, Port, Security, Thumbprint, User, Login);
        (mailbox.TokenUrl, mailbox.ClientId, mailbox.Scope, mailbox.Folder) = (TokenUrl, ClientId, Scope, Folder);
        (mailbox.Afterwards, mailbox.ProcessedFolder, mailbox.RefusedFolder) = (Afterwards, ProcessedFolder, RefusedFolder);
    }

    /// <summary>The same without blanks around, and without what its kind has no use for.</summary>
    internal MailboxForm Trimmed() => (Kind is MailboxKind.Maildir
        ? new MailboxForm(DeskId) { Kind = Kind, Folder = "", Afterwards = Afterwards, ProcessedFolder = ProcessedFolder, RefusedFolder = RefusedFolder, Version = Version }
        : this with
        {
            Host = Host.Trim(),
            Thumbprint = Thumbprint.Trim(),
            User = User.Trim(),
            TokenUrl = Login is MailboxLogin.Password ? "" : TokenUrl.Trim(),
            ClientId = Login is MailboxLogin.Password ? "" : ClientId.Trim(),
            Scope = Login is MailboxLogin.Password ? "" : Scope.Trim(),
            Folder = Folder.Trim(),
        }) with
    {
        ProcessedFolder = ProcessedFolder.Trim(),
        RefusedFolder = RefusedFolder.Trim(),
    };
}

/// <summary>A desk's mailbox as it is.</summary>
/// <param name="Form">What was chosen, without what is secret.</param>
/// <param name="IsSaved">Whether there is one at all.</param>
/// <param name="IsOn">Whether it is read.</param>
/// <param name="HasPassword">Whether a password is kept.</param>
/// <param name="HasClientSecret">Whether the token server's secret is kept.</param>
/// <param name="HasRefreshToken">Whether a refresh token is kept.</param>
/// <param name="State">How reading goes; null before it was ever saved.</param>
/// <param name="Maildir">The folder a Maildir of this desk has; null where the site allows none.</param>
public sealed record MailboxNow(MailboxForm Form, bool IsSaved, bool IsOn, bool HasPassword, bool HasClientSecret, bool HasRefreshToken, MailboxState? State, string? Maildir);

/// <summary>How the reading of a mailbox goes.</summary>
/// <param name="ConnectedAt">Since when it is connected; null while it is not.</param>
/// <param name="ReadAt">When it was last read to its end; null for never.</param>
/// <param name="FailingSince">Since when it cannot be read; null while it can.</param>
/// <param name="Fault">What the matter is; null when it is none of the known ones.</param>
/// <param name="Words">The same in the server's own words.</param>
public sealed record MailboxState(DateTimeOffset? ConnectedAt, DateTimeOffset? ReadAt, DateTimeOffset? FailingSince, WireFault? Fault, string Words)
{
    /// <summary>What the matter is, as a sentence.</summary>
    public string SentenceIn(CultureInfo culture) => Fault is { } fault ? WireException.SentenceOf(fault, culture) : Sentences.Of(typeof(DeskMailbox), "OwnFault", culture);
}

/// <summary>What is kept secret of a mailbox.</summary>
public enum MailboxSecret
{
    /// <summary>The password.</summary>
    Password,

    /// <summary>The secret at the token server.</summary>
    ClientSecret,

    /// <summary>The refresh token.</summary>
    RefreshToken,
}
