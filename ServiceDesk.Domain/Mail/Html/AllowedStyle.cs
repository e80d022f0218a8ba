using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ServiceDesk.Domain.Mail.Html;

/// <summary>What of a mail's style is shown: looks, but nothing that fetches, moves over other things, or hides what it does.</summary>
internal static partial class AllowedStyle
{
    private const int MostLetters = 4_096;

    private static readonly FrozenSet<string> Properties = FrozenSet.Create(StringComparer.Ordinal,
        "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style", "border-bottom-width", "border-collapse", "border-color", "border-left", "border-left-color", "border-left-style",
        "border-left-width", "border-radius", "border-right", "border-right-color", "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color", "border-top-style",
        "border-top-width", "border-width", "caption-side", "clear", "color", "direction", "display", "empty-cells", "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height",
        "letter-spacing", "line-height", "list-style-position", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height", "max-width", "min-height", "min-width",
        "overflow-wrap", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align", "text-decoration", "text-indent", "text-transform", "unicode-bidi",
        "vertical-align", "white-space", "width", "word-break", "word-spacing", "word-wrap");

    // Words, numbers and quoted names; of functions those of colours. No escapes, no comments, no addresses, nothing below zero.
    [GeneratedRegex(@"^(?:(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]*\)|""[\w\s.-]*""|'[\w\s.-]*'|[\w#%.,!/ ]|[a-z]-)*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain { get; }

    /// <summary>The declarations that may stay; null when none may.</summary>
    public static string? Of(string style)
    {
        if (style.Length > MostLetters)
        {
            return null;
        }

        var kept = style.Split(';').Select(Declaration).OfType<string>().ToList();
        return kept.Count == 0 ? null : string.Join("; ", kept);
    }

    private static string? Declaration(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return null;
        }

        var (property, value) = (text[..colon].Trim().ToLowerInvariant(), text[(colon + 1)..].Trim());
        return Properties.Contains(property) && value.Length > 0 && Plain.IsMatch(value) ? $"{property}: {value}" : null;
    }
}
