using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>A limit turned it away; nothing was done.</summary>
/// <param name="Minutes">In how many minutes it can be tried again, for the sentence; at least one.</param>
/// <param name="RetryAfter">The same, exactly.</param>
public abstract record TooMany(int Minutes, TimeSpan RetryAfter) : Refusal
{
    private protected static int MinutesOf(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalMinutes));
}

/// <summary>Too many sign-ups from this network, with this address, or on the whole site.</summary>
public sealed record TooManySignUps(TimeSpan RetryAfter) : TooMany(MinutesOf(RetryAfter), RetryAfter);

/// <summary>Too many mails were asked for.</summary>
public sealed record TooManyMails(TimeSpan RetryAfter) : TooMany(MinutesOf(RetryAfter), RetryAfter);

/// <summary>The person invited too many customers.</summary>
public sealed record TooManyInvitations(TimeSpan RetryAfter) : TooMany(MinutesOf(RetryAfter), RetryAfter);

/// <summary>The person raised too many requests.</summary>
public sealed record TooManyRequests(TimeSpan RetryAfter) : TooMany(MinutesOf(RetryAfter), RetryAfter);

/// <summary>The person uploaded too many attachments.</summary>
public sealed record TooManyAttachments(TimeSpan RetryAfter) : TooMany(MinutesOf(RetryAfter), RetryAfter);

/// <summary>The person tested mailboxes too often.</summary>
public sealed record TooManyMailboxTests(TimeSpan RetryAfter) : TooMany(MinutesOf(RetryAfter), RetryAfter);

/// <summary>A program called the API too often.</summary>
public sealed record TooManyCalls(TimeSpan RetryAfter) : TooMany(MinutesOf(RetryAfter), RetryAfter);

/// <summary>Too many live pages are open already.</summary>
public sealed record TooManyCircuits : Refusal;
