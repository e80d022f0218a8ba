using Microsoft.Extensions.Localization;

namespace ServiceDesk.Blazor.Shell;

/// <summary>Texts with a number in them.</summary>
internal static class Counted
{
    /// <summary>The text for so many: that of <c>key.One</c> or of <c>key.Many</c>, the number being {0}.</summary>
    public static string Count(this IStringLocalizer texts, string key, int count) => texts[$"{key}.{(count == 1 ? "One" : "Many")}", count];
}
