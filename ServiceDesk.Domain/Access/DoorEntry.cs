using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Access;

/// <summary>One attempt at a door, kept 90 days (design.md 2.2): the decision as values, so that each reader's language renders it.</summary>
public sealed class DoorEntry
{
    /// <summary>How long an entry is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>The row's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>At which door.</summary>
    public Door Door { get; private set; }

    /// <summary>Of which desk; null for the site's own doors.</summary>
    public Guid? DeskId { get; private set; }

    /// <summary>The address in its compared form.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What was allowed; null when it was refused.</summary>
    public Effect? Effect { get; private set; }

    /// <summary>Why it was refused; null when it was allowed.</summary>
    public RefusedBecause? Reason { get; private set; }

    /// <summary>Who acted; null for a stranger.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>From which network address; null when not known.</summary>
    public string? Network { get; private set; }

    /// <summary>The entry of one decision.</summary>
    public static DoorEntry Of(Door door, AccessDecision decision, Guid? deskId, EmailAddress address, Actor by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        Door = door,
        DeskId = deskId,
        Address = address.Normalized,
        Effect = (decision as Allowed)?.Effect,
        Reason = (decision as Refused)?.Reason,
        ActorId = by.AccountId,
        Network = by.Network,
    };
}

/// <summary>How many attempts a limit turned away at a door in one minute: counted, not written row by row.</summary>
public sealed class TurnedAway
{
    /// <summary>The minute, its seconds zero.</summary>
    public required DateTimeOffset Minute { get; init; }

    /// <summary>The door.</summary>
    public required Door Door { get; init; }

    /// <summary>The name of the limit, such as <c>SignUpsPerNetwork</c>.</summary>
    public required string Limit { get; init; }

    /// <summary>Which node counted.</summary>
    public required Guid Node { get; init; }

    /// <summary>How many.</summary>
    public int Count { get; set; }
}
