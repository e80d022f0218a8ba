namespace ServiceDesk.Domain.Access;

/// <summary>One line of "who can do what right now": somebody in a role, at a door, with the rule book's answer.</summary>
/// <param name="Door">What is being tried.</param>
/// <param name="Role">Who tries it.</param>
/// <param name="Standing">What is known of the address concerned.</param>
/// <param name="IsOnList">Whether that address is on the desk's customer list.</param>
/// <param name="Decision">The answer.</param>
public sealed record AccessRow(Door Door, DoorRole Role, AddressStanding Standing, bool IsOnList, AccessDecision Decision)
{
    /// <summary>Whether it works right now.</summary>
    public bool IsAllowed => Decision is Allowed;

    /// <summary>What happens; null when it does not work.</summary>
    public Effect? Effect => (Decision as Allowed)?.Effect;

    /// <summary>Why it does not work; null when it does.</summary>
    public RefusedBecause? Reason => (Decision as Refused)?.Reason;
}
