namespace ServiceDesk.Domain.Access;

/// <summary>One line of the site's address rules (design.md 2.2).</summary>
public sealed class AddressRule
{
    /// <summary>What the line says.</summary>
    public required AddressRuleKind Kind { get; init; }

    /// <summary>A normalised address, a domain, or <c>*.</c> and a domain for its sub-domains.</summary>
    public required string Value { get; init; }
}

/// <summary>What an address rule says.</summary>
public enum AddressRuleKind
{
    /// <summary>Unknown addresses must be of one of these domains.</summary>
    AllowedDomain,

    /// <summary>Addresses of this domain are refused at every door.</summary>
    BlockedDomain,

    /// <summary>This address is refused at every door.</summary>
    BlockedAddress,
}
