namespace ServiceDesk.Domain.Licensing;

/// <summary>What a seat is for (design.md 1, 2.6).</summary>
public enum Application
{
    /// <summary>Agents: serve customers.</summary>
    ServiceDesk,

    /// <summary>Collaborators: read requests and write internal comments.</summary>
    Team,
}
