using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>What is sent to the API: bounded, and read once. A file is read as it comes; what it is to be told apart by waits on the disk.</summary>
internal static class ApiBodies
{
    private const int HeldInMemory = 64 * 1024;

    /// <summary>Looks at what is sent, so that the operation meets nothing but what it takes: the fields it knows, or a file of a size it allows. Else why not, and where.</summary>
    public static async Task<(Refusal? Why, string? Pointer)> ReadAsync(HttpContext context, ApiOperation operation)
    {
        if (WhyNot(context, operation) is { } no)
        {
            return (no, null);
        }

        if (operation.FileType is not null || HttpMethods.IsGet(context.Request.Method))
        {
            return (null, null);
        }

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var wrong = Look(context, body.GetBuffer().AsMemory(0, (int)body.Length));
        body.Position = 0;
        context.Request.Body = body;
        return wrong;
    }

    private static Refusal? WhyNot(HttpContext context, ApiOperation operation)
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

        // What would be kept of several parts is their envelope.
        if (operation.FileType is { } fileType && context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true)
        {
            return new NotThisMediaType(fileType);
        }

        // The server's own limit knows nothing of ours.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        return null;
    }

    private static (Refusal? Why, string? Pointer) Look(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var wanted = context.GetEndpoint()!.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        if (body.Length == 0)
        {
            return (wanted is null ? null : new CannotBeRead(), null);
        }

        if (!context.Request.HasJsonContentType())
        {
            return (new NotThisMediaType("application/json"), null);
        }

        if (!ApiJson.CanBeRead(body.Span))
        {
            return (new CannotBeRead(), null);
        }

        if (wanted is null)
        {
            return (null, null);
        }

        using var sent = JsonDocument.Parse(body);
        return sent.RootElement.ValueKind is not JsonValueKind.Object ? (new CannotBeRead(), null)
            : BodyShape.WhyNot(sent.RootElement, wanted, context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions) is { } wrong ? wrong
            : (null, null);
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
