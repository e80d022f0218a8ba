using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>A mailbox on an IMAP server.</summary>
/// <param name="Server">Where it is.</param>
/// <param name="Login">As whom to log in.</param>
public sealed record ImapSettings(MailServer Server, MailLogin Login)
{
    /// <summary>How long to listen before listening anew: a server may hang up after 30 minutes (RFC 2177).</summary>
    public TimeSpan ListenAgainAfter { get; init; } = TimeSpan.FromMinutes(29);

    /// <summary>How often to ask where the server cannot tell by itself.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Is told of each step until it is logged in, with the server's words; null for nobody.</summary>
    public Action<ImapStep, string>? Told { get; init; }
}

/// <summary>How far a connection has come.</summary>
public enum ImapStep
{
    /// <summary>The server has greeted, encrypted where that is wanted.</summary>
    Connected,

    /// <summary>It has let the user in.</summary>
    LoggedIn,
}

/// <summary>A folder that was opened (RFC 3501, 2.3.1.1 and 6.3.1).</summary>
/// <param name="Name">Its name.</param>
/// <param name="UidValidity">While this stays, each UID stays with its message; once it differs, all UIDs known are worth nothing.</param>
/// <param name="UidNext">The least UID the next message can have; null when the server does not say.</param>
/// <param name="Exists">How many messages are in it.</param>
/// <param name="HighestModSeq">Grows with each change (RFC 7162); null when the server does not count.</param>
/// <param name="IsReadOnly">Whether nothing can be changed in it.</param>
public sealed record ImapFolder(string Name, uint UidValidity, uint? UidNext, int Exists, ulong? HighestModSeq, bool IsReadOnly);

/// <summary>A message of the opened folder.</summary>
/// <param name="Uid">Its number, for good as long as the folder's UIDVALIDITY stays.</param>
/// <param name="Size">How many bytes the server says it has.</param>
/// <param name="ReceivedAt">When the server got it; null when it does not say.</param>
/// <param name="Flags">Such as \Seen.</param>
public sealed record ImapMessage(uint Uid, long Size, DateTimeOffset? ReceivedAt, IReadOnlySet<string> Flags);

/// <summary>What came of listening.</summary>
public enum ImapNews
{
    /// <summary>Messages have come.</summary>
    Arrived,

    /// <summary>Nothing, for as long as was asked.</summary>
    NothingYet,
}
