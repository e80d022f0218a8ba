using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Desks;

internal static class DesksSetup
{
    public static IServiceCollection AddDesks(this IServiceCollection services) => services
        .AddSingleton<ServiceDesks>()
        .AddSingleton<DeskAgents>()
        .AddSingleton<DeskAccess>();
}
