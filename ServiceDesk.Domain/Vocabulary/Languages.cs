using System.Globalization;

namespace ServiceDesk.Domain.Vocabulary;

/// <summary>The languages the site speaks: each <c>Texts.resx</c> has a sister in every one of them, but the first.</summary>
public static class Languages
{
    /// <summary>Their names; the first is the site's own.</summary>
    public static IReadOnlyList<string> Spoken { get; } = ["en", "de"];

    /// <summary>The site's own.</summary>
    public static string OfTheSite => Spoken[0];

    /// <summary>Whether the site speaks a language.</summary>
    public static bool Include(string? language) => language is not null && Spoken.Contains(language, StringComparer.Ordinal);

    /// <summary>The culture of a language; the site's when there is none, or one that is not spoken.</summary>
    public static CultureInfo CultureOf(string? language) => CultureInfo.GetCultureInfo(Include(language) ? language! : OfTheSite);
}
