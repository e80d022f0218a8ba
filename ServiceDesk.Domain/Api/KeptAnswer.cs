namespace ServiceDesk.Domain.Api;

/// <summary>What a program was answered to something it sent under an Idempotency-Key: sent again, it is answered the same and nothing is done twice.</summary>
public sealed class KeptAnswer
{
    /// <summary>The longest key, in characters.</summary>
    public const int MostKeyCharacters = 255;

    /// <summary>How long it is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>How long the first may run; one that is silent so long is taken for dead, and who asks again does it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Who sent it.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was sent, and where to.</summary>
    public required byte[] Asked { get; init; }

    /// <summary>When it was first sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of what it makes: whoever does it after a crash makes the same.</summary>
    public required Guid EffectId { get; init; }

    /// <summary>Until when somebody is at it; past once it is answered.</summary>
    public required DateTimeOffset TakenUntil { get; set; }

    /// <summary>The status of the answer; null while there is none.</summary>
    public int? Status { get; set; }

    /// <summary>Its headers, as a JSON object.</summary>
    public string Headers { get; set; } = "{}";

    /// <summary>Its body; may be empty.</summary>
    public byte[] Body { get; set; } = [];
}
