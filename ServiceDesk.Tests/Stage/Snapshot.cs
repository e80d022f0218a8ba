using System.Data;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Tests.Stage;

/// <summary>Everything a database holds, table by table, to tell whether anything has changed.</summary>
public static class Snapshot
{
    /// <summary>The rows of every table as text, by the table's name.</summary>
    public static Task<SortedDictionary<string, string>> TakeAsync(Story story, params IReadOnlyCollection<string> without) => story.ReadAsync(async db =>
    {
        var tables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Except(without))
        {
            tables[table] = await RowsAsync(db, table);
        }

        return tables;
    });

    private static async Task<string> RowsAsync(DeskDb db, string table)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is byte[] bytes
                ? Convert.ToHexString(bytes)
                : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }
}
