using System.Globalization;

namespace ServiceDesk.Domain.Vocabulary;

/// <summary>The languages the site speaks: each <c>Texts.resx</c> has a sister in every one of them, but the first.</summary>
public static class Languages
{
    /// <summary>Their names; the first is the site's own.</summary>
    public static IReadOnlyList<string> Spoken { get; } = ["en", "de"];

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["english"] = "en",
        ["englisch"] = "en",
        ["eng"] = "en",
        ["german"] = "de",
        ["deutsch"] = "de",
        ["deu"] = "de",
        ["ger"] = "de",
    };

    /// <summary>The site's own.</summary>
    public static string OfTheSite => Spoken[0];

    /// <summary>Whether the site speaks a language.</summary>
    public static bool Include(string? language) => language is not null && Spoken.Contains(language, StringComparer.Ordinal);

    /// <summary>
    /// The language somebody wrote down: its code, with a region or without, or its name in any of the languages spoken; null when the site
    /// speaks none of that name.
    /// </summary>
    public static string? Find(string written)
    {
        var folded = SortText.Fold(written);
        var code = folded.Split('-', '_')[0];
        return Names.GetValueOrDefault(folded) ?? (Include(code) && folded.Length is <= 2 or 5 ? code : null);
    }

    /// <summary>The culture of a language; the site's when there is none, or one that is not spoken.</summary>
    public static CultureInfo CultureOf(string? language) => CultureInfo.GetCultureInfo(Include(language) ? language! : OfTheSite);
}
