using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Delivers the news of this node, and on PostgreSQL hears those of others.</summary>
internal sealed class FeedWorker(LiveFeed feed, PostgresNews others, IOptions<DatabaseOptions> database, WorkersAlive alive) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => alive.WhileAsync(nameof(FeedWorker), () => Task.WhenAll(
        feed.PumpAsync(stoppingToken),
        database.Value.Provider is DatabaseProvider.Postgres ? others.ListenAsync(stoppingToken) : Task.CompletedTask));
}
