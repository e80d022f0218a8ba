using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Keeping;

namespace ServiceDesk.Domain.Requests;

internal static class RequestsSetup
{
    public static IServiceCollection AddRequests(this IServiceCollection services)
    {
        services.AddOptions<RequestOptions>();
        return services
            .AddSingleton<RequestTypes>()
            .AddSingleton<CustomerPortals>()
            .AddSingleton<CustomerRequests>()
            .AddSingleton<Queue>()
            .AddSingleton<AgentRequests>()
            .AddSingleton<RequestsOnBehalf>()
            .AddSingleton<RequestParticipants>()
            .AddSingleton<Uploads>()
            .AddSingleton<Attachments>()
            .AddChore<Uploads>(ChoreTime.EachMinute, "throw away files that were never sent", (uploads, stop) => uploads.SweepAsync(stop));
    }
}
