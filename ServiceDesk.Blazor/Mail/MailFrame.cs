using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Mail;

/// <summary>
/// Sends a mail as a page for a frame of ours. Whatever stood in it, and whatever the cleaning missed, the browser runs nothing of it, gives it no origin,
/// and fetches nothing for it but the pictures that were asked for.
/// </summary>
internal static class MailFrame
{
    private const string Sandbox = "sandbox allow-popups allow-popups-to-escape-sandbox";

    /// <summary>Sends it; not found when there is none for the reader.</summary>
    public static async Task SendAsync(HttpContext context, Outcome<ShownMail> opened, bool showsRemotePictures)
    {
        if (!opened.IsDone)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await using var mail = opened.Done;
        var headers = context.Response.Headers;
        headers.ContentType = "text/html; charset=utf-8";
        headers.ContentSecurityPolicy = $"default-src 'none'; img-src data:{(showsRemotePictures ? " https:; upgrade-insecure-requests" : "")}; style-src 'unsafe-inline'; "
            + $"base-uri 'none'; form-action 'none'; frame-ancestors 'self'; {Sandbox}";
        headers.XFrameOptions = "SAMEORIGIN";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-DNS-Prefetch-Control"] = "off";
        await mail.WriteAsync(context.Response.Body, context.RequestAborted);
    }
}
