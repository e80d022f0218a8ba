using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Notifications;

internal static class NotificationsSetup
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<NotificationOptions>();
        return services
            .AddSingleton<NotificationMails>()
            .AddSingleton<RequestNotifications>()
            .AddSingleton<NotificationSettings>();
    }
}
