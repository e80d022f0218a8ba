namespace ServiceDesk.Domain.Mail.Smtp;

/// <summary>A mail with its envelope.</summary>
/// <param name="From">The return path; null for the empty one, to which no answer ever comes.</param>
/// <param name="To">Whom it goes to, at least one.</param>
/// <param name="Content">The mail itself.</param>
public sealed record SmtpMail(string? From, IReadOnlyList<string> To, SmtpContent Content)
{
    /// <summary>Called at the server's word that it took the mail, before anything else is done; null when nobody waits for it.</summary>
    public Action? WhenTaken { get; init; }

    /// <summary>Whether an address has letters that only SMTPUTF8 carries (RFC 6531).</summary>
    public bool NeedsUtf8 => !System.Text.Ascii.IsValid(From ?? "") || To.Any(to => !System.Text.Ascii.IsValid(to));
}

/// <summary>A mail's headers and body, written when they are sent, lines ending in CR LF.</summary>
/// <param name="WriteAsync">Writes it; each time the same.</param>
/// <param name="Bytes">How much that will be.</param>
/// <param name="IsEightBit">Whether any byte of it is beyond ASCII.</param>
public sealed record SmtpContent(Func<Stream, CancellationToken, Task> WriteAsync, long Bytes, bool IsEightBit)
{
    /// <summary>One that is in memory already.</summary>
    public static SmtpContent Of(ReadOnlyMemory<byte> mail) =>
        new(async (to, cancel) => await to.WriteAsync(mail, cancel), mail.Length, !System.Text.Ascii.IsValid(mail.Span));
}

/// <summary>At which command a server said its last word about a mail.</summary>
public enum SmtpStep
{
    /// <summary>Before it was asked: it is known not to take such a mail.</summary>
    Offered,

    /// <summary>At the sender.</summary>
    Sender,

    /// <summary>At the recipients, of whom it took none.</summary>
    Recipients,

    /// <summary>Before the content.</summary>
    Data,

    /// <summary>After the content.</summary>
    Content,
}

/// <summary>What became of a mail.</summary>
/// <param name="Step">Where it was decided.</param>
/// <param name="Reply">What the server said there.</param>
/// <param name="Recipients">What it said of each recipient, in their order; empty when it did not come to that.</param>
public sealed record SmtpOutcome(SmtpStep Step, SmtpReply Reply, IReadOnlyList<SmtpReply> Recipients)
{
    /// <summary>Whether the server took it upon itself to deliver to those recipients it said yes to.</summary>
    public bool IsTaken => Step is SmtpStep.Content && Reply.IsYes;
}
