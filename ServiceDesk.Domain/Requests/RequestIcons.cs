namespace ServiceDesk.Domain.Requests;

/// <summary>The icons a request type may have, by name.</summary>
public static class RequestIcons
{
    /// <summary>The icon of a type that states none.</summary>
    public const string Default = "request";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["question", "problem", "request", "idea", "computer", "phone", "printer", "network", "mail", "key", "person", "building", "money", "delivery", "calendar", "document"];
}
