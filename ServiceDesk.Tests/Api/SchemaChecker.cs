using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceDesk.Tests.Api;

/// <summary>Holds what is answered against the schema that the document has for it: types, what has to be there, values, formats and lengths.</summary>
internal static class SchemaChecker
{
    /// <summary>Where a value is not as its schema says; empty when it is.</summary>
    public static IEnumerable<string> Differences(JsonNode document, JsonNode schema, JsonNode? value, string at = "$")
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            return Differences(document, Find(document, reference)!, value, at);
        }

        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray ways)
        {
            var tried = ways.Select(way => Differences(document, way!, value, at).ToList()).ToList();
            return tried.Exists(way => way.Count == 0) ? [] : tried.MinBy(way => way.Count)!;
        }

        return OfType(document, schema, value, at);
    }

    /// <summary>What a reference of the document leads to; null when nothing.</summary>
    public static JsonNode? Find(JsonNode document, string reference) => reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, part) => node?[part]);

    private static IEnumerable<string> OfType(JsonNode document, JsonNode schema, JsonNode? value, string at)
    {
        string[] types = schema["type"] switch { JsonArray many => [.. many.Select(type => (string)type!)], null => [], var one => [(string)one!] };
        var type = TypeOf(value);
        if (types.Length > 0 && !types.Contains(type) && !(type == "integer" && types.Contains("number")))
        {
            return [$"{at} is of the type {type} instead of {string.Join(" or ", types)}"];
        }

        if (schema["enum"] is JsonArray values && !values.Any(known => JsonNode.DeepEquals(known, value)))
        {
            return [$"{at} is {value} instead of one of {values.ToJsonString()}"];
        }

        return value switch
        {
            JsonObject one => InObject(document, schema, one, at),
            JsonArray many => many.SelectMany((item, index) => schema["items"] is { } items ? Differences(document, items, item, $"{at}[{index}]") : []),
            JsonValue text when type == "string" => Text(schema, (string)text!, at),
            _ => [],
        };
    }

    private static IEnumerable<string> InObject(JsonNode document, JsonNode schema, JsonObject value, string at)
    {
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(name => (string)name!).Where(name => !value.ContainsKey(name)))
        {
            yield return $"{at}.{name} is missing";
        }

        foreach (var (name, field) in value)
        {
            if (schema["properties"]?[name] is not { } known)
            {
                yield return $"{at}.{name} is not in the document";
                continue;
            }

            foreach (var difference in Differences(document, known, field, $"{at}.{name}"))
            {
                yield return difference;
            }
        }
    }

    private static IEnumerable<string> Text(JsonNode schema, string text, string at)
    {
        var fits = (string?)schema["format"] switch
        {
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.EndsWith('Z'),
            _ => true,
        };
        if (!fits)
        {
            yield return $"{at} is \"{text}\", which is no {schema["format"]}";
        }

        if ((int?)schema["maxLength"] is { } most && text.Length > most)
        {
            yield return $"{at} is longer than {most}";
        }
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        _ => "boolean",
    };
}
