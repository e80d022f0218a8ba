namespace ServiceDesk.Domain.Data;

/// <summary>Instants as both databases keep them: UTC, whole microseconds since 1970.</summary>
public static class Instants
{
    /// <summary>The whole microseconds since 1970.</summary>
    public static long ToMicroseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant so many microseconds after 1970.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The instant in UTC without what is finer than a microsecond.</summary>
    public static DateTimeOffset Whole(DateTimeOffset instant) => FromMicroseconds(ToMicroseconds(instant));

    /// <summary>What the clock says, as the databases would keep it.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => Whole(clock.GetUtcNow());
}
