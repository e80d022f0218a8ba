namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>Hands a mail to the mail server: the edge of the process.</summary>
public interface IMailTransport
{
    /// <summary>
    /// Hands one mail over and says what the server answered; calls <paramref name="taken"/> at its very word that it took the mail, before anything
    /// else. Does not throw for what a mail server may do; ends soon after <paramref name="cancel"/>.
    /// </summary>
    Task<ServerAnswer> DeliverAsync(OutgoingMessage message, Action taken, CancellationToken cancel);
}

/// <summary>What the mail server made of a mail.</summary>
public abstract record ServerAnswer
{
    private ServerAnswer()
    {
    }

    /// <summary>It took the mail.</summary>
    public sealed record Taken : ServerAnswer;

    /// <summary>It did not take it now, or did not answer: try again later.</summary>
    /// <param name="Words">What it said.</param>
    public sealed record Later(string Words) : ServerAnswer;

    /// <summary>It will never take this mail.</summary>
    /// <param name="Words">What it said.</param>
    public sealed record Never(string Words) : ServerAnswer;
}
