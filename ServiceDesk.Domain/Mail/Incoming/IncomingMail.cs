namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// A mail that reached a desk (design.md 4). Its raw bytes are stored in the same commit as this row, before anything is made of it; what it
/// became carries its id, so that a mail processed twice is found and not doubled.
/// </summary>
public sealed class IncomingMail
{
    /// <summary>The longest subject, address or Message-ID that is kept here; the original has the rest.</summary>
    public const int MostCharacters = 500;

    /// <summary>The row's id; the id, too, of the request or comment it becomes.</summary>
    public required Guid Id { get; init; }

    /// <summary>The desk it was sent to.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>Where it was taken from.</summary>
    public required MailSource Source { get; init; }

    /// <summary>By what its source knows it, such as the UIDVALIDITY and UID of an IMAP folder; unique for the desk and the kind of source.</summary>
    public required string SourceIdentity { get; init; }

    /// <summary>SHA-256 of the raw bytes; unique for the desk.</summary>
    public required byte[] ContentHash { get; init; }

    /// <summary>The sender the mail server was told; empty for none, as with reports, and null when not known.</summary>
    public string? EnvelopeSender { get; init; }

    /// <summary>The recipient the mail server was told; null when not known.</summary>
    public string? EnvelopeRecipient { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How long what was taken is, in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>How long the mail is of which only the beginning was taken, because it is too large; null where all of it was.</summary>
    public long? WholeBytes { get; init; }

    /// <summary>What became of it.</summary>
    public IncomingState State { get; set; }

    /// <summary>Why, where there is more to say than the state.</summary>
    public IncomingReason Reason { get; set; }

    /// <summary>What fills the reason's sentence; empty where nothing does.</summary>
    public string ReasonArgument { get; set; } = "";

    /// <summary>When to process it next; null once something came of it.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    /// <summary>How often processing it was begun since it was stored, or since somebody asked for it again.</summary>
    public int Attempts { get; set; }

    /// <summary>When something came of it; null before.</summary>
    public DateTimeOffset? ProcessedAt { get; set; }

    /// <summary>The writer's address in its compared form; null before it was read, or when it names none.</summary>
    public string? SenderAddress { get; set; }

    /// <summary>The writer as the mail names them; null before it was read.</summary>
    public string? From { get; set; }

    /// <summary>What it is about; null before it was read, or when it does not say.</summary>
    public string? Subject { get; set; }

    /// <summary>Its Message-ID without angles; null before it was read, or when it has none.</summary>
    public string? MessageId { get; set; }

    /// <summary>SHA-256 of writer, subject and text: the same message that came another way has the same. Null before it was read.</summary>
    public byte[]? TextHash { get; set; }

    /// <summary>The request it raised or belongs to; null for none.</summary>
    public Guid? RequestId { get; set; }

    /// <summary>The comment it became; null for none.</summary>
    public Guid? CommentId { get; set; }

    /// <summary>When its sender was answered automatically; null when not.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Guards against two who process it.</summary>
    public int Version { get; private set; }

    /// <summary>Its row in the database now says that processing it was begun; so does this.</summary>
    internal void WasTaken() => (Attempts, Version) = (Attempts + 1, Version + 1);

    /// <summary>Something came of it.</summary>
    public void Settle(IncomingState state, IncomingReason reason, string argument, DateTimeOffset now) =>
        (State, Reason, ReasonArgument, ProcessedAt, NextTryAt) = (state, reason, Short(argument) ?? "", now, null);

    /// <summary>It is to be processed, as if it had just come.</summary>
    public void QueueAgain(DateTimeOffset now) =>
        (State, Reason, ReasonArgument, ProcessedAt, NextTryAt, Attempts) = (IncomingState.Stored, IncomingReason.None, "", null, now, 0);

    /// <summary>A foreign text as it is kept here: without zeros, which no database takes, and not longer than anybody reads.</summary>
    internal static string? Short(string? text)
    {
        var kept = text?.Replace("\0", "", StringComparison.Ordinal);
        return kept is { Length: > MostCharacters } ? kept[..(char.IsHighSurrogate(kept[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)] : kept;
    }
}

/// <summary>A piece of a mail's raw bytes.</summary>
public sealed class IncomingPiece
{
    /// <summary>The size of a piece, in bytes; the last one may be shorter.</summary>
    public const int PieceBytes = 256 * 1024;

    /// <summary>The mail.</summary>
    public required Guid MailId { get; init; }

    /// <summary>Its place, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>At most <see cref="PieceBytes"/> bytes.</summary>
    public required byte[] Content { get; init; }
}

/// <summary>Where a mail was taken from.</summary>
public enum MailSource
{
    /// <summary>A mail server handed it over by HTTP.</summary>
    Gate,

    /// <summary>A mailbox that is read by IMAP.</summary>
    Imap,

    /// <summary>A folder of files, one a mail.</summary>
    Maildir,
}
