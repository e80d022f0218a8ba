using System.Net.Mail;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>The mail server that takes the site's mails (settings <c>Mail:Smtp:*</c>). Without a host, mails are kept and shown to administrators.</summary>
public sealed class MailOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Mail:Smtp";

    private const int ImplicitTlsPort = 465;

    /// <summary>The server's name; empty means there is none.</summary>
    public string Host { get; set; } = "";

    /// <summary>The server's port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>The name to log in with; empty to send without.</summary>
    public string User { get; set; } = "";

    /// <summary>The password to log in with.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender: an address, or a name and an address in angle brackets.</summary>
    public string From { get; set; } = "";

    /// <summary>Whether the connection is encrypted.</summary>
    public StartTls StartTls { get; set; } = StartTls.Required;

    /// <summary>How long one mail may take, from connecting to the server's word.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether mails are delivered at all.</summary>
    public bool HasServer => Host.Length > 0;

    /// <summary>What is wrong, naming the key; null when all is right.</summary>
    public string? Problem() => this switch
    {
        { Port: < 1 or > 65_535 } => Say(nameof(Port), $"is {Port}, which is no port."),
        { HasServer: false } => From.Length + User.Length + Password.Length == 0 ? null : Say(nameof(Host), "is empty although other settings of the mail server are given."),
        { Port: ImplicitTlsPort } => Say(nameof(Port), "is 465, where TLS begins at once. Only STARTTLS is spoken: use 587."),
        _ when !IsSender(From) => Say(nameof(From), $"is \"{From}\", which is no sender such as desk@example.org or Help desk <desk@example.org>."),
        { User: "", Password.Length: > 0 } => Say(nameof(User), "is empty although a password is given."),
        { User.Length: > 0, Password: "" } => Say(nameof(Password), "is empty although a user is given."),
        { User.Length: > 0, StartTls: not StartTls.Required } when !IsThisMachine => Say(nameof(StartTls), $"is {StartTls}: the password could travel in the clear. Set it to Required."),
        _ when Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(10) => Say(nameof(Timeout), $"is {Timeout}; it must be between a second and ten minutes."),
        _ => null,
    };

    private bool IsThisMachine => Host is "localhost" || (System.Net.IPAddress.TryParse(Host, out var address) && System.Net.IPAddress.IsLoopback(address));

    private static bool IsSender(string from) =>
        !from.Any(char.IsControl) && MailAddress.TryCreate(from, out var sender) && EmailAddress.TryParse(sender.Address, out _);

    private static string Say(string key, string what) => $"{Section}:{key} {what}";
}

/// <summary>Whether mails travel encrypted to the server.</summary>
public enum StartTls
{
    /// <summary>Always; a server that does not offer it gets nothing.</summary>
    Required,

    /// <summary>When the server offers it.</summary>
    WhenOffered,

    /// <summary>Never.</summary>
    Off,
}
