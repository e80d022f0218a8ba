using Microsoft.Net.Http.Headers;

namespace ServiceDesk.Blazor.Shell;

/// <summary>Sends a file that somebody else wrote: whatever it is, the browser saves it and never shows it as a page of this site.</summary>
internal static class SavedFile
{
    /// <summary>Sends it piece by piece, never whole in memory.</summary>
    public static async Task SendAsync(HttpContext context, string fileName, long bytes, IAsyncEnumerable<byte[]> pieces)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        var headers = context.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.ContentType = "application/octet-stream";
        headers.ContentLength = bytes;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, no-store";

        await foreach (var piece in pieces)
        {
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        }
    }
}
