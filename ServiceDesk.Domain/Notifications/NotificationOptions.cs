namespace ServiceDesk.Domain.Notifications;

/// <summary>How people are told by mail of what happens to requests (settings <c>Mail:Notifications:*</c>).</summary>
public sealed class NotificationOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Mail:Notifications";

    /// <summary>The first mail about a request leaves at once; what happens within so long after it is gathered into one more. Zero gathers nothing.</summary>
    public TimeSpan Gathering { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Files up to this size together, in bytes, come with the mail; of larger ones the mail has links.</summary>
    public long MostAttachedBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>What is wrong, naming the key; null when all is right.</summary>
    public string? Problem() => this switch
    {
        _ when Gathering < TimeSpan.Zero || Gathering > TimeSpan.FromHours(1) => $"{Section}:{nameof(Gathering)} is {Gathering}; it must be between nothing and an hour.",
        { MostAttachedBytes: < 0 or > 50 * 1024 * 1024 } => $"{Section}:{nameof(MostAttachedBytes)} is {MostAttachedBytes}, which is not a number of bytes from 0 to {50 * 1024 * 1024}.",
        _ => null,
    };
}
