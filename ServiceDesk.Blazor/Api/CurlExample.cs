using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ServiceDesk.Blazor.Api;

/// <summary>An operation as a command to try it with; what differs from site to site is a variable of the shell.</summary>
internal static class CurlExample
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The command.</summary>
    public static string Of(string path, HttpMethod method, OpenApiOperation operation)
    {
        var parameters = operation.Parameters ?? [];
        var query = string.Join('&', parameters.Where(parameter => parameter is { In: ParameterLocation.Query, Example: not null }).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Example!.ToString())}"));
        var filled = path.Replace("{desk}", "$DESK", StringComparison.Ordinal).Replace("{key}", "$KEY", StringComparison.Ordinal).Replace("{id}", "$ID", StringComparison.Ordinal);
        var words = new List<string> { "curl" };
        if (method != HttpMethod.Get)
        {
            words.Add($"-X {method.Method}");
        }

        words.Add($"\"$SITE{filled}{(query.Length > 0 ? "?" : "")}{query}\" -H \"Authorization: Bearer $TOKEN\"");
        words.AddRange(parameters.Where(parameter => parameter is { In: ParameterLocation.Header, Required: true }).Select(header => $"-H \"{header.Name}: *\""));
        if (operation.RequestBody?.Content?.FirstOrDefault() is { Key: { } type, Value.Example: { } example })
        {
            // Between the marks the shell fills in its variables.
            words.Add($"-H \"Content-Type: {type}\" --data-binary @- <<END\n{(example is JsonValue value ? value.ToString() : example.ToJsonString(Readable))}\nEND");
        }

        return string.Join(' ', words);
    }
}
