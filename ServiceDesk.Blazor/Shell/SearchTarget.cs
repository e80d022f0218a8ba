using System.Text.RegularExpressions;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Shell;

/// <summary>Where the search place leads.</summary>
internal static partial class SearchTarget
{
    /// <summary>To the request of a key; else to the customers of this name, address or domain, of the desk one is at or of one's first.</summary>
    /// <param name="typed">What is looked for; not empty.</param>
    /// <param name="desks">The desks whose staff pages the person has; at least one.</param>
    /// <param name="path">The address of the page.</param>
    public static string Of(string typed, IReadOnlyList<DeskNow> desks, string path)
    {
        var text = typed.Trim();
        var key = RequestKey().Match(text);
        return key.Success && Find(desks, key.Groups["desk"].Value) is { } its
            ? $"/desks/{its.Key}/requests/{text.ToUpperInvariant()}"
            : $"/desks/{(Find(desks, DeskOfPath.OfStaff(path)) ?? desks[0]).Key}/people/customers?search={Uri.EscapeDataString(text)}";
    }

    private static DeskNow? Find(IReadOnlyList<DeskNow> desks, string? key) => desks.FirstOrDefault(desk => string.Equals(desk.Key, key, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^(?<desk>[A-Za-z][A-Za-z0-9]{1,9})-[0-9]{1,9}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestKey();
}
