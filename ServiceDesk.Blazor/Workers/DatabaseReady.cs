using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Whether the database can be reached and is of this version.</summary>
internal sealed class DatabaseReady(DeskMigration migration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await migration.IsReadyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database cannot be reached or is not migrated.");
}
