using ServiceDesk.Domain.Mail.Incoming;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>A mailbox that is open for reading: on a mail server, or a folder of files. One caller at a time.</summary>
internal interface IOpenMailbox : IAsyncDisposable
{
    /// <summary>What kind of source it is.</summary>
    MailSource Source { get; }

    /// <summary>The UIDVALIDITY and up to where its mails were handed out; null where mails have no numbers.</summary>
    (long UidValidity, long Uid)? Reached { get; }

    /// <summary>Those that were not handed out yet since it was opened, the oldest first; at most so many.</summary>
    Task<IReadOnlyList<WaitingMail>> NextAsync(int most, CancellationToken cancel);

    /// <summary>Reads a mail, or of one that is too large its beginning; null when it is gone.</summary>
    Task<TakenMail?> TakeAsync(WaitingMail mail, CancellationToken cancel);

    /// <summary>Moves a mail to a folder, or marks it as read where none is named; one that is gone is no fault.</summary>
    Task PutAwayAsync(WaitingMail mail, string? folder, CancellationToken cancel);

    /// <summary>Waits for mails, or so long.</summary>
    Task ListenAsync(TimeSpan atMost, CancellationToken cancel);
}

/// <summary>A mail that lies in a mailbox.</summary>
/// <param name="Identity">What the mailbox knows it by.</param>
/// <param name="Number">Its UID; null where mails have no numbers.</param>
internal abstract record WaitingMail(string Identity, long? Number = null);

/// <summary>A mail as it was read. Dispose of it.</summary>
/// <param name="Content">The mail, or its beginning.</param>
/// <param name="WholeBytes">How long it is where only its beginning was read; null where all of it was.</param>
internal sealed record TakenMail(MailSpool Content, long? WholeBytes) : IAsyncDisposable
{
    /// <summary>How much is read of a mail that is too large: enough to know whose it is.</summary>
    public const int BeginningBytes = 64 * 1024;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
