using Microsoft.Extensions.DependencyInjection;

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
        .AddSingleton<DoorLogKeeping>();
}
