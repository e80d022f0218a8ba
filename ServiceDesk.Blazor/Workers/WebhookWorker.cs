using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Webhooks;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Tells webhooks what happened as soon as it has, several at a time.</summary>
internal sealed class WebhookWorker(WebhookSending sending, LiveFeed feed, TimeProvider clock, WorkersAlive alive, ILogger<WebhookWorker> log)
    : QueueWorker(Topic.Webhooks, TimeSpan.FromSeconds(5), atOnce: 4, feed, clock, alive, log)
{
    protected override Task<bool> DoSomeAsync(CancellationToken stop) => sending.SendSomeAsync(stop);
}
