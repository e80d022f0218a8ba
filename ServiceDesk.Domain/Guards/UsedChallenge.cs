namespace ServiceDesk.Domain.Guards;

/// <summary>A challenge that was answered, so that the answer counts once on all nodes together. Kept as long as it could be sent again.</summary>
public sealed class UsedChallenge
{
    /// <summary>Which challenge.</summary>
    public required Guid Nonce { get; init; }

    /// <summary>When it no longer counts by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
