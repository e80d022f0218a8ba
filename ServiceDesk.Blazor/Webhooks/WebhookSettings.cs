using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Webhooks;

namespace ServiceDesk.Blazor.Webhooks;

internal static class WebhookSettings
{
    /// <summary>Adds what the settings say of webhooks; what is wrong stops the start.</summary>
    public static IServiceCollection AddWebhookSettings(this IServiceCollection services, IConfiguration configuration)
    {
        var options = SettingsAtStart.Bind<WebhookOptions>(configuration, WebhookOptions.Section);
        return options.Problem() is { } problem ? throw new CannotStartException(problem) : services.AddSingleton(Options.Create(options));
    }
}
