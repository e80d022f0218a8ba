using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Domain.Desks;

/// <summary>A place on a desk's agents list. What it lets its holder do depends on the seat they hold too (design.md 1).</summary>
public sealed class DeskAgent
{
    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>The person.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The person.</summary>
    public Account Account { get; init; } = null!;

    /// <summary>Whether they administer the desk.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Guards against two editors.</summary>
    public int Version { get; private set; }
}
