using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Domain.Customers;

/// <summary>A finished sign-up at a desk that approves by hand: the account is on no list. It is gone once the person joins, however they do.</summary>
public sealed class HeldSignUp
{
    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>The person.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The person.</summary>
    public Account Account { get; init; } = null!;

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was refused; null while it waits.</summary>
    public DateTimeOffset? RefusedAt { get; set; }
}
