using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ServiceDesk.Blazor.Api;

/// <summary>One of several values as a parameter of an address, written as in JSON and no other way.</summary>
/// <param name="Value">The value.</param>
internal readonly record struct Chosen<T>(T Value) : IParsable<Chosen<T>>
    where T : struct, Enum
{
    /// <summary>The values by their names.</summary>
    public static IReadOnlyList<(string Name, T Value)> All { get; } = [.. Enum.GetValues<T>().Select(value => (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), value))];

    public static Chosen<T> Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var found) ? found : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Chosen<T> result)
    {
        var found = All.Where(one => one.Name == s).ToList();
        result = found.Count == 1 ? new(found[0].Value) : default;
        return found.Count == 1;
    }
}

/// <summary>The names of values, as programs write them.</summary>
internal static class Chosen
{
    /// <summary>Those of an enum, in its order.</summary>
    public static IReadOnlyList<string> NamesOf(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>Those that a parameter of this type can have; null for a parameter that is none of several.</summary>
    public static IReadOnlyList<string>? NamesOfParameter(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsGenericType: true } one && one.GetGenericTypeDefinition() == typeof(Chosen<>) ? NamesOf(one.GetGenericArguments()[0]) : null;
}
