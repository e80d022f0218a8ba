namespace ServiceDesk.Domain.Vocabulary;

/// <summary>Who asks for an operation. What they may do is looked up in the database each time, never carried along.</summary>
/// <param name="AccountId">The account logged in; null for a stranger.</param>
/// <param name="Network">Where from: the network address as text, for limits and the audit; null when the site itself acts.</param>
/// <param name="Language">In which language they are spoken to just now, for what is written on their account; null when the site itself acts.</param>
public sealed record Actor(Guid? AccountId, string? Network, string? Language = null)
{
    /// <summary>Nobody who is logged in.</summary>
    public static Actor Stranger(string? network) => new(null, network);

    /// <summary>The site itself: workers and the console.</summary>
    public static Actor Site { get; } = new(null, null);

    /// <summary>The person logged in with this account.</summary>
    public static Actor Person(Guid accountId, string? network) => new(accountId, network);
}
