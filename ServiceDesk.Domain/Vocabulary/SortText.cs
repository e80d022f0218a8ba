using System.Globalization;
using System.Text;

namespace ServiceDesk.Domain.Vocabulary;

/// <summary>Text folded for ordering and searching: no accents, lower case, compared byte by byte alike on every database.</summary>
public static class SortText
{
    /// <summary>The folded form, without control characters and with runs of white space as one blank.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && (!char.IsControl(c) || char.IsWhiteSpace(c)))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return string.Join(' ', folded.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The words a person is found by: those of the name, the address, and the address's domain (design.md 8); distinct, folded.</summary>
    public static IReadOnlySet<string> WordsOf(string fullName, string address)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Fold(fullName).Split(' ', '-', '.', ',', '\''))
        {
            words.Add(word);
        }

        var folded = Fold(address);
        words.Add(folded);
        foreach (var part in folded.Split('@', '.', '-', '_', '+'))
        {
            words.Add(part);
        }

        words.Add(folded[(folded.LastIndexOf('@') + 1)..]);
        words.Remove("");
        return words;
    }
}
