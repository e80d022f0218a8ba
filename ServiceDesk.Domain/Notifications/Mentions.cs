using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Notifications;

/// <summary>Finds whom a comment names: an at sign and the whole name, whatever its capitals and accents. Two people of one name are both meant.</summary>
internal static class Mentions
{
    private const int MostMentions = 20;

    /// <summary>Which of these people the text names.</summary>
    public static IEnumerable<Guid> Of(string text, IReadOnlyList<(Guid Id, string Name)> people)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return [];
        }

        // Of two names that both fit, the longer one is meant: Anna Agent is not Anna.
        var byName = people.GroupBy(person => SortText.Fold(person.Name), person => person.Id, StringComparer.Ordinal)
            .Where(names => names.Key.Length > 0).OrderByDescending(names => names.Key.Length).ToList();
        return Places(text).Take(MostMentions).SelectMany(rest => byName.FirstOrDefault(names => Begins(rest, names.Key)) ?? Enumerable.Empty<Guid>()).Distinct().ToList();
    }

    // What follows each at sign that begins a word: in an address it stands within one.
    private static IEnumerable<string> Places(string text)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            {
                yield return SortText.Fold(text.Substring(at + 1, Math.Min(text.Length - at - 1, 2 * Accounts.Account.MostNameCharacters)));
            }
        }
    }

    private static bool Begins(string rest, string name) =>
        rest.StartsWith(name, StringComparison.Ordinal) && (rest.Length == name.Length || !char.IsLetterOrDigit(rest[name.Length]));
}
