using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using ServiceDesk.Blazor.Settings;

namespace ServiceDesk.Blazor.Workers;

internal static class WorkersSetup
{
    private const string ReadyTag = "ready";

    public static IServiceCollection AddWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = SettingsAtStart.ReadTelemetry(configuration);
        if (telemetry.OtlpEndpoint.Length > 0)
        {
            services.AddSingleton(telemetry);
            services.AddHostedService<Telemetry>();
        }

        services.AddSingleton<WorkersAlive>();
        services.AddHostedService<FeedWorker>();
        services.AddHostedService<MailDeliveryWorker>();
        services.AddHostedService<KeepingWorker>();
        services.AddHostedService<StartLeftoversWorker>();
        services.AddHostedService<ImportWorker>();
        services.AddHostedService<IncomingMailWorker>();
        services.AddHostedService<MailboxWorker>();
        services.AddHostedService<WebhookWorker>();
        services.AddHealthChecks()
            .AddCheck<DatabaseReady>("database", tags: [ReadyTag])
            .AddCheck<WorkersAlive>("workers", tags: [ReadyTag]);
        return services;
    }

    /// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it can do its work.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(ReadyTag),
            ResponseWriter = (context, report) => context.Response.WriteAsync(string.Join('\n', report.Entries.Select(entry => $"{entry.Key}: {entry.Value.Status}"))),
        });
    }
}
