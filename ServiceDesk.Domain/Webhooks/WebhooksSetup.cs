using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Keeping;

namespace ServiceDesk.Domain.Webhooks;

internal static class WebhooksSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>();
        return services
            .AddSingleton<WebhookDoor>()
            .AddSingleton<DeskWebhooks>()
            .AddSingleton<WebhookLog>()
            .AddSingleton<WebhookPausing>()
            .AddSingleton<WebhookSending>()
            .AddChore<WebhookLog>(ChoreTime.EachDay, "delete old tellings of webhooks", (log, stop) => log.SweepAsync(stop));
    }
}
