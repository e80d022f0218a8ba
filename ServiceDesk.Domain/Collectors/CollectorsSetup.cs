using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Collectors;

internal static class CollectorsSetup
{
    public static IServiceCollection AddCollectors(this IServiceCollection services) => services
        .AddSingleton<CollectorCounts>()
        .AddSingleton<CollectorsNow>()
        .AddSingleton<CollectorTokens>()
        .AddSingleton<DeskCollectors>()
        .AddSingleton<SignedPosts>()
        .AddSingleton<UnsignedPosts>()
        .AddSingleton<CollectorPosts>()
        .AddSingleton<ParkedRequests>();
}
