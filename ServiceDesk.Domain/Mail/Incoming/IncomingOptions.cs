namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>How mail is taken in (settings <c>Mail:In:*</c>).</summary>
public sealed class IncomingOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Mail:In";

    /// <summary>The largest mail that may be allowed, in bytes.</summary>
    public const long HighestBytes = 200 * 1024 * 1024;

    /// <summary>The largest mail, in bytes as it travels.</summary>
    public long MostBytes { get; set; } = 35 * 1024 * 1024;

    /// <summary>What is wrong, naming the key; null when all is right.</summary>
    public string? Problem() => MostBytes is >= 64 * 1024 and <= HighestBytes
        ? null
        : $"{Section}:MostBytes is {MostBytes}, which is not a number of bytes from {64 * 1024} to {HighestBytes}.";
}
