using System.Net;
using System.Text.Json;
using System.Web;
using ServiceDesk.Domain.Mail.Mailboxes;

namespace ServiceDesk.Tests.Mail.Mailboxes;

/// <summary>
/// A token server that knows one registration and is strict: a refresh token opens once, and another comes in its place (RFC 9700, 4.14). What it
/// gives is what the stage's Dovecot lets in.
/// </summary>
internal sealed class TokenServer : HttpMessageHandler
{
    public const string Url = "https://login.example.org/token";
    public const string Secret = "s&cret";

    private readonly Lock _lock = new();
    private int _renewed;

    /// <summary>The tokens given from now on.</summary>
    public string Token { get; set; } = "t0ken";

    /// <summary>The one refresh token that opens.</summary>
    public string RefreshToken => $"refresh {_renewed}";

    /// <summary>What was asked for: by which grant, and with which scope.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>A mailbox on a mail server of the stage, opened with tokens from here.</summary>
    public static MailboxForm Of(MailboxForm form, MailboxLogin login) => form with
    {
        Password = "",
        Login = login,
        TokenUrl = Url,
        ClientId = "desk",
        ClientSecret = Secret,
        RefreshToken = login is MailboxLogin.RefreshToken ? "refresh 0" : "",
        Scope = "mail/.default",
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
        lock (_lock)
        {
            Asked.Add($"{form["grant_type"]} {form["scope"]}");
            return (form["client_id"], form["client_secret"], form["grant_type"], form["refresh_token"]) switch
            {
                _ when request.RequestUri!.AbsoluteUri != Url => Refusing("invalid_request", "There is nothing here."),
                not ("desk", Secret, _, _) => Refusing("invalid_client", "The secret has expired."),
                (_, _, "client_credentials", null) => Giving(new { access_token = Token, token_type = "Bearer", expires_in = 3600 }),
                (_, _, "refresh_token", { } token) when token == RefreshToken => Giving(new { access_token = Token, token_type = "Bearer", expires_in = 3600, refresh_token = $"refresh {++_renewed}" }),
                _ => Refusing("invalid_grant", "The refresh token was used before."),
            };
        }
    }

    private static HttpResponseMessage Refusing(string error, string why) => new(HttpStatusCode.BadRequest) { Content = Json(new { error, error_description = why }) };

    private static HttpResponseMessage Giving(object what) => new(HttpStatusCode.OK) { Content = Json(what) };

    private static StringContent Json(object what) => new(JsonSerializer.Serialize(what), null, "application/json");
}
