namespace ServiceDesk.Blazor.Settings;

/// <summary>Where metrics and traces go (settings <c>Telemetry:*</c>).</summary>
public sealed class TelemetryOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Telemetry";

    /// <summary>The collector's OTLP address over HTTP, such as <c>http://localhost:4318</c>; empty means that nothing is sent.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>How often metrics are sent.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}
