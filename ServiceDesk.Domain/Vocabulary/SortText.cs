using System.Buffers;
using System.Globalization;
using System.Text;

namespace ServiceDesk.Domain.Vocabulary;

/// <summary>Text folded for ordering and searching: no accents, lower case, compared byte by byte alike on every database.</summary>
public static class SortText
{
    // However somebody's keyboard or word processor wrote them: nobody searches for one apostrophe and means no other.
    private const string Apostrophes = "\u2019\u2018\u201B\u02BC\u2032\u00B4\u0060";
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_abcdefghijklmnopqrstuvwxyz{|}~");
    private const string Dashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212";

    /// <summary>The folded form, without control characters, with one kind of apostrophe and of dash, and with runs of white space as one blank.</summary>
    public static string Fold(string text)
    {
        // Most names and nearly all addresses are plain already, and a long import folds hundreds of thousands of them.
        if (!text.AsSpan().ContainsAnyExcept(PlainCharacters) && text == text.Trim() && !text.Contains("  ", StringComparison.Ordinal))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length);
        // The marks first: an accent that stands alone for an apostrophe would become a blank.
        foreach (var c in string.Concat(OneLine.Of(text).Select(Plain)).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && (!char.IsControl(c) || char.IsWhiteSpace(c)))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return string.Join(' ', folded.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>
    /// The words by whose beginnings a person is found: those of the name, whole and in their parts (Jean-Luc, Luc), the address and its
    /// parts, its domain and those above it (design.md 8); folded, distinct. A word that begins another finds nobody that the other does
    /// not, and is left out.
    /// </summary>
    public static IReadOnlySet<string> WordsOf(string fullName, string address)
    {
        var words = WordsTyped(fullName).ToHashSet(StringComparer.Ordinal);
        words.UnionWith(Fold(fullName).Split(' ', '-', '.', ',', '\''));

        var folded = Fold(address);
        words.Add(folded);
        words.UnionWith(folded.Split('@', '.', '-', '_', '+'));

        var domain = folded[(folded.LastIndexOf('@') + 1)..];
        words.Add(domain);
        while (domain.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot)
        {
            domain = domain[(dot + 1)..];
            words.Add(domain);
        }

        words.Remove("");
        return words.Where(word => !words.Any(other => other.Length > word.Length && other.StartsWith(word, StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Words as one text: each once, in their order, each between blanks; empty for none.</summary>
    public static string LineOf(IEnumerable<string> words) =>
        string.Join(' ', words.Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } line ? $" {line} " : "";

    /// <summary>The words of such a text.</summary>
    public static string[] WordsIn(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words of a typed text, folded, in their order, without the punctuation around them.</summary>
    public static IEnumerable<string> WordsTyped(string text) =>
        Fold(text).Split(' ').Select(word => word.Trim(',', ';', '.', ':', '<', '>', '(', ')', '"', '\'')).Where(word => word.Length > 0);

    private static char Plain(char c) =>
        Apostrophes.Contains(c, StringComparison.Ordinal) ? '\''
        : Dashes.Contains(c, StringComparison.Ordinal) ? '-'
        : c;
}
