using System.Text;
using System.Text.Json;

namespace ServiceDesk.Domain.Data;

/// <summary>Where a page of a list of people ended: the keys of its last row, as the text that is handed back for the next page.</summary>
/// <param name="Driver">The typed word whose matches are walked; empty when nothing was typed.</param>
/// <param name="Word">The person's word that matched; empty when nothing was typed.</param>
/// <param name="SortName">The person's folded name.</param>
/// <param name="AccountId">The person.</param>
internal sealed record ListPosition(string Driver, string Word, string SortName, Guid AccountId)
{
    /// <summary>Reads a position; null for none and for what is none.</summary>
    public static ListPosition? Read(string? text)
    {
        try
        {
            var read = text is null ? null : JsonSerializer.Deserialize<ListPosition>(Convert.FromBase64String(text));
            return read is { Driver: { } driver, Word: { } word, SortName: { } name } && !(driver + word + name).Contains('\0', StringComparison.Ordinal) ? read : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null; // made up by somebody: they are shown the list from its beginning
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this)));
}
