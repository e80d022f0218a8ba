namespace ServiceDesk.Domain.Mail.Wire;

/// <summary>Where access tokens for a mailbox come from (RFC 6749): by client credentials, or by a refresh token where there is one.</summary>
public sealed class OAuthOptions
{
    /// <summary>The token server's address; empty to log in by password.</summary>
    public string TokenUrl { get; set; } = "";

    /// <summary>The name this site is registered under there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret; some token servers want none with a refresh token.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The refresh token; empty to use client credentials.</summary>
    public string RefreshToken { get; set; } = "";

    /// <summary>What the token is asked for, such as https://outlook.office365.com/.default.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Whether tokens are used at all.</summary>
    public bool IsUsed => TokenUrl.Length > 0;

    /// <summary>What is wrong, as the key and what is the matter with it; null when all is right.</summary>
    public (string Key, string What)? Problem() => this switch
    {
        { IsUsed: false } => null,
        _ when !Uri.TryCreate(TokenUrl, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) =>
            (nameof(TokenUrl), $"is \"{TokenUrl}\", which is no address that begins with https://."),
        { ClientId: "" } => (nameof(ClientId), "is empty although a token server is given."),
        { RefreshToken: "", ClientSecret: "" } => (nameof(ClientSecret), "is empty, and so is the refresh token: one of them is needed."),
        _ => null,
    };
}
