using Npgsql;

namespace ServiceDesk.Domain.Data;

/// <summary>The database server does not answer: it is being restarted, or out of reach. What was under way has not happened.</summary>
public static class Outage
{
    /// <summary>Whether an exception, or one within it, tells of an outage.</summary>
    public static bool IsMeantBy(Exception e) => e switch
    {
        PostgresException p => p.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow,
        NpgsqlException => true,
        { InnerException: { } inner } => IsMeantBy(inner),
        _ => false,
    };
}
