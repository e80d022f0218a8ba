namespace ServiceDesk.Domain.Access;

/// <summary>What somebody on a desk's agents list is there, by the seat they hold (design.md 1).</summary>
public enum DeskRole
{
    /// <summary>Holds a seat of Team only.</summary>
    Collaborator,

    /// <summary>Holds a seat of Service Desk.</summary>
    Agent,

    /// <summary>An agent with the administrator mark.</summary>
    Administrator,
}
