using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Keeping;

namespace ServiceDesk.Domain.Audit;

internal static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditLog>()
        .AddSingleton<AuditKeeping>()
        .AddChore<AuditKeeping>(ChoreTime.EachDay, "delete old entries of the audit", (audit, stop) => audit.SweepAsync(stop));
}
