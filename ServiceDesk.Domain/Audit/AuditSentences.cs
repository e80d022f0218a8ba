using System.Globalization;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Audit;

/// <summary>
/// What an entry says in a reader's language: the text named after the change, in which {0}, {1} … are the entry's simple details in their
/// order. Where details say what was before and after, there is a sentence for each that differs: a text of the change's own, such as
/// <c>MailTemplateChanged.Subject</c>, or else one that names it, what it is and what it was. A number that has a text, such as
/// <c>PublicSignupTurnedOn.Reopened.Many</c>, is a sentence by itself, and nothing is said of none.
/// </summary>
public static class AuditSentences
{
    /// <summary>The sentence of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="culture">The reader's language.</param>
    /// <param name="names">The names of the people in its details; null when nobody looked them up.</param>
    public static string Sentence(this AuditEntry entry, CultureInfo culture, IReadOnlyDictionary<Guid, string>? names = null)
    {
        var details = AuditDetails.Of(entry, culture, names);
        object?[] arguments = [.. details.Plain.Select(detail => detail.Text)];
        var changes = details.Changes.Select(change => Sentences.Find(typeof(AuditEntry), $"{entry.What}.{change.Name}", culture) is { } text
            ? string.Format(culture, text, [.. arguments, change.Before, change.After])
            : Sentences.Of(typeof(AuditEntry), "Changed", culture, change.Label, change.Before, change.After)).ToList();

        // What is told in a sentence of its own needs no other around it.
        var isToldByChanges = details.Changes.Any(change => Sentences.Find(typeof(AuditEntry), $"{entry.What}.{change.Name}", culture) is not null);
        var counted = details.Plain.Select(detail => Counted($"{entry.What}.{detail.Name}", detail.Count, culture)).OfType<string>();
        IEnumerable<string> told = isToldByChanges ? [] : [Sentences.Of(typeof(AuditEntry), entry.What, culture, arguments)];
        return string.Join(' ', [.. told, .. changes, .. counted]);
    }

    /// <summary>What a kind of change is called where no entry fills its sentence: an ellipsis stands in each gap.</summary>
    public static string NameOf(string what, CultureInfo culture)
    {
        var gaps = Enumerable.Repeat<object>("…", MostGaps).ToArray();
        return Sentences.Of(typeof(AuditEntry), what, culture, gaps).TrimEnd('.');
    }

    private const int MostGaps = 9;

    private static string? Counted(string key, int count, CultureInfo culture) => count > 0
        && Sentences.Find(typeof(AuditEntry), $"{key}.{(count == 1 ? "One" : "Many")}", culture) is { } text
        ? string.Format(culture, text, count)
        : null;
}
