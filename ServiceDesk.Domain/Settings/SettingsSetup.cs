using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ServiceDesk.Domain.Settings;

internal static class SettingsSetup
{
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.TryAddSingleton(new MailServer(() => false));
        return services.AddSingleton<SiteSettings>();
    }
}
