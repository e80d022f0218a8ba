namespace ServiceDesk.Domain.Access;

/// <summary>The rule book's answer at a door: <see cref="Allowed"/> or <see cref="Refused"/>, and what the person at the door may see of it.</summary>
public abstract record AccessDecision
{
    private protected AccessDecision()
    {
    }

    /// <summary>What the person at the door sees; the door log always has the decision itself.</summary>
    public DoorScreen Seen { get; init; } = DoorScreen.TheAnswer;

    /// <summary>False where the person sees the door's usual screen and cannot tell this decision from others.</summary>
    public bool IsSaidAloud => Seen != DoorScreen.TheUsualScreen;
}
