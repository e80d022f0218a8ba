using System.Globalization;
using System.Text.Json;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Audit;

/// <summary>
/// The details of an entry, told apart: what changed from what to what, and the rest. A detail that has a text of its own, <c>Value.</c>
/// and the value, is shown by it; several are shown with commas, a person by name.
/// </summary>
internal sealed record AuditDetails(IReadOnlyList<AuditDetail> Plain, IReadOnlyList<AuditChange> Changes, string? Reason)
{
    private const string BeforeName = "Before";
    private const string AfterName = "After";

    // What somebody typed is shown as it is, also when it reads like one of our own words.
    private static readonly HashSet<string> Typed = new(["Name", "FullName", "Names", "Key", "Address", "Subject", "Text", "Reason"], StringComparer.Ordinal);

    /// <summary>Reads the details of an entry.</summary>
    public static AuditDetails Of(AuditEntry entry, CultureInfo culture, IReadOnlyDictionary<Guid, string>? names)
    {
        using var json = JsonDocument.Parse(entry.Details);
        var shown = new Shown(culture, names);
        var plain = new List<AuditDetail>();
        var changes = new List<AuditChange>();
        foreach (var detail in json.RootElement.EnumerateObject())
        {
            if (detail.Value.ValueKind is not JsonValueKind.Object)
            {
                plain.Add(new AuditDetail(detail.Name, shown.Text(detail.Name, detail.Value), detail.Value.ValueKind is JsonValueKind.Number && detail.Value.TryGetInt32(out var count) ? count : 0));
            }
            else if (detail.Value.TryGetProperty("From", out var from) && detail.Value.TryGetProperty("To", out var to))
            {
                changes.Add(shown.Change(detail.Name, from, to));
            }
            else if (detail.Name == AfterName && json.RootElement.TryGetProperty(BeforeName, out var before) && before.ValueKind is JsonValueKind.Object)
            {
                changes.AddRange(detail.Value.EnumerateObject()
                    .Where(after => !before.TryGetProperty(after.Name, out var was) || was.GetRawText() != after.Value.GetRawText())
                    .Select(after => shown.Change(after.Name, before.TryGetProperty(after.Name, out var was) ? was : default, after.Value)));
            }
        }

        return new AuditDetails(plain, changes, plain.Find(detail => detail.Name == "Reason")?.Text);
    }

    /// <summary>What was before, all of it.</summary>
    public string Before => Together(BeforeName, "From", change => change.Before);

    /// <summary>What is so since, all of it.</summary>
    public string After => Together(AfterName, "To", change => change.After);

    /// <summary>The ids that stand in the details, of people mostly.</summary>
    public static IEnumerable<Guid> IdsIn(AuditEntry entry)
    {
        using var json = JsonDocument.Parse(entry.Details);
        return [.. IdsIn(json.RootElement)];
    }

    private static IEnumerable<Guid> IdsIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(detail => IdsIn(detail.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(IdsIn),
        JsonValueKind.String when value.TryGetGuid(out var id) => [id],
        _ => [],
    };

    private string Together(string name, string otherName, Func<AuditChange, string> of) => Changes.Count > 0
        ? string.Join("; ", Changes.Select(change => $"{change.Label}: {of(change)}"))
        : Plain.FirstOrDefault(detail => detail.Name == (Plain.Any(other => other.Name == "From") ? otherName : name))?.Text ?? "";

    private sealed class Shown(CultureInfo culture, IReadOnlyDictionary<Guid, string>? names)
    {
        public AuditChange Change(string name, JsonElement before, JsonElement after) =>
            new(name, Find("Value." + name) ?? name, Text(name, before), Text(name, after));

        public string Text(string name, JsonElement value)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Array:
                    return string.Join(", ", value.EnumerateArray().Select(one => Text(name, one)));
                case JsonValueKind.Null or JsonValueKind.Undefined:
                    return Find($"Value.{name}.None") ?? Find("Value.None")!;
                case JsonValueKind.String when value.TryGetGuid(out var id) && names is not null:
                    return names.GetValueOrDefault(id) ?? Find("Value.Gone")!;
                default:
                    var text = value.ToString();
                    return (Typed.Contains(name) ? null : Find("Value." + text)) ?? text;
            }
        }

        private string? Find(string key) => Sentences.Find(typeof(AuditEntry), key, culture);
    }
}

/// <summary>A detail that is no change.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">As it is shown.</param>
/// <param name="Count">The number it is; 0 when it is none.</param>
internal sealed record AuditDetail(string Name, string Text, int Count);

/// <summary>A detail that was one thing and is another.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">Its name, as it is shown.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is.</param>
internal sealed record AuditChange(string Name, string Label, string Before, string After);
