using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Domain.Licensing;

/// <summary>A person's access to an application; each takes one of its seats. Customers hold none.</summary>
public sealed class Seat
{
    /// <summary>The application.</summary>
    public required Application Application { get; init; }

    /// <summary>Who holds it.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Who holds it.</summary>
    public Account Account { get; init; } = null!;

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>How many seats an application has; one row each, locked while a seat is given.</summary>
public sealed class SeatLimit
{
    /// <summary>The application.</summary>
    public required Application Application { get; init; }

    /// <summary>How many people may hold it. Lowering it locks nobody out; it stops new seats.</summary>
    public int Seats { get; set; }

    /// <summary>Guards against two editors.</summary>
    public int Version { get; private set; }
}
