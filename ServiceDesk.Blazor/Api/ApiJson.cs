using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace ServiceDesk.Blazor.Api;

/// <summary>How the API reads and writes JSON: strictly. What is unknown, doubled, nested deep or no text is refused, never guessed at.</summary>
internal static class ApiJson
{
    /// <summary>The longest body that is no file.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int MostDepth = 8;

    /// <summary>Sets it up.</summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.PropertyNameCaseInsensitive = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    /// <summary>Whether bytes are JSON that is nested no deeper than anything here is, in text that every database keeps: UTF-8 without anything that is no character, escaped or not.</summary>
    public static bool CanBeRead(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MostDepth });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // half a character, or no JSON at all
        }
    }
}
