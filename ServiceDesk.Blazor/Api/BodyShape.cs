using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Holds what was sent against what an operation takes, field by field, so that whoever wrote the program is told which one is wrong.</summary>
internal static class BodyShape
{
    /// <summary>What is wrong and where, as a JSON Pointer (RFC 6901); null when nothing is.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="wanted">What is taken.</param>
    /// <param name="json">How JSON is read.</param>
    public static (Refusal Why, string Pointer)? WhyNot(JsonElement sent, Type wanted, JsonSerializerOptions json) => WhyNot(new Place("", ""), sent, wanted, json);

    private static (Refusal, string)? WhyNot(Place at, JsonElement sent, Type wanted, JsonSerializerOptions json)
    {
        var type = Nullable.GetUnderlyingType(wanted) ?? wanted;
        return json.GetTypeInfo(type) switch
        {
            { Kind: JsonTypeInfoKind.Object } shape => sent.ValueKind is JsonValueKind.Object ? InObject(at, sent, shape, json) : at.IsNo("object"),
            { Kind: JsonTypeInfoKind.Enumerable } => sent.ValueKind is JsonValueKind.Array ? InList(at, sent, type.GetGenericArguments()[0], json) : at.IsNo("array"),
            _ when type.IsEnum => sent.ValueKind is not JsonValueKind.String ? at.IsNo("string")
                : Chosen.NamesOf(type) is var names && names.Contains(sent.GetString()) ? null
                : (new FieldIsNoneOf(at.Name, string.Join(", ", names)), at.Pointer),
            _ => IsScalar(sent, type) ? null : at.IsNo(NameOf(type)),
        };
    }

    private static (Refusal, string)? InObject(Place at, JsonElement sent, JsonTypeInfo shape, JsonSerializerOptions json)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in sent.EnumerateObject())
        {
            var place = at.Of(field.Name);
            if (!found.Add(field.Name))
            {
                return (new FieldIsThereTwice(place.Name), place.Pointer);
            }

            if (shape.Properties.FirstOrDefault(known => known.Name == field.Name) is not { } taken)
            {
                return (new FieldIsUnknown(place.Name), place.Pointer);
            }

            if ((field.Value.ValueKind is not JsonValueKind.Null || !MayBeNull(taken)) && WhyNot(place, field.Value, taken.PropertyType, json) is { } wrong)
            {
                return wrong;
            }
        }

        return shape.Properties.FirstOrDefault(known => MustBeThere(known) && !found.Contains(known.Name)) is { } missing
            ? (new FieldIsMissing(at.Of(missing.Name).Name), at.Of(missing.Name).Pointer)
            : null;
    }

    private static (Refusal, string)? InList(Place at, JsonElement sent, Type element, JsonSerializerOptions json) =>
        sent.EnumerateArray().Select((one, index) => WhyNot(at.Of($"{index}"), one, element, json)).FirstOrDefault(wrong => wrong is not null);

    private static bool MustBeThere(JsonPropertyInfo field) => field.IsRequired || field.AssociatedParameter is { HasDefaultValue: false };

    private static bool MayBeNull(JsonPropertyInfo field) => field.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(field.PropertyType) is not null
        : field.AssociatedParameter?.IsNullable ?? field.IsSetNullable;

    private static bool IsScalar(JsonElement sent, Type type) => type switch
    {
        _ when type == typeof(string) => sent.ValueKind is JsonValueKind.String,
        _ when type == typeof(Guid) => sent.ValueKind is JsonValueKind.String && sent.TryGetGuid(out _),
        _ when type == typeof(bool) => sent.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ when type == typeof(int) => sent.ValueKind is JsonValueKind.Number && sent.TryGetInt32(out _),
        _ => throw new NotSupportedException($"Nobody can send a {type}."),
    };

    private static string NameOf(Type type) => type switch
    {
        _ when type == typeof(Guid) => "string (uuid)",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(int) => "integer",
        _ => "string",
    };

    private sealed record Place(string Name, string Pointer)
    {
        public Place Of(string part) => new(
            Name.Length == 0 ? OneLine.Of(part) : $"{Name}/{OneLine.Of(part)}",
            $"{Pointer}/{part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}");

        public (Refusal, string) IsNo(string type) => (new FieldIsOfAnotherType(Name, type), Pointer);
    }
}
