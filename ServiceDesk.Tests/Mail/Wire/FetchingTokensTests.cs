using System.Net;
using System.Web;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Wire;

public sealed class FetchingTokensTests : IDisposable
{
    private readonly TokenServer _server = new();
    private readonly HttpClient _http;
    private readonly TestClock _clock = new();
    private readonly OAuthOptions _options = new() { TokenUrl = "https://login.example.com/token", ClientId = "desk", ClientSecret = "s&cret", Scope = "mail/.default" };

    public FetchingTokensTests() => _http = new HttpClient(_server);

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task A_token_is_asked_for_in_the_sites_own_name_and_kept_until_shortly_before_it_ends()
    {
        using var tokens = new OAuthTokens(_options, _http, _clock);

        Assert.Equal("token1", await TokenAsync(tokens));
        Assert.Equal("grant_type=client_credentials&client_id=desk&client_secret=s&cret&scope=mail/.default", HttpUtility.UrlDecode(_server.Asked.Single()));

        _clock.Advance(TimeSpan.FromSeconds(3_479));
        Assert.Equal("token1", await TokenAsync(tokens));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("token2", await TokenAsync(tokens));
    }

    [Fact]
    public async Task Many_who_ask_at_once_share_one()
    {
        using var tokens = new OAuthTokens(_options, _http, _clock);

        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TokenAsync(tokens))));

        Assert.Equal(["token1"], given.Distinct());
    }

    [Fact]
    public async Task One_that_a_server_refused_is_not_given_again()
    {
        using var tokens = new OAuthTokens(_options, _http, _clock);
        tokens.Forget(await TokenAsync(tokens));

        Assert.Equal("token2", await TokenAsync(tokens));

        tokens.Forget("token1");
        Assert.Equal("token2", await TokenAsync(tokens));
    }

    [Fact]
    public async Task A_renewed_refresh_token_is_used_and_told()
    {
        string? kept = null;
        _options.RefreshToken = "old";
        _server.Refresh = "new";
        using var tokens = new OAuthTokens(_options, _http, _clock, token =>
        {
            kept = token;
            return Task.CompletedTask;
        });

        await TokenAsync(tokens);
        _clock.Advance(TimeSpan.FromHours(1));
        await TokenAsync(tokens);

        Assert.Equal("new", kept);
        Assert.StartsWith("grant_type=refresh_token&refresh_token=old&", _server.Asked[0], StringComparison.Ordinal);
        Assert.StartsWith("grant_type=refresh_token&refresh_token=new&", _server.Asked[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"invalid_client","error_description":"The secret has expired."}""", "400 invalid_client: The secret has expired.")]
    [InlineData(HttpStatusCode.OK, """{"token_type":"bearer"}""", "200 : ")]
    [InlineData(HttpStatusCode.BadGateway, "<html>", "login.example.com: ")]
    [InlineData(HttpStatusCode.OK, "[]", "login.example.com: ")]
    public async Task A_refusal_is_told_in_the_token_servers_words(HttpStatusCode status, string body, string words)
    {
        (_server.Status, _server.Body) = (status, body);
        using var tokens = new OAuthTokens(_options, _http, _clock);

        var problem = await Assert.ThrowsAsync<WireException>(() => TokenAsync(tokens));

        Assert.Equal(WireFault.TokenRefused, problem.Fault);
        Assert.StartsWith(words.Trim(), problem.Message, StringComparison.Ordinal);
    }

    private static Task<string> TokenAsync(OAuthTokens tokens) => tokens.TokenAsync(TestContext.Current.CancellationToken);

    private sealed class TokenServer : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public string? Body { get; set; }

        public string? Refresh { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var refresh = Refresh is null ? "" : $""","refresh_token":"{Refresh}" """;
            return new HttpResponseMessage(Status) { Content = new StringContent(Body ?? $$"""{"access_token":"token{{Asked.Count}}","expires_in":3600{{refresh}}}""") };
        }
    }
}
