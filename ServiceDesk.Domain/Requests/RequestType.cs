namespace ServiceDesk.Domain.Requests;

/// <summary>A kind of request a desk offers in its portal.</summary>
public sealed class RequestType
{
    /// <summary>The longest name, in characters.</summary>
    public const int MostNameCharacters = 80;

    /// <summary>The longest description, in characters.</summary>
    public const int MostDescriptionCharacters = 500;

    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The desk that offers it.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>What it is for; may be empty.</summary>
    public required string Description { get; set; }

    /// <summary>The name of its icon, one of those the settings page offers.</summary>
    public required string Icon { get; set; }

    /// <summary>Its place in the portal, ascending.</summary>
    public int Position { get; set; }

    /// <summary>Since when it is no longer offered; null while it is.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }
}
