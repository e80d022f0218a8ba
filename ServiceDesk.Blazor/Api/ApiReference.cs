using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ServiceDesk.Blazor.Api;

/// <summary>The document of the API, made once: it does not change while the site runs, and whoever asks for it often costs no more than its bytes.</summary>
internal sealed class ApiReference([FromKeyedServices(ApiSetup.Document)] IOpenApiDocumentProvider provider)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private OpenApiDocument? _document;
    private byte[]? _json;

    /// <summary>As objects.</summary>
    public async Task<OpenApiDocument> DocumentAsync()
    {
        await MakeAsync();
        return _document!;
    }

    /// <summary>As JSON.</summary>
    public async Task<byte[]> JsonAsync()
    {
        await MakeAsync();
        return _json!;
    }

    private async Task MakeAsync()
    {
        if (_json is not null)
        {
            return;
        }

        await _one.WaitAsync();
        try
        {
            _document ??= await provider.GetOpenApiDocumentAsync();
            _json ??= Encoding.UTF8.GetBytes(await _document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
        }
        finally
        {
            _one.Release();
        }
    }
}
