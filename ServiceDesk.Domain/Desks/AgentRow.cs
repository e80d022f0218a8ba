using ServiceDesk.Domain.Access;

namespace ServiceDesk.Domain.Desks;

/// <summary>Somebody on a desk's agents list.</summary>
/// <param name="AccountId">The person.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Address">Their mail address.</param>
/// <param name="Role">What they are on the desk by their seat; null while they hold none.</param>
/// <param name="HasMark">Whether they have the administrator mark; it means something with a seat of Service Desk only.</param>
/// <param name="IsActive">False while the account is deactivated.</param>
/// <param name="Since">Since when they are on the list.</param>
/// <param name="Version">To be handed back with a change.</param>
public sealed record AgentRow(Guid AccountId, string Name, string Address, DeskRole? Role, bool HasMark, bool IsActive, DateTimeOffset Since, int Version);

/// <summary>The agents list of a desk.</summary>
/// <param name="Agents">Administrators, agents, collaborators, each by name.</param>
/// <param name="MayNameAdministrators">Whether the asker may set and remove the administrator mark.</param>
public sealed record AgentsOfDesk(IReadOnlyList<AgentRow> Agents, bool MayNameAdministrators);

/// <summary>Somebody who can be put on a desk's agents list.</summary>
/// <param name="AccountId">The person.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Address">Their mail address.</param>
/// <param name="Becomes">What their seat makes them.</param>
public sealed record Candidate(Guid AccountId, string Name, string Address, DeskRole Becomes);
