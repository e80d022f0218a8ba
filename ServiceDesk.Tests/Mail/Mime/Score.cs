using System.Globalization;
using System.Text.Json;

namespace ServiceDesk.Tests.Mail.Mime;

/// <summary>How many of the values stated of real messages were read alike, field by field.</summary>
internal sealed class Score
{
    private readonly Dictionary<string, (int Stated, int Right, List<string> Wrong)> _fields = new(StringComparer.Ordinal);

    /// <summary>Compares a field, where the row states it and its sources agree on it.</summary>
    public void Add(JsonElement row, string field, Func<JsonElement, bool> isRight) => Add(row, field, field, isRight);

    /// <summary>Compares a field for what it says of one thing.</summary>
    public void Add(JsonElement row, string field, string thing, Func<JsonElement, bool> isRight)
    {
        if (!row.TryGetProperty(field, out var said) || said.ValueKind == JsonValueKind.Null
            || (row.TryGetProperty("disputed", out var disputed) && disputed.TryGetProperty(field, out _)))
        {
            return;
        }

        var (stated, right, wrong) = _fields.GetValueOrDefault(thing, (0, 0, []));
        var isOne = isRight(said);
        if (!isOne)
        {
            wrong.Add(row.GetProperty("file").GetString()!);
        }

        _fields[thing] = (stated + 1, right + (isOne ? 1 : 0), wrong);
    }

    /// <summary>Every field reaches its per cent.</summary>
    public void AssertAtLeast(Dictionary<string, int> wanted)
    {
        var lacking = wanted.Where(want => 100.0 * _fields[want.Key].Right / _fields[want.Key].Stated < want.Value)
            .Select(want => string.Create(CultureInfo.InvariantCulture, $"{want.Key}: {_fields[want.Key].Right} of {_fields[want.Key].Stated}, wanted {want.Value} %: {string.Join(", ", _fields[want.Key].Wrong)}"));
        Assert.Empty(lacking);
    }
}
