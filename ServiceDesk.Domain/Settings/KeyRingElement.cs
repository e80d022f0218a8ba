namespace ServiceDesk.Domain.Settings;

/// <summary>One element of the data-protection key ring, kept in the database so that every node and every restart has the same keys.</summary>
public sealed class KeyRingElement
{
    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name the framework gives it.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The key as XML.</summary>
    public required string Xml { get; init; }
}
