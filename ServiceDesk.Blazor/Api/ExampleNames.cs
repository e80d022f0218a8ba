namespace ServiceDesk.Blazor.Api;

/// <summary>What differs from site to site in examples: a variable of the shell in commands, and in the document a value of the same kind.</summary>
internal static class ExampleNames
{
    private static readonly (string Name, string Value)[] All =
    [
        ("$DESK", "IT"),
        ("$TYPE", "01970000-0000-7000-8000-000000000001"),
        ("$AGENT", "01970000-0000-7000-8000-000000000002"),
    ];

    // Each stands for one thing, and is named for it.
    private static readonly (string Before, string Name)[] Ids =
    [
        ("/customers/", "$CUSTOMER"), ("/invitations/", "$INVITATION"), ("/imports/", "$IMPORT"), ("/attachments/", "$FILE"), ("/users/", "$USER"), ("/participants/", "$PARTICIPANT"),
    ];

    /// <summary>Puts values where the names are.</summary>
    public static string Fill(string text) => All.Aggregate(text, (filled, one) => filled.Replace(one.Name, one.Value, StringComparison.Ordinal));

    /// <summary>Puts the names back, between the quotation marks of JSON.</summary>
    public static string Name(string json) => All.Aggregate(json, (named, one) => named.Replace($"\"{one.Value}\"", $"\"{one.Name}\"", StringComparison.Ordinal));

    /// <summary>A path with names for its parameters.</summary>
    public static string NamePath(string path) => Ids
        .Aggregate(path, (named, one) => named.Replace(one.Before + "{id}", one.Before + one.Name, StringComparison.Ordinal))
        .Replace("{desk}", "$DESK", StringComparison.Ordinal)
        .Replace("{key}", "$KEY", StringComparison.Ordinal);
}
