namespace ServiceDesk.Blazor.Collectors;

internal static class CollectorsSetup
{
    public static IServiceCollection AddCollectorScripts(this IServiceCollection services) => services.AddSingleton<CollectorScripts>();
}
