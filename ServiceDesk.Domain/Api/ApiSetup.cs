using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Api;

internal static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<ApiTokens>()
        .AddSingleton<ApiCallers>()
        .AddSingleton<KeptAnswers>();
}
