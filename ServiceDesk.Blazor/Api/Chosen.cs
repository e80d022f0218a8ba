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
