namespace ServiceDesk.Domain.Mail.Wire;

/// <summary>Where a mail server is and how it is spoken to.</summary>
/// <param name="Host">Its name or address; the certificate must be made out to it.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">Whether and when the connection is encrypted.</param>
public sealed record MailServer(string Host, int Port, WireSecurity Security)
{
    /// <summary>How long it may stay silent.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What measures that silence.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whose certificates are believed.</summary>
    public ServerTrust Trust { get; init; } = ServerTrust.OfTheSystem;

    /// <summary>Whether it is left alone unless it is a machine on the internet.</summary>
    public bool OnlyPublic { get; init; }
}

/// <summary>Whether and when a connection is encrypted (RFC 8314).</summary>
public enum WireSecurity
{
    /// <summary>From the first byte, as on the ports 465 and 993.</summary>
    Tls,

    /// <summary>By STARTTLS; a server that does not offer it is told nothing more.</summary>
    StartTls,

    /// <summary>By STARTTLS where it is offered.</summary>
    StartTlsWhenOffered,

    /// <summary>Never.</summary>
    None,
}

/// <summary>As whom to log in: by password, or by a token where there is a source of them.</summary>
/// <param name="User">The name.</param>
/// <param name="Password">The password; empty where a token is used.</param>
/// <param name="Tokens">Where tokens come from; null to use the password.</param>
public sealed record MailLogin(string User, string Password, ITokenSource? Tokens = null)
{
    /// <summary>Without what is secret.</summary>
    public override string ToString() => User;
}

/// <summary>Hands out access tokens for XOAUTH2.</summary>
public interface ITokenSource
{
    /// <summary>A token that is good for now. Throws <see cref="WireException"/> when none is to be had.</summary>
    Task<string> TokenAsync(CancellationToken cancel);

    /// <summary>A server refused this token: it is not handed out again.</summary>
    void Forget(string token);
}
