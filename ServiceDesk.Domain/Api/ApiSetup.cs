using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Keeping;

namespace ServiceDesk.Domain.Api;

internal static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<ApiTokens>()
        .AddSingleton<ApiCallers>()
        .AddSingleton<KeptAnswers>()
        .AddChore<ApiTokens>(ChoreTime.EachDay, "delete old tokens", (tokens, stop) => tokens.SweepAsync(stop))
        .AddChore<KeptAnswers>(ChoreTime.EachMinute, "forget answers to programs", (answers, stop) => answers.SweepAsync(stop));
}
