using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Keeping;

namespace ServiceDesk.Domain.Access;

internal static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<PublicSignup>()
        .AddSingleton<AddressRules>()
        .AddSingleton<DoorTester>()
        .AddSingleton<DoorLog>()
        .AddSingleton<Limits>()
        .AddSingleton<TurnedAwayCount>()
        .AddSingleton<DoorLogKeeping>()
        .AddChore<TurnedAwayCount>(ChoreTime.EachMinuteAndAtStop, "count what was turned away", (counts, _) => counts.FlushAsync())
        .AddChore<DoorLogKeeping>(ChoreTime.EachDay, "delete old attempts", (log, stop) => log.SweepAsync(stop));
}
