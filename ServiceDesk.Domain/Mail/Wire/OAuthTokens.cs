using System.Text.Json;

namespace ServiceDesk.Domain.Mail.Wire;

/// <summary>
/// Fetches access tokens and keeps each until shortly before it expires (RFC 6749, 4.4, 5 and 6). Several may ask at once; one fetches.
/// A renewed refresh token is used from then on, and told to whoever keeps it.
/// </summary>
public sealed class OAuthTokens(OAuthOptions options, HttpClient http, TimeProvider clock, Func<string, Task>? renewed = null) : ITokenSource, IDisposable
{
    private const double UsedPartOfLife = 0.9;
    private static readonly TimeSpan LeftAtLeast = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LifeUntold = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _one = new(1);
    private string _refreshToken = options.RefreshToken;
    private Kept? _kept;

    /// <summary>Talks to token servers: never for long, never about much, never somewhere else than asked.</summary>
    public static HttpClient Http { get; } = HttpOf(new SocketsHttpHandler());

    /// <inheritdoc/>
    public async Task<string> TokenAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_kept is not { } kept || kept.Until <= clock.GetUtcNow())
            {
                _kept = kept = await FetchAsync(cancel);
            }

            return kept.Token;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Forget(string token)
    {
        if (_kept is { } kept && kept.Token == token)
        {
            Interlocked.CompareExchange(ref _kept, null, kept);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>The same, connecting in a way of its own.</summary>
    internal static HttpClient HttpOf(SocketsHttpHandler handler)
    {
        (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy, handler.PooledConnectionLifetime) = (false, false, handler.ConnectCallback is null, TimeSpan.FromMinutes(5));
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 256 * 1024 };
    }

    private async Task<Kept> FetchAsync(CancellationToken cancel)
    {
        try
        {
            using var form = new FormUrlEncodedContent(Form());
            using var answer = await http.PostAsync(new Uri(options.TokenUrl), form, cancel);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            var token = TextOf(json, "access_token");
            if (!answer.IsSuccessStatusCode || string.IsNullOrEmpty(token))
            {
                throw new WireException(WireFault.TokenRefused, $"{(int)answer.StatusCode} {TextOf(json, "error")}: {TextOf(json, "error_description")}");
            }

            await RenewAsync(TextOf(json, "refresh_token"));
            return new Kept(token, clock.GetUtcNow() + UsableFor(json));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw new WireException(WireFault.TokenRefused, $"{new Uri(options.TokenUrl).Host}: {e.Message}", e);
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Form()
    {
        (string Name, string Value)[] fields =
        [
            ("grant_type", _refreshToken.Length > 0 ? "refresh_token" : "client_credentials"),
            ("refresh_token", _refreshToken),
            ("client_id", options.ClientId),
            ("client_secret", options.ClientSecret),
            ("scope", options.Scope),
        ];
        return fields.Where(field => field.Value.Length > 0).Select(field => KeyValuePair.Create(field.Name, field.Value));
    }

    private async Task RenewAsync(string? refreshToken)
    {
        if (!string.IsNullOrEmpty(refreshToken) && _refreshToken.Length > 0 && refreshToken != _refreshToken)
        {
            _refreshToken = refreshToken;
            await (renewed?.Invoke(refreshToken) ?? Task.CompletedTask);
        }
    }

    // At least two minutes before its end, so that it outlives the log-in it is fetched for; a short one for most of its life.
    private static TimeSpan UsableFor(JsonDocument json)
    {
        var life = json.RootElement.TryGetProperty("expires_in", out var told) && long.TryParse(told.ToString(), out var seconds) && seconds is > 0 and < 10_000_000
            ? TimeSpan.FromSeconds(seconds)
            : LifeUntold;
        return life > LeftAtLeast * 2 ? life - LeftAtLeast : life * UsedPartOfLife;
    }

    private static string? TextOf(JsonDocument json, string name) => json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;

    private sealed record Kept(string Token, DateTimeOffset Until);
}
