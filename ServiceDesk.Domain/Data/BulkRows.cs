using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ServiceDesk.Domain.Data;

/// <summary>Writes many rows of one table within a work, past the change tracker, which would keep each of them in memory.</summary>
internal static class BulkRows
{
    /// <summary>Writes rows; each has a value for each column: Guid, text, whole number or null.</summary>
    public static Task WriteAsync(this Work work, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel) =>
        work.Db.Database.GetDbConnection() is NpgsqlConnection postgres
            ? CopyAsync(postgres, table, columns, rows, cancel)
            : InsertAsync(work, table, columns, rows);

    private static async Task CopyAsync(NpgsqlConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY \"{table}\" ({Names(columns)}) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var value in row)
            {
                await (value switch
                {
                    null => copy.WriteNullAsync(cancel),
                    Guid id => copy.WriteAsync(id, cancel),
                    int number => copy.WriteAsync(number, cancel),
                    _ => copy.WriteAsync((string)value, cancel),
                });
            }
        }

        await copy.CompleteAsync(cancel);
    }

    private static async Task InsertAsync(Work work, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        await using var insert = (SqliteCommand)work.Db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = (SqliteTransaction)work.Db.Database.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // names of tables and columns, from the program alone
        insert.CommandText = $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
        var values = columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" })).ToList();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                values[i].Value = row[i] ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }
    }

    private static string Names(IReadOnlyList<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));
}
