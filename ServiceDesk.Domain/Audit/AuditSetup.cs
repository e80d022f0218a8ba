using Microsoft.Extensions.DependencyInjection;

namespace ServiceDesk.Domain.Audit;

internal static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditLog>()
        .AddSingleton<AuditKeeping>();
}
