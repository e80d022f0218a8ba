using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Tests.Stage;

/// <summary>Every statement that is said to one database from now on. Dispose of it to listen no more.</summary>
internal sealed class SpokenSql : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string _database;
    private readonly ConcurrentDictionary<string, byte> _statements = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> _heard = [];

    public SpokenSql(DatabaseOptions database)
    {
        _database = database.ConnectionString;
        _heard.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The statements, each once.</summary>
    public IEnumerable<string> Statements => _statements.Keys.SelectMany(text => text.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is DbLoggerCategory.Name)
        {
            _heard.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData { Command: { Connection.ConnectionString: var connection } command } && connection.Contains(_database, StringComparison.Ordinal))
        {
            _statements.TryAdd(command.CommandText, 0);
        }
    }

    public void OnCompleted()
    {
        // Listeners end with the process.
    }

    public void OnError(Exception error) => throw error;

    public void Dispose()
    {
        foreach (var one in _heard)
        {
            one.Dispose();
        }
    }
}
