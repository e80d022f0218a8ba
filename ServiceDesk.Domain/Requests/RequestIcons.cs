namespace ServiceDesk.Domain.Requests;

/// <summary>The icons a request type may have, by name.</summary>
public static class RequestIcons
{
    /// <summary>The icon of a type that states none.</summary>
    public const string Default = "plus";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["question", "bug", "plus", "computer", "phone", "printer", "network", "mail", "key", "lock", "person", "door", "cart", "calendar", "file", "heart"];
}
