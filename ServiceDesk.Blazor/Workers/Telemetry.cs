using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Workers;

/// <summary>Sends the framework's metrics and traces, and a few of our own, to the collector of the settings. Addresses of pages that hold a secret are left out of traces.</summary>
internal sealed class Telemetry(TelemetryOptions options, LiveFeed feed, OpenConnections connections, IMeterFactory meters) : IHostedService, IDisposable
{
    /// <summary>The name of the site's own metrics.</summary>
    public const string MeterName = "ServiceDesk";

    private static readonly string[] Meters = [MeterName, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Npgsql"];
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    /// <summary>Names the trace of a request by its method and route; the framework leaves that open.</summary>
    public static async Task NameAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (Activity.Current is { IsAllDataRequested: true } activity && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            activity.DisplayName = $"{context.Request.Method} /{route.TrimStart('/')}";
            activity.SetTag("http.request.method", context.Request.Method);
            activity.SetTag("http.route", route);
            activity.SetTag("http.response.status_code", context.Response.StatusCode);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("servicedesk.live.subscriptions", () => feed.SubscriptionCount, description: "Components of open pages that wait for news");
        meter.CreateObservableGauge("servicedesk.live.pages", () => connections.Count, description: "Live pages that are open");

        var resource = ResourceBuilder.CreateDefault().AddService("ServiceDesk");
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters)
            .AddOtlpExporter((otlp, reader) =>
            {
                To(otlp, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Interval.TotalMilliseconds;
            })
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Microsoft.AspNetCore", "Npgsql")
            .AddProcessor(new WithoutSecrets())
            .AddOtlpExporter(otlp => To(otlp, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _metrics?.ForceFlush(5_000);
        _traces?.ForceFlush(5_000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
    }

    private void To(OtlpExporterOptions otlp, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri(new Uri(options.OtlpEndpoint.TrimEnd('/') + "/"), path);
    }

    // The route is kept, and says enough; the address itself can hold the secret of a mailed link.
    private sealed class WithoutSecrets : BaseProcessor<Activity>
    {
        private static readonly string[] Addresses = ["url.path", "url.query", "url.full", "http.target", "http.url"];

        public override void OnEnd(Activity data)
        {
            foreach (var address in Addresses)
            {
                data.SetTag(address, null);
            }
        }
    }
}
