using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Keeping;

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
        .AddSingleton<ParkedRequests>()
        .AddChore<CollectorCounts>(ChoreTime.EachMinuteAndAtStop, "count what collectors refused", (counts, _) => counts.FlushAsync())
        .AddChore<ParkedRequests>(ChoreTime.EachMinute, "let go of used tokens and of requests that were not proved", (parked, stop) => parked.SweepAsync(stop));
}
