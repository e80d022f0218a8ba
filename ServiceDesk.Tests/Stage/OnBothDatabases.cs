using System.Reflection;
using ServiceDesk.Domain.Data;
using Xunit.Sdk;
using Xunit.v3;

namespace ServiceDesk.Tests.Stage;

/// <summary>Runs a theory once on SQLite and once on PostgreSQL; the database is its one argument.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothDatabasesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
        [
            new TheoryDataRow<DatabaseProvider>(DatabaseProvider.Sqlite),
            new TheoryDataRow<DatabaseProvider>(DatabaseProvider.Postgres),
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
