using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Requests;

internal static class RequestsSetup
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services;
}
