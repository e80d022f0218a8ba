using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>A mailbox that a desk reads by itself (design.md 4). A desk has none until somebody saves one.</summary>
public sealed class DeskMailbox
{
    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>Whether it is read.</summary>
    public bool IsOn { get; set; }

    /// <summary>What it is.</summary>
    public MailboxKind Kind { get; set; }

    /// <summary>The mail server; empty for a Maildir.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; set; }

    /// <summary>Whether and when the connection is encrypted.</summary>
    public WireSecurity Security { get; set; }

    /// <summary>The SHA-256 thumbprint of the one certificate that is believed; empty to believe whom the machine believes.</summary>
    public string Thumbprint { get; set; } = "";

    /// <summary>As whom to log in.</summary>
    public string User { get; set; } = "";

    /// <summary>By what.</summary>
    public MailboxLogin Login { get; set; }

    /// <summary>The password, sealed; null for none.</summary>
    public byte[]? SealedPassword { get; set; }

    /// <summary>Where tokens come from; empty where none are used.</summary>
    public string TokenUrl { get; set; } = "";

    /// <summary>The name this site is registered under there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What tokens are asked for.</summary>
    public string Scope { get; set; } = "";

    /// <summary>The secret this site has there, sealed; null for none.</summary>
    public byte[]? SealedClientSecret { get; set; }

    /// <summary>The refresh token, sealed; null for none.</summary>
    public byte[]? SealedRefreshToken { get; set; }

    /// <summary>The folder that is read; empty for a Maildir, whose folder the site's settings and the desk's key name.</summary>
    public string Folder { get; set; } = "";

    /// <summary>What is done with a mail that was taken in.</summary>
    public AfterReading Afterwards { get; set; }

    /// <summary>The folder for mails of which something became, or for which there was nothing to do.</summary>
    public string ProcessedFolder { get; set; } = "";

    /// <summary>The folder for mails that were refused, or could not be processed.</summary>
    public string RefusedFolder { get; set; } = "";

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }
}

/// <summary>How far a desk's mailbox was read, and how it goes; apart from what was chosen, because it changes with every mail.</summary>
public sealed class MailboxProgress
{
    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>The folder's UIDVALIDITY (RFC 3501, 2.3.1.1) that <see cref="HighestUid"/> belongs to; null before it was read.</summary>
    public long? UidValidity { get; set; }

    /// <summary>Everything up to here was taken in.</summary>
    public long HighestUid { get; set; }

    /// <summary>Since when it is connected; null while it is not.</summary>
    public DateTimeOffset? ConnectedAt { get; set; }

    /// <summary>When it was last read to its end; null for never.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Since when it cannot be read; null while it can.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>What the matter is; null when nothing is, or nothing known.</summary>
    public WireFault? Fault { get; set; }

    /// <summary>The same in the server's own words; empty when nothing is.</summary>
    public string Problem { get; set; } = "";

    /// <summary>The node that reads it; null for none, and where there is but one.</summary>
    public Guid? TakenBy { get; set; }

    /// <summary>Until when it is that node's.</summary>
    public DateTimeOffset? TakenUntil { get; set; }
}

/// <summary>What a desk reads.</summary>
public enum MailboxKind
{
    /// <summary>A mailbox on a mail server, by IMAP.</summary>
    Imap,

    /// <summary>A Maildir on the site's own machine.</summary>
    Maildir,
}

/// <summary>By what a desk logs in to its mail server.</summary>
public enum MailboxLogin
{
    /// <summary>A password.</summary>
    Password,

    /// <summary>An access token for the site's own registration (RFC 6749, 4.4).</summary>
    ClientCredentials,

    /// <summary>An access token for somebody who agreed to it once (RFC 6749, 6).</summary>
    RefreshToken,
}

/// <summary>What is done in the mailbox with a mail that was taken in.</summary>
public enum AfterReading
{
    /// <summary>It is moved, by what became of it, to one of two folders.</summary>
    Move,

    /// <summary>It is marked as read.</summary>
    MarkSeen,

    /// <summary>Nothing.</summary>
    Leave,
}
