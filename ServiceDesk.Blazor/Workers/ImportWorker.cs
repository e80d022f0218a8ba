using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Does what imports wait for, one after the other, also what was left when the site stopped: each chunk says how far it came.</summary>
internal sealed class ImportWorker(ImportWork imports, LiveFeed feed, TimeProvider clock, WorkersAlive alive, ILogger<ImportWorker> log)
    : QueueWorker(Topic.Imports, TimeSpan.FromSeconds(30), atOnce: 1, feed, clock, alive, log)
{
    protected override Task<bool> DoSomeAsync(CancellationToken stop) => imports.WorkAsync(stop);
}
