using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Delivers mails as soon as they are written, several at a time; does nothing where no mail server is configured.</summary>
internal sealed class MailDeliveryWorker(MailDelivery delivery, LiveFeed feed, IOptions<MailOptions> mail, TimeProvider clock, WorkersAlive alive, ILogger<MailDeliveryWorker> log)
    : QueueWorker(Topic.Outbox, TimeSpan.FromSeconds(15), atOnce: 4, feed, clock, alive, log)
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => mail.Value.HasServer ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override Task<bool> DoSomeAsync(CancellationToken stop) => delivery.DeliverOneAsync(stop);
}
