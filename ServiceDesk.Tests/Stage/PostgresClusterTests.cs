using Npgsql;

namespace ServiceDesk.Tests.Stage;

public sealed class PostgresClusterTests(PostgresCluster postgres)
{
    [Fact]
    public async Task Every_test_gets_its_own_copy_of_what_was_prepared_once()
    {
        await using var first = await postgres.CreateDatabaseAsync("stage", PrepareAsync);
        await using var second = await postgres.CreateDatabaseAsync("stage", PrepareAsync);

        await AskAsync(first, "INSERT INTO shelf VALUES (2) RETURNING item");

        Assert.Equal(2L, await AskAsync(first, "SELECT count(*) FROM shelf"));
        Assert.Equal(1L, await AskAsync(second, "SELECT count(*) FROM shelf"));
    }

    private static Task PrepareAsync(string connectionString) =>
        RunAsync(connectionString, "CREATE TABLE shelf (item int); INSERT INTO shelf VALUES (1)");

    private static Task<object?> AskAsync(PostgresDatabase database, string sql) => RunAsync(database.ConnectionString, sql);

    private static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
