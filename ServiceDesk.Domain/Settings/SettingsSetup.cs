using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Settings;

internal static class SettingsSetup
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services.AddSingleton<SiteSettings>();
}
