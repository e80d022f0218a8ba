namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>How mail is taken in (settings <c>Mail:In:*</c>).</summary>
public sealed class IncomingOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Mail:In";

    /// <summary>The largest mail that may be allowed, in bytes.</summary>
    public const long HighestBytes = 200 * 1024 * 1024;

    private const long LowestBytes = 64 * 1024;

    /// <summary>The largest mail, in bytes as it travels.</summary>
    public long MostBytes { get; set; } = 35 * 1024 * 1024;

    /// <summary>The folder that has the desks' Maildirs in it, each named by the desk's key; empty where no desk may read one.</summary>
    public string MaildirRoot { get; set; } = "";

    /// <summary>Whether desks may read mailboxes, and fetch tokens, on machines that are not on the internet.</summary>
    public bool AllowPrivateHosts { get; set; } = true;

    /// <summary>What is wrong, naming the key; null when all is right.</summary>
    public string? Problem() => this switch
    {
        { MostBytes: < LowestBytes or > HighestBytes } => $"{Section}:{nameof(MostBytes)} is {MostBytes}, which is not a number of bytes from {LowestBytes} to {HighestBytes}.",
        { MaildirRoot.Length: > 0 } when !Path.IsPathFullyQualified(MaildirRoot) => $"{Section}:{nameof(MaildirRoot)} is \"{MaildirRoot}\", which is no whole path.",
        _ => null,
    };
}
