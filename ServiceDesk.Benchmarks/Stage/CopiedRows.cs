using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Statements that copy rows of the database so often, each copy numbered; whatever is not given anew stays as it is.</summary>
internal sealed class CopiedRows(DeskDb db, int from, int to)
{
    private readonly bool _isSqlite = db is SqliteDeskDb;

    /// <summary>Ids in the order of the numbers, older than any of today; another kind has others.</summary>
    public string Id(char kind) => _isSqlite ? $"'01900000-0000-7000-800{kind}-' || printf('%012X', n)" : $"('01900000-0000-7000-800{kind}-' || lpad(to_hex(n), 12, '0'))::uuid";

    public string Text(string before, string after) => $"'{before}' || n || '{after}'";

    public string Number(int times) => string.Create(CultureInfo.InvariantCulture, $"{times} * n");

    /// <summary>An instant, as many minutes before that of the copied row as the copy's number says.</summary>
    public string MinutesBefore(string column) => _isSqlite ? $"copied.\"{column}\" - 60000000 * n" : $"copied.\"{column}\" - n * interval '1 minute'";

    public string Hash() => _isSqlite ? "randomblob(32)" : "sha256(('r' || random() || n)::bytea)";

    /// <summary>Copies the rows that have this id.</summary>
    public string Copy<T>(Guid id, Dictionary<string, string> anew, string key = "Id", bool isOne = false)
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        var columns = entity.GetProperties().Select(property => (Name: property.GetColumnName(table)!, Value: anew.GetValueOrDefault(property.Name))).ToList();
        var keyColumn = entity.FindProperty(key)!.GetColumnName(table);
        var wanted = _isSqlite ? $"'{id.ToString().ToUpperInvariant()}'" : $"'{id}'";
        var series = _isSqlite
            ? $"WITH RECURSIVE numbers(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM numbers WHERE n < {to})"
            : $"WITH numbers AS (SELECT generate_series({from}, {to}) AS n)";
        return $"""
            {series} INSERT INTO "{table.Name}" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))})
            SELECT {string.Join(", ", columns.Select(column => column.Value ?? $"copied.\"{column.Name}\""))}
            FROM numbers CROSS JOIN (SELECT * FROM "{table.Name}" WHERE "{keyColumn}" = {wanted}{(isOne ? " LIMIT 1" : "")}) AS copied
            """;
    }
}
