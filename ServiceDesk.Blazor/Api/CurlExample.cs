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
        // What is brought in has to be looked through first.
        var before = operation.OperationId == "bringInImport" ? $"until curl \"$SITE{ApiGate.Root}/imports/$IMPORT\" -H \"Authorization: Bearer $TOKEN\" | grep '\"state\":\"ready\"'; do sleep 1; done\n" : "";
        var parameters = operation.Parameters ?? [];
        var query = string.Join('&', parameters.Where(parameter => parameter is { In: ParameterLocation.Query, Example: not null }).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Example!.ToString())}"));
        var filled = ExampleNames.NamePath(path);
        var words = new List<string> { "curl" };
        if (method != HttpMethod.Get)
        {
            words.Add($"-X {method.Method}");
        }

        words.Add($"\"$SITE{filled}{(query.Length > 0 ? "?" : "")}{query}\" -H \"Authorization: Bearer $TOKEN\"");
        words.AddRange(parameters.Where(parameter => parameter is { In: ParameterLocation.Header, Required: true }).Select(header => $"-H \"{header.Name}: *\""));
        if (operation.RequestBody?.Content?.FirstOrDefault() is { Key: { } type, Value.Example: { } example })
        {
            // Between the marks the shell fills in its variables. A file is there before it is sent, as it is with everybody.
            var file = parameters.FirstOrDefault(parameter => parameter.Name == "fileName")?.Example?.ToString();
            var content = example is JsonValue value ? value.ToString() : ExampleNames.Name(example.ToJsonString(Readable));
            words.Add($"-H \"Content-Type: {type}\" --data-binary {(file is null ? $"@- <<END\n{content}\nEND" : $"@{file}")}");
            words[0] = file is null ? words[0] : $"cat > {file} <<END\n{content}\nEND\n{words[0]}";
        }

        return before + string.Join(' ', words);
    }
}
