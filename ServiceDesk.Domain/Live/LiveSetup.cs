using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Live;

internal static class LiveSetup
{
    public static IServiceCollection AddLive(this IServiceCollection services) => services
        .AddSingleton<LiveFeed>()
        .AddSingleton<RightsNow>()
        .AddSingleton<PostgresNews>();
}
