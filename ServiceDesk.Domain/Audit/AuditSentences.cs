using System.Globalization;
using System.Text.Json;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Audit;

/// <summary>
/// What an entry says in a reader's language: the text named after the change, in which {0}, {1} … are the entry's details in their
/// order. A detail that has a text of its own, <c>Value.</c> and the value, is shown by it; several are shown with commas. A number that
/// has one, such as <c>PublicSignupTurnedOn.Reopened.Many</c>, is a sentence by itself, and nothing is said of none.
/// </summary>
public static class AuditSentences
{
    /// <summary>The sentence of an entry.</summary>
    public static string Sentence(this AuditEntry entry, CultureInfo culture)
    {
        using var details = JsonDocument.Parse(entry.Details);
        object?[] arguments = [.. details.RootElement.EnumerateObject().Select(detail => Shown(detail.Value, culture))];
        var counted = details.RootElement.EnumerateObject().Select(detail => Counted($"{entry.What}.{detail.Name}", detail.Value, culture)).OfType<string>();
        return string.Join(' ', counted.Prepend(Sentences.Of(typeof(AuditEntry), entry.What, culture, arguments)));
    }

    private static string? Counted(string key, JsonElement value, CultureInfo culture) => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var count) && count > 0
        && Sentences.Find(typeof(AuditEntry), $"{key}.{(count == 1 ? "One" : "Many")}", culture) is { } text
        ? string.Format(culture, text, count)
        : null;

    private static string Shown(JsonElement value, CultureInfo culture)
    {
        if (value.ValueKind is JsonValueKind.Array)
        {
            return string.Join(", ", value.EnumerateArray().Select(one => Shown(one, culture)));
        }

        var text = value.ToString();
        return Sentences.Find(typeof(AuditEntry), "Value." + text, culture) ?? text;
    }
}
