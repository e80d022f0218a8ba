using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceDesk.Domain.Mail.Mime.Writing;
using ServiceDesk.Domain.Mail.Wire;

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

    /// <summary>The password to log in with; empty where a token is used.</summary>
    public string Password { get; set; } = "";

    /// <summary>Where tokens come from, for servers that take no password.</summary>
    public OAuthOptions OAuth { get; set; } = new();

    /// <summary>The sender: an address, or a name and an address in angle brackets.</summary>
    public string From { get; set; } = "";

    /// <summary>Whether the connection is encrypted.</summary>
    public StartTls StartTls { get; set; } = StartTls.Required;

    /// <summary>The SHA-256 thumbprint of the one certificate that is believed, whatever its name; empty to believe whom the machine believes.</summary>
    public string Thumbprint { get; set; } = "";

    /// <summary>A file with the certificates of authorities that are believed besides, in PEM; empty for none.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>How long one mail may take, from connecting to the server's word.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether mails are delivered at all.</summary>
    public bool HasServer => Host.Length > 0;

    /// <summary>What is wrong, naming the key; null when all is right.</summary>
    public string? Problem() => this switch
    {
        { Port: < 1 or > 65_535 } => Say(nameof(Port), $"is {Port}, which is no port."),
        { HasServer: false } => From.Length + User.Length + Password.Length == 0 ? null : Say(nameof(Host), "is empty although other settings of the mail server are given."),
        { Port: ImplicitTlsPort, StartTls: StartTls.WhenOffered or StartTls.Off } => Say(nameof(StartTls), $"is {StartTls}, but at port 465 TLS begins at once: set it to AtOnce, or use port 587."),
        _ when Sender() is null => Say(nameof(From), $"is \"{From}\", which is no sender such as desk@example.org or Help desk <desk@example.org>."),
        _ when OAuth.Problem() is var (key, what) => Say($"{nameof(OAuth)}:{key}", what),
        { User: "" } when Password.Length > 0 || OAuth.IsUsed => Say(nameof(User), "is empty although a password or a token server is given."),
        { User.Length: > 0, Password: "", OAuth.IsUsed: false } => Say(nameof(Password), "is empty although a user is given."),
        { User.Length: > 0, StartTls: StartTls.WhenOffered or StartTls.Off } when !IsThisMachine => Say(nameof(StartTls), $"is {StartTls}: the password could travel in the clear. Set it to Required."),
        { Thumbprint.Length: > 0 } when !ServerTrust.IsThumbprint(Thumbprint) => Say(nameof(Thumbprint), "is no SHA-256 thumbprint, which has 64 hexadecimal digits."),
        { AuthorityFile.Length: > 0 } when AuthoritiesOrNull() is null => Say(nameof(AuthorityFile), $"is \"{AuthorityFile}\", which is no file with certificates in PEM."),
        _ when Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(10) => Say(nameof(Timeout), $"is {Timeout}; it must be between a second and ten minutes."),
        _ => null,
    };

    private bool IsThisMachine => Host is "localhost" || (System.Net.IPAddress.TryParse(Host, out var address) && System.Net.IPAddress.IsLoopback(address));

    /// <summary>The sender of all mails; null when it is none.</summary>
    internal Mailbox? Sender() => Mailbox.Parse(From);

    /// <summary>The server as it is connected to.</summary>
    internal MailServer Server() => new(Host, Port, Security()) { Timeout = Timeout, Trust = Trust() };

    /// <summary>As whom to log in; null for as nobody.</summary>
    internal MailLogin? LoginWith(ITokenSource? tokens) => User.Length > 0 ? new MailLogin(User, Password, tokens) : null;

    private WireSecurity Security() => StartTls switch
    {
        StartTls.AtOnce => WireSecurity.Tls,
        StartTls.Required when Port is ImplicitTlsPort => WireSecurity.Tls,
        StartTls.Required => WireSecurity.StartTls,
        StartTls.WhenOffered => WireSecurity.StartTlsWhenOffered,
        _ => WireSecurity.None,
    };

    private ServerTrust Trust() => this switch
    {
        { Thumbprint.Length: > 0 } => ServerTrust.OnlyOf(Thumbprint),
        { AuthorityFile.Length: > 0 } => ServerTrust.AlsoOf(AuthoritiesOrNull() ?? []),
        _ => ServerTrust.OfTheSystem,
    };

    private X509Certificate2Collection? AuthoritiesOrNull()
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(AuthorityFile);
            return authorities.Count > 0 ? authorities : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null; // told as a problem of the settings
        }
    }

    private static string Say(string key, string what) => $"{Section}:{key} {what}";
}

/// <summary>Whether mails travel encrypted to the server.</summary>
public enum StartTls
{
    /// <summary>Always; a server that does not offer it gets nothing. At port 465 the same as <see cref="AtOnce"/>.</summary>
    Required,

    /// <summary>When the server offers it.</summary>
    WhenOffered,

    /// <summary>Never.</summary>
    Off,

    /// <summary>Always, and from the first byte on, without STARTTLS.</summary>
    AtOnce,
}
