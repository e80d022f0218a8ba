using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Knows which workers run, for the readiness page: a worker whose loop ended by a fault makes the site not ready.</summary>
internal sealed class WorkersAlive(ILogger<WorkersAlive> log) : IHealthCheck
{
    private readonly ConcurrentDictionary<string, bool> _workers = new(StringComparer.Ordinal);

    /// <summary>Runs a worker's loop and keeps account of it.</summary>
    public async Task WhileAsync(string name, Func<Task> loop)
    {
        _workers[name] = true;
        try
        {
            await loop();
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("{Worker} stopped.", name);
        }
        catch (Exception e)
        {
            _workers[name] = false;
            log.LogCritical(e, "{Worker} ended by a fault.", name);
            throw;
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var ended = _workers.Where(worker => !worker.Value).Select(worker => worker.Key).ToList();
        return Task.FromResult(ended.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"Ended: {string.Join(", ", ended)}"));
    }
}
