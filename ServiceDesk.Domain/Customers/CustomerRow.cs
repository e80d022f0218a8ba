using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Domain.Customers;

/// <summary>Somebody on a desk's customer list, as the desk's staff sees them (design.md 2.5).</summary>
/// <param name="AccountId">The person.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Address">Their mail address.</param>
/// <param name="Status">Whether and how they can log in.</param>
/// <param name="LastSeenAt">When they last used the site; null when they have never logged in.</param>
/// <param name="JoinedAt">Since when they are on the list.</param>
/// <param name="CameBy">By which door they came.</param>
/// <param name="AddedBy">The name of who put them there; null when they came themselves.</param>
/// <param name="IsStaff">Whether they are staff of a desk or of the site: a site administrator alone starts their reset.</param>
public sealed record CustomerRow(
    Guid AccountId,
    string Name,
    string Address,
    CustomerStatus Status,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset JoinedAt,
    Door CameBy,
    string? AddedBy,
    bool IsStaff)
{
    /// <summary>That a mail to them came back; null while none has.</summary>
    public BouncedMail? Bounce { get; init; }
}

/// <summary>Whether and how a customer can log in; derived from the facts of the account.</summary>
public enum CustomerStatus
{
    /// <summary>No password: cannot log in before claiming the account.</summary>
    Contact,

    /// <summary>A contact with a pending invitation.</summary>
    Invited,

    /// <summary>Can log in.</summary>
    Active,

    /// <summary>Has a temporary password, to be changed at the first log-in.</summary>
    MustChangePassword,

    /// <summary>Shut out.</summary>
    Deactivated,
}
