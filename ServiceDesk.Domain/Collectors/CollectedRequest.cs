namespace ServiceDesk.Domain.Collectors;

/// <summary>That a request came by a collector, and with what.</summary>
public sealed class CollectedRequest
{
    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The collector.</summary>
    public required Guid CollectorId { get; init; }

    /// <summary>Whether no host site signed for its reporter; the badge stays, also once the address is proved.</summary>
    public required bool IsUnverified { get; init; }

    /// <summary>The address the host signed for, in its compared form, where the request went to the default reporter; null otherwise.</summary>
    public string? SignedFor { get; init; }

    /// <summary>The origin of the page it came from.</summary>
    public required string Origin { get; init; }

    /// <summary>What the visitor let be sent along, as JSON: names and values; empty for nothing.</summary>
    public required string Context { get; init; }
}

/// <summary>What was typed without anybody's signature waits here, out of everybody's sight, until the address is proved (design.md 4).</summary>
public sealed class ParkedRequest
{
    /// <summary>The row's id, which becomes the request's.</summary>
    public required Guid Id { get; init; }

    /// <summary>The collector.</summary>
    public required Guid CollectorId { get; init; }

    /// <summary>The link by whose following the address is proved.</summary>
    public Guid LinkId { get; set; }

    /// <summary>The address as typed.</summary>
    public required string Address { get; init; }

    /// <summary>The address in its compared form.</summary>
    public required string NormalizedAddress { get; init; }

    /// <summary>The name as typed; may be empty.</summary>
    public required string FullName { get; init; }

    /// <summary>The language spoken to the visitor; null when not known.</summary>
    public string? Language { get; init; }

    /// <summary>What it is about, one line.</summary>
    public required string Summary { get; init; }

    /// <summary>The description; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>The origin of the page it came from.</summary>
    public required string Origin { get; init; }

    /// <summary>What was sent along, as JSON; empty for nothing.</summary>
    public required string Context { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ParkedAt { get; init; }
}

/// <summary>A file that waits with a parked request.</summary>
public sealed class ParkedFile
{
    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The parked request.</summary>
    public required Guid ParkedId { get; init; }

    /// <summary>Its name.</summary>
    public required string FileName { get; init; }

    /// <summary>The media type stated.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its size, in bytes.</summary>
    public long Bytes { get; set; }
}

/// <summary>A piece of such a file.</summary>
public sealed class ParkedPiece
{
    /// <summary>The file.</summary>
    public required Guid FileId { get; init; }

    /// <summary>Its place, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>At most as many bytes as a piece of an attachment.</summary>
    public required byte[] Content { get; init; }
}
