using System.Text;
using System.Text.Json;

namespace ServiceDesk.Domain.Mail.Reports;

/// <summary>A report that a sending service writes as JSON into the text of a mail, as Amazon's does through its notifications.</summary>
internal static class JsonReport
{
    private const int MostLetters = 256 * 1024;
    private const int MostRecipients = 500;

    /// <summary>What it says of a message that did not arrive; null where the text is no such report.</summary>
    public static DeliveryReport? Read(string text) =>
        text.AsSpan().TrimStart().StartsWith('{') && text.Contains("bounce", StringComparison.Ordinal) && text.Length <= MostLetters && Parse(text) is { } json ? Of(json) : null;

    private static DeliveryReport? Of(JsonElement json)
    {
        // The notification may lie in another, as a text.
        if (Text(json, "Message") is { } within && within.StartsWith('{'))
        {
            json = Parse(within) ?? json;
        }

        var kind = Text(json, "notificationType") ?? Text(json, "eventType");
        if (!string.Equals(kind, "Bounce", StringComparison.OrdinalIgnoreCase) || Within(json, "bounce") is not { } bounce || Within(bounce, "bouncedRecipients") is not { ValueKind: JsonValueKind.Array } recipients)
        {
            return null;
        }

        var isFinal = !string.Equals(Text(bounce, "bounceType"), "Transient", StringComparison.OrdinalIgnoreCase);
        var failed = recipients.EnumerateArray().Take(MostRecipients).Select(one => Failed(one, isFinal)).OfType<FailedRecipient>().ToList();
        var original = Within(json, "mail") is { } mail && Within(mail, "commonHeaders") is { } headers ? Text(headers, "messageId") : null;
        return failed.Count == 0 ? null : new DeliveryReport(failed, original?.Trim().Trim('<', '>'));
    }

    private static FailedRecipient? Failed(JsonElement one, bool isFinal)
    {
        var words = Text(one, "diagnosticCode");
        return Text(one, "emailAddress")?.Trim().Trim('<', '>') is { Length: > 0 } address && address.Contains('@', StringComparison.Ordinal)
            ? new FailedRecipient(address, StatusCodes.Better(StatusCodes.First(Text(one, "status")), StatusCodes.Find(words)), isFinal, words)
            : null;
    }

    // The first value alone: words for people follow it. Lines that were too long were broken on the way.
    private static JsonElement? Parse(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text.Replace("\n", "", StringComparison.Ordinal)), new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null; // it only looked like one
        }
    }

    private static JsonElement? Within(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement json, string name) => Within(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
