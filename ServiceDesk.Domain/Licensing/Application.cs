namespace ServiceDesk.Domain.Licensing;

/// <summary>What a seat is for (design.md 1, 2.6).</summary>
public enum Application
{
    /// <summary>Agents: serve customers.</summary>
    ServiceDesk,

    /// <summary>Collaborators: read requests and write internal comments.</summary>
    Team,
}

/// <summary>What is known of the applications besides their seats.</summary>
public static class Applications
{
    /// <summary>All of them, in the order in which seats are locked and shown.</summary>
    public static IReadOnlyList<Application> All { get; } = [Application.ServiceDesk, Application.Team];

    /// <summary>The application's name, which is the same in every language.</summary>
    public static string Name(this Application application) => application switch
    {
        Application.ServiceDesk => "Service Desk",
        Application.Team => "Team",
        _ => throw new ArgumentOutOfRangeException(nameof(application), application, "There is no such application."),
    };
}
