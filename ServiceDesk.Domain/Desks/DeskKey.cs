namespace ServiceDesk.Domain.Desks;

/// <summary>The rule for a desk's key, such as IT: two to ten capital letters and digits, a letter first.</summary>
public static class DeskKey
{
    /// <summary>The longest key, in characters.</summary>
    public const int MostCharacters = 10;

    // The portal's own addresses (design.md 7): a desk of such a key could not be reached.
    private static readonly HashSet<string> Taken = new(["SIGNUP", "REQUESTS"], StringComparer.Ordinal);

    /// <summary>The key that was typed, small letters made capital; null when it is none.</summary>
    public static string? Read(string? typed)
    {
        var key = typed?.Trim().ToUpperInvariant() ?? "";
        return key.Length is >= 2 and <= MostCharacters && char.IsAsciiLetterUpper(key[0]) && key.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))
            ? key
            : null;
    }

    /// <summary>Whether the portal needs the word for itself.</summary>
    public static bool IsReserved(string key) => Taken.Contains(key);
}
