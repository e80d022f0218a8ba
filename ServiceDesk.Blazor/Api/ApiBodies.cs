using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>What is sent to the API: bounded, and read once. A file is read as it comes; what it is to be told apart by waits on the disk.</summary>
internal static class ApiBodies
{
    private const int HeldInMemory = 64 * 1024;

    /// <summary>Looks at what is sent, so that the operation meets nothing but text it can read, or a file of a size it takes; why not, or null.</summary>
    public static async Task<Refusal?> ReadAsync(HttpContext context, ApiOperation operation)
    {
        var most = operation.MostBytes(context.RequestServices);
        if (context.Request.ContentLength > most)
        {
            return new BodyIsTooLarge();
        }

        if (context.Request.Headers.ContentEncoding.Count > 0)
        {
            return new NotThisMediaType(operation.FileType ?? "application/json");
        }

        // The server's own limit knows nothing of ours.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        if (operation.FileType is not null || HttpMethods.IsGet(context.Request.Method))
        {
            return null;
        }

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > 0 && !context.Request.HasJsonContentType())
        {
            return new NotThisMediaType("application/json");
        }

        if (body.Length > 0 && !ApiJson.CanBeRead(body.GetBuffer().AsSpan(0, (int)body.Length)))
        {
            return new CannotBeRead();
        }

        body.Position = 0;
        context.Request.Body = body;
        return null;
    }

    /// <summary>SHA-256 of what is sent and where to, which is then read from its beginning.</summary>
    public static async Task<byte[]> HashAsync(HttpContext context)
    {
        var request = context.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n{request.Headers.IfMatch}\n"));
        if (!request.Body.CanSeek)
        {
            request.EnableBuffering(HeldInMemory);
        }

        var buffer = new byte[HeldInMemory];
        for (int length; (length = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            hash.AppendData(buffer, 0, length);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
