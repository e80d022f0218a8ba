using Npgsql;

namespace ServiceDesk.Tests.Stage;

/// <summary>A database of one test, dropped with it.</summary>
public sealed class PostgresDatabase(string connectionString, Func<Task> drop) : IAsyncDisposable
{
    /// <summary>How to reach it, for this process or another on this machine.</summary>
    public string ConnectionString { get; } = connectionString;

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await drop();
    }
}
