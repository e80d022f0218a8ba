using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Demo;

internal static class DemoSetup
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddSingleton<DemoSite>();
}
