using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Customers;

/// <summary>A place on a desk's customer list. Costs no seat (design.md 1).</summary>
public sealed class DeskCustomer
{
    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>The person.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The person.</summary>
    public Account Account { get; init; } = null!;

    /// <summary>The person's folded name, kept here so that a long list is read in order from one index.</summary>
    public required string SortName { get; set; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>By which door they came.</summary>
    public required Door CameBy { get; init; }

    /// <summary>Who put them there; null when they came themselves.</summary>
    public Guid? AddedById { get; init; }

    /// <summary>The import they came by; null when they came otherwise.</summary>
    public Guid? ImportId { get; init; }
}

/// <summary>A word by which a customer of a desk is found: the beginning of any word of the name, of the address or of its domain.</summary>
public sealed class CustomerWord : IFoundByWord
{
    /// <summary>The desk on whose list the person is.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>The word, folded.</summary>
    public required string Word { get; init; }

    /// <summary>The person's folded name, kept here so that those who share a word are read by name from one index.</summary>
    public required string SortName { get; init; }

    /// <summary>The person.</summary>
    public required Guid AccountId { get; init; }
}
