using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>
/// How webhooks are reached. Desk administrators name addresses, so those of the house and of the machine itself are refused unless the site's
/// settings allow them, whatever name leads there at the moment; nothing is redirected, so that no answer leads there either.
/// </summary>
public sealed class WebhookDoor(IOptions<WebhookOptions> options, TimeProvider clock) : IDisposable
{
    private const int MostAnswerBytes = 4 * WebhookDelivery.MostAnswerCharacters;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 16,
        ConnectCallback = options.Value.AllowPrivateHosts ? null : PublicAddresses.ConnectAsync,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Why an address cannot be a webhook's; null when it can.</summary>
    internal Refusal? Problem(string url)
    {
        if (url.Length > Webhook.MostUrlCharacters || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0
            || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && options.Value.AllowPrivateHosts)))
        {
            return new NotAWebhookAddress();
        }

        var name = uri.DnsSafeHost.TrimEnd('.');
        var isPrivate = uri.IsLoopback || name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal) || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && !PublicAddresses.IsPublic(address));
        return isPrivate && !options.Value.AllowPrivateHosts ? new WebhookIsPrivate() : null;
    }

    /// <summary>Sends something, and tells what was answered. Throws <see cref="OperationCanceledException"/> when the site stops.</summary>
    internal async Task<WebhookAnswer> PostAsync(string url, Guid eventId, string payload, IReadOnlyList<string> secrets, CancellationToken stop)
    {
        if (Problem(url) is { } problem)
        {
            return new WebhookAnswer(Status: null, Sentences.Of(problem, CultureInfo.InvariantCulture));
        }

        using var time = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, stop);
        var now = clock.GetUtcNow();
        using var message = new HttpRequestMessage(HttpMethod.Post, url);
        message.Content = new StringContent(payload, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        message.Headers.UserAgent.ParseAdd("ServiceDesk-Webhooks");
        message.Headers.Add("webhook-id", eventId.ToString());
        message.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        message.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Sign(secrets, eventId.ToString(), now, payload));
        try
        {
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new WebhookAnswer((int)response.StatusCode, await BeginningOfAsync(response, either.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new WebhookAnswer(Status: null, $"No answer within {options.Value.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new WebhookAnswer(Status: null, (e.InnerException ?? e).Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // Whoever answers without an end is heard no longer than it takes.
    private static async Task<string> BeginningOfAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var bytes = new byte[MostAnswerBytes];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        var text = Encoding.UTF8.GetString(bytes, 0, read).Replace("\0", "", StringComparison.Ordinal);
        return text.Length > WebhookDelivery.MostAnswerCharacters ? text[..WebhookDelivery.MostAnswerCharacters] : text;
    }
}

/// <summary>What a webhook answered.</summary>
/// <param name="Status">The status; null when there was no answer.</param>
/// <param name="Text">The beginning of what it says, or why there was no answer.</param>
internal sealed record WebhookAnswer(int? Status, string Text)
{
    /// <summary>Whether it has taken it.</summary>
    public bool IsTaken => Status is >= 200 and < 300;

    /// <summary>Whether it wants no more, ever (RFC 9110, 15.5.11).</summary>
    public bool IsGone => Status is 410;
}
