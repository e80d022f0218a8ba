namespace ServiceDesk.Domain.Webhooks;

/// <summary>What webhooks may do (settings <c>Webhooks:*</c>).</summary>
public sealed class WebhookOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Webhooks";

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Whether they may be on machines that are not on the internet, and without TLS: whoever administers a desk can then have this site speak to machines of the house.</summary>
    public bool AllowPrivateHosts { get; set; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong, naming the key; null when all is right.</summary>
    public string? Problem() => Timeout > TimeSpan.Zero && Timeout <= LongestTimeout ? null : $"{Section}:{nameof(Timeout)} is {Timeout}, which is not more than nothing and at most {LongestTimeout}.";
}
