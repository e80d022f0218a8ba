namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>One row of a file, staged: read and checked, on no list yet.</summary>
public sealed class ImportRow
{
    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The line of the file on which the row begins, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The id the account gets if it is made.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The address as written.</summary>
    public required string Address { get; init; }

    /// <summary>The address in its compared form; empty when it is none.</summary>
    public required string NormalizedAddress { get; init; }

    /// <summary>The name, the address where none was written.</summary>
    public required string FullName { get; init; }

    /// <summary>The name folded for ordering.</summary>
    public required string SortName { get; init; }

    /// <summary>The words by which the person will be found, as an account names them; empty when the row has a problem.</summary>
    public required string SearchWords { get; init; }

    /// <summary>The organisation; null when none was written.</summary>
    public string? Organisation { get; init; }

    /// <summary>The language; null when none that the site speaks was written.</summary>
    public string? Language { get; init; }

    /// <summary>The hash of the temporary password; null when none was written.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>What the address rules said when it was read.</summary>
    public AddressFlags Flags { get; init; }

    /// <summary>What is the matter with the row; null when nothing is.</summary>
    public ImportProblem? Problem { get; init; }

    /// <summary>The line that has the same address; null for any other problem.</summary>
    public int? SameAsLine { get; init; }
}

/// <summary>What the site's address rules say of an address.</summary>
[Flags]
public enum AddressFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The address is blocked.</summary>
    AddressBlocked = 1,

    /// <summary>Its domain is blocked.</summary>
    DomainBlocked = 2,

    /// <summary>Its domain is not among those allowed.</summary>
    DomainNotAllowed = 4,
}

/// <summary>What can be the matter with a row.</summary>
public enum ImportProblem
{
    /// <summary>There is no address in it, or none that is one.</summary>
    NotAnAddress,

    /// <summary>The same address stands on an earlier line.</summary>
    SameAddress,

    /// <summary>The name or the organisation is too long.</summary>
    TooLong,

    /// <summary>The password is none that is taken.</summary>
    BadPassword,

    /// <summary>Its quotation marks do not fit: one is not closed, or stands within a value.</summary>
    OpenQuote,
}

/// <summary>A piece of a file that is being read, sealed, because passwords may stand in it; gone once it is read.</summary>
public sealed class ImportPiece
{
    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>Its place, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The sealed bytes.</summary>
    public required byte[] Sealed { get; init; }
}
