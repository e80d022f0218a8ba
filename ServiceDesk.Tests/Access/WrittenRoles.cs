using ServiceDesk.Domain.Vocabulary;
using static ServiceDesk.Tests.Access.Role;

namespace ServiceDesk.Tests.Access;

/// <summary>What somebody is to the site and to one desk of it, which is restricted.</summary>
[Flags]
internal enum Role
{
    Nobody = 0,
    Stranger = 1,
    Customer = 2,
    Collaborator = 4,
    Agent = 8,
    DeskAdministrator = 16,
    StaffOfAnotherDesk = 32,
    StaffWithoutSeat = 64,
    DeactivatedAdministrator = 128,
    SiteAdministrator = 256,
    SiteAdministratorWithSeat = 512,
    SiteAdministratorOnTheDesk = 1024,
}

/// <summary>One operation of the domain: who may, and how it is asked for.</summary>
/// <param name="Operation">Class and method.</param>
/// <param name="May">Who may: for them it is done.</param>
/// <param name="Ask">Asks for it, on things of its own; null when it was done.</param>
internal sealed record WrittenRole(string Operation, Role May, Func<RoleScene, Actor, Task<Refusal?>> Ask)
{
    /// <summary>Who may not, but sees what it is about and so is told why. Everybody else is answered as if it did not exist.</summary>
    public Role Sees { get; init; }

    /// <summary>What everybody else is answered where nothing is hidden.</summary>
    public Type Otherwise { get; init; } = typeof(NotFound);
}

/// <summary>
/// Who may do what, operation by operation: design.md 2.8 written out. A test asks for each in every role; another finds out when one is missing.
/// </summary>
internal static partial class WrittenRoles
{
    // The rows of design.md 2.8.
    private const Role Site = SiteAdministrator | SiteAdministratorWithSeat | SiteAdministratorOnTheDesk;
    private const Role Desk = DeskAdministrator | Site;
    private const Role CustomerList = Collaborator | Agent | Desk;
    private const Role Serving = Agent | DeskAdministrator | SiteAdministratorOnTheDesk;
    private const Role Reading = Collaborator | Serving;

    // Whoever can log in, and whoever can ask at all.
    private const Role Members = Customer | CustomerList | StaffOfAnotherDesk | StaffWithoutSeat;
    private const Role Anybody = Stranger | Members | DeactivatedAdministrator;

    /// <summary>All rows.</summary>
    public static IReadOnlyList<WrittenRole> All => [.. OfTheSite, .. OfDesks, .. OfCollectors, .. OfIncomingMail, .. OfWebhooks, .. OfInvitations, .. OfRequests, .. OfThePortal, .. OfOnesOwn, .. OfTheDoors];
}
