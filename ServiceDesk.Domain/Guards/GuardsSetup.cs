using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceDesk.Domain.Keeping;

namespace ServiceDesk.Domain.Guards;

internal static class GuardsSetup
{
    public static IServiceCollection AddGuards(this IServiceCollection services)
    {
        services.TryAddSingleton<ICaptchaWords, RandomWords>();
        return services
            .AddSingleton<Captcha>()
            .AddSingleton<FailedLogIns>()
            .AddSingleton<GuardSettings>()
            .AddChore<Captcha>(ChoreTime.EachMinute, "forget answered challenges", (captcha, stop) => captcha.SweepAsync(stop))
            .AddChore<FailedLogIns>(ChoreTime.EachMinute, "forget old failures", (failures, stop) => failures.SweepAsync(stop));
    }
}
