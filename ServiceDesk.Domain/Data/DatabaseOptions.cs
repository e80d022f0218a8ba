namespace ServiceDesk.Domain.Data;

/// <summary>Which database (settings <c>Database:*</c>).</summary>
public sealed class DatabaseOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Database";

    /// <summary>The kind of database.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>The connection string; empty means, on SQLite, a file in the data folder.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long a statement waits for somebody else's lock.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>The databases the site runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>SQLite: one file, one node.</summary>
    Sqlite,

    /// <summary>PostgreSQL: one or several nodes.</summary>
    Postgres,
}
