using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Mail;

/// <summary>The HTTP gate (design.md 4): a mail server's pipe, or a mail provider's hook, hands over one raw message. Whatever is answered with 2xx is stored for good.</summary>
internal static class MailGateEndpoint
{
    // What a form or JSON adds around the message, at most: JSON and percent signs can make it three times as long.
    private const int Wrapping = 3;
    private const int RetryAfterSeconds = 30;

    public static void MapMailGate(this WebApplication app) => app.MapPost("/mail/{desk}/inbound", TakeAsync);

    private static async Task TakeAsync(string desk, HttpContext context, MailGate gate, ILogger<MailGate> log)
    {
        var opened = await gate.OpenAsync(desk, TokenOf(context.Request));
        if (!opened.IsDone)
        {
            Refuse(context, opened.Refusal);
            return;
        }

        if (context.Request.ContentLength > gate.MostBytes * Wrapping)
        {
            Refuse(context, new MailIsTooLarge(gate.MostBytes));
            return;
        }

        // The domain reads no further than its limit; the server's own knows nothing of the setting.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = gate.MostBytes * Wrapping;
        }

        try
        {
            var outcome = await PostedMail.TakeAsync(context.Request, gate, opened.Done, context.RequestAborted);
            if (!outcome.IsDone)
            {
                Refuse(context, outcome.Refusal);
                return;
            }

            context.Response.StatusCode = outcome.Done.IsRepeat ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        }
        catch (BadHttpRequestException e)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (e is InvalidDataException or System.Text.Json.JsonException)
        {
            log.LogInformation("A post to the mail gate of {Desk} could not be read.", desk.ReplaceLineEndings(" "));
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (IOException e) when (!context.RequestAborted.IsCancellationRequested)
        {
            // No room for what does not fit in memory, most likely; nothing is stored, so the sender keeps it.
            log.LogError(e, "A mail could not be taken in.");
            Later(context, StatusCodes.Status503ServiceUnavailable, TimeSpan.FromSeconds(RetryAfterSeconds));
        }
    }

    private static string? TokenOf(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header.Parameter is not { } value)
        {
            return null;
        }

        if (string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        // The name before the colon is whatever the other side insists on; the password is the token.
        var bytes = new byte[value.Length];
        return string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(value, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, var password]
            ? password
            : null;
    }

    private static void Refuse(HttpContext context, Refusal why)
    {
        switch (why)
        {
            case NotFound:
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate = new(["Bearer", "Basic realm=\"mail\", charset=\"UTF-8\""]);
                break;
            case MailIsTooLarge:
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                break;
            case TooMany many:
                Later(context, StatusCodes.Status429TooManyRequests, many.RetryAfter);
                break;
            case DatabaseIsAway or DatabaseIsBusy or ChangedMeanwhile:
                Later(context, StatusCodes.Status503ServiceUnavailable, TimeSpan.FromSeconds(RetryAfterSeconds));
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                break;
        }
    }

    private static void Later(HttpContext context, int status, TimeSpan wait)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
