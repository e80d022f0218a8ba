using System.Text.RegularExpressions;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>
/// Reads a pasted text as addresses (design.md 2.4): <c>Name &lt;a@b&gt;</c>, separated by comma, semicolon, tab, space or new line, or a CSV
/// with a column of names. Each address comes once, in the order of the text; what is none is kept, so that nobody is lost without a word.
/// </summary>
public static partial class TypedAddresses
{
    /// <summary>How many can be invited at once; more is an import.</summary>
    public const int Most = 2_000;

    private static readonly HashSet<string> AddressHeads = new(["email", "e-mail", "mail", "e-mail address", "email address", "address", "e-mail-adresse", "mailadresse", "adresse"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> NameHeads = new(["name", "full name", "fullname", "display name", "vollständiger name", "first name", "last name", "given name", "family name", "vorname", "nachname"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The addresses of a text; empty for none.</summary>
    public static IReadOnlyList<TypedAddress> Read(string? text)
    {
        var found = new List<TypedAddress>();
        IReadOnlyList<int>? names = null;
        var isFirst = true;
        foreach (var line in PastedLines.Of(MailHeads().Replace(text ?? "", "")))
        {
            if (isFirst && line.Exists(field => AddressHeads.Contains(field.Text)))
            {
                names = [.. line.Index().Where(field => NameHeads.Contains(field.Item.Text)).Select(field => field.Index)];
            }
            else
            {
                found.AddRange(OfLine(line, names));
            }

            isFirst = false;
        }

        return [.. found.DistinctBy(entry => entry.Address?.Normalized ?? "\n" + entry.Typed, StringComparer.Ordinal)];
    }

    // The heads of a mail that were copied along: "To: a@b; Cc: c@d" names nobody "To:".
    [GeneratedRegex(@"(?<![^\s,;])(to|cc|bcc|from|an|kopie|blindkopie|von|e-?mail)[ \t]*:(?!//)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MailHeads();

    private static IEnumerable<TypedAddress> OfLine(List<PastedField> line, IReadOnlyList<int>? names)
    {
        var count = line.Sum(field => WordsOf(field.Text).Count(IsLikeAnAddress));
        if (count == 1)
        {
            return [OfRow(line, names)];
        }

        // Several in a line: "Kunde, Karl <a@b>; Lind, Lena <c@d>" has its commas within.
        var groups = line.Exists(field => field.End == ';') ? SplitAfter(line, ';') : [];
        return count > 1 && groups.Count > 1
            ? groups.SelectMany(group => OfLine(group, names: null))
            : line.SelectMany(field => OfField(field.Text));
    }

    private static TypedAddress OfRow(List<PastedField> line, IReadOnlyList<int>? names)
    {
        var at = line.FindIndex(field => WordsOf(field.Text).Any(IsLikeAnAddress));
        var entry = OfField(line[at].Text).Find(found => IsLikeAnAddress(found.Typed)) ?? TypedAddress.Of(line[at].Text);
        var others = names is not null
            ? string.Join(' ', names.Where(index => index < line.Count && index != at).Select(index => line[index].Text))
            : line.Where((field, index) => index != at && field.Text.Any(char.IsLetter)).Select(field => field.Text).FirstOrDefault();

        // "Kunde, Karl <a@b>" as some programs write it.
        var name = entry.Name is { } given && names is null && others is not null && at == 1 ? $"{given} {others}" : entry.Name ?? others;
        return TypedAddress.Of(entry.Typed, name);
    }

    private static List<TypedAddress> OfField(string text)
    {
        var found = new List<TypedAddress>();
        var rest = text;
        while (rest.IndexOf('<', StringComparison.Ordinal) is >= 0 and var open && rest.IndexOf('>', open) is > 0 and var close)
        {
            // Some programs write the address in the place of the name too.
            found.AddRange(WordsOf(rest[..open]).Where(IsLikeAnAddress).Select(word => TypedAddress.Of(word)));
            found.Add(TypedAddress.Of(rest[(open + 1)..close], IsLikeAnAddress(rest[..open]) ? null : rest[..open]));
            rest = rest[(close + 1)..];
        }

        var words = WordsOf(rest).ToList();
        if (words.Count(IsLikeAnAddress) == 1)
        {
            found.Add(TypedAddress.Of(words.Single(IsLikeAnAddress), string.Join(' ', words.Where(word => !IsLikeAnAddress(word)))));
        }
        else if (words.Exists(IsLikeAnAddress))
        {
            found.AddRange(words.Select(word => TypedAddress.Of(word)));
        }
        else if (OneLine.Of(rest) is { Length: > 0 } unread)
        {
            found.Add(TypedAddress.Of(unread));
        }

        return found;
    }

    private static string[] WordsOf(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsLikeAnAddress(string word) => word.Contains('@', StringComparison.Ordinal);

    private static List<List<PastedField>> SplitAfter(List<PastedField> line, char separator)
    {
        var groups = new List<List<PastedField>> { new() };
        foreach (var field in line)
        {
            groups[^1].Add(field with { End = ',' });
            if (field.End == separator)
            {
                groups.Add([]);
            }
        }

        return [.. groups.Where(group => group.Count > 0)];
    }
}
