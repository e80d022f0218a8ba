using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ServiceDesk.Domain.Guards;

internal static class GuardsSetup
{
    public static IServiceCollection AddGuards(this IServiceCollection services)
    {
        services.TryAddSingleton<ICaptchaWords, RandomWords>();
        return services
            .AddSingleton<Captcha>()
            .AddSingleton<FailedLogIns>()
            .AddSingleton<GuardSettings>();
    }
}
