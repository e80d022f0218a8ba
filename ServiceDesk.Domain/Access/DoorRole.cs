namespace ServiceDesk.Domain.Access;

/// <summary>
/// In which role somebody acts at a door, seen from the desk concerned. A person with several roles asks in the one they act in:
/// a site administrator who is also an agent of the desk raises a request on behalf of somebody as the agent.
/// </summary>
public enum DoorRole
{
    /// <summary>The person themselves, with nobody logged in: an anonymous page, a mail, a collector.</summary>
    Stranger,

    /// <summary>The person themselves, logged in, and not staff of this desk.</summary>
    Customer,

    /// <summary>A collaborator of this desk.</summary>
    Collaborator,

    /// <summary>An agent of this desk.</summary>
    Agent,

    /// <summary>An administrator of this desk.</summary>
    DeskAdministrator,

    /// <summary>An administrator of the site; staff of no desk by that alone.</summary>
    SiteAdministrator,
}
