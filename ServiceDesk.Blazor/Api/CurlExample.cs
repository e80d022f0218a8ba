using System.Text;
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
        var command = new StringBuilder("curl");
        command.Append(method == HttpMethod.Get ? "" : $" -X {method.Method}");
        command.Append($" \"$SITE{path.Replace("{desk}", "$DESK", StringComparison.Ordinal).Replace("{key}", "$KEY", StringComparison.Ordinal).Replace("{id}", "$ID", StringComparison.Ordinal)}{(query.Length > 0 ? "?" : "")}{query}\"");
        command.Append(" -H \"Authorization: Bearer $TOKEN\"");
        foreach (var header in parameters.Where(parameter => parameter is { In: ParameterLocation.Header, Required: true }))
        {
            command.Append($" -H \"{header.Name}: *\"");
        }

        if (operation.RequestBody?.Content?.FirstOrDefault() is { Key: { } type, Value.Example: { } example })
        {
            // Between the marks the shell fills in its variables.
            command.Append($" -H \"Content-Type: {type}\" --data-binary @- <<END\n{(example is JsonValue value ? value.ToString() : example.ToJsonString(Readable))}\nEND");
        }

        return command.ToString();
    }
}
