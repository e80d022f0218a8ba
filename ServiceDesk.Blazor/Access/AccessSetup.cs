using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Blazor.Access;

internal static class AccessSetup
{
    /// <summary>Adds the limits of the settings; a wrong one stops the start.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = SettingsAtStart.Bind<LimitsOptions>(configuration, LimitsOptions.Section);
        return limits.Problem() is { } problem ? throw new CannotStartException(problem) : services.AddSingleton(Options.Create(limits));
    }
}
