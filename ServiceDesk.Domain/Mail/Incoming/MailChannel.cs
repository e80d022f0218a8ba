using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>How mail comes to a desk. A desk has none until somebody changes something about it.</summary>
public sealed class MailChannel
{
    /// <summary>The longest list of addresses, in characters.</summary>
    public const int MostAddressesCharacters = 2_000;

    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>The address people write to and answers come from; null while none is set.</summary>
    public string? Address { get; set; }

    /// <summary>Whether the desk's mails come from that address; else from the site's, and only answers go to it.</summary>
    public bool SendsFromAddress { get; set; } = true;

    /// <summary>Further addresses of the desk, one a line: nobody there is ever made a participant or answered.</summary>
    public string FurtherAddresses { get; set; } = "";

    /// <summary>The mail server whose Authentication-Results are believed, by the name it calls itself there; null for none.</summary>
    public string? TrustedServer { get; set; }

    /// <summary>Whether who is refused gets one polite answer a day.</summary>
    public bool AnswersRefused { get; set; }

    /// <summary>As which type requests are raised; null for the first that the desk offers.</summary>
    public Guid? RequestTypeId { get; set; }

    /// <summary>SHA-256 of the HTTP gate's token; null while there is none, and the gate is shut.</summary>
    public byte[]? GateTokenHash { get; private set; }

    /// <summary>When the token was made; null while there is none.</summary>
    public DateTimeOffset? GateTokenMadeAt { get; private set; }

    /// <summary>Who made it; null while there is none.</summary>
    public Guid? GateTokenMadeById { get; private set; }

    /// <summary>Since when the desk answers nothing by itself, because it was too much; null while it does.</summary>
    public DateTimeOffset? AnswersStoppedAt { get; private set; }

    /// <summary>When somebody last let it answer again, from when on answers are counted anew; null when nobody had to.</summary>
    public DateTimeOffset? AnswersResumedAt { get; private set; }

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Every address of the desk.</summary>
    public IEnumerable<EmailAddress> AllAddresses() => EmailAddress.Among(FurtherAddresses.Split('\n').Prepend(Address ?? ""));

    /// <summary>Makes a token in place of the one there was, which opens nothing any more. It is returned this once.</summary>
    public string MakeToken(Guid byId, DateTimeOffset now)
    {
        var token = Secret.Make();
        (GateTokenHash, GateTokenMadeAt, GateTokenMadeById) = (Secret.HashOf(token), now, byId);
        return token;
    }

    /// <summary>Shuts the gate.</summary>
    public void RevokeToken() => (GateTokenHash, GateTokenMadeAt, GateTokenMadeById) = (null, null, null);

    /// <summary>It answers nothing by itself any more.</summary>
    public void StopAnswers(DateTimeOffset now) => AnswersStoppedAt = now;

    /// <summary>It answers again.</summary>
    public void ResumeAnswers(DateTimeOffset now) => (AnswersStoppedAt, AnswersResumedAt) = (null, now);
}
