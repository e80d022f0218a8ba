using Microsoft.Extensions.DependencyInjection;

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
            .AddSingleton<WebhookSending>();
    }
}
