using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ServiceDesk.Blazor.Api;

/// <summary>The document of the API, made once: it does not change while the site runs, and whoever asks for it often costs no more than its bytes.</summary>
internal sealed class ApiReference([FromKeyedServices(ApiSetup.Document)] IOpenApiDocumentProvider provider)
{
    private readonly Lazy<Task<(OpenApiDocument Document, byte[] Json)>> _made = new(async () =>
    {
        var document = await provider.GetOpenApiDocumentAsync();
        return (document, Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)));
    });

    /// <summary>As objects.</summary>
    public async Task<OpenApiDocument> DocumentAsync() => (await _made.Value).Document;

    /// <summary>As JSON.</summary>
    public async Task<byte[]> JsonAsync() => (await _made.Value).Json;
}
