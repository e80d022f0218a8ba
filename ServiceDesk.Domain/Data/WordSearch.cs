using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

// CA1309: the database compares, byte by byte; a comparison handed in could not be translated.
#pragma warning disable CA1309

namespace ServiceDesk.Domain.Data;

/// <summary>
/// Finds people among very many by the beginnings of their words. What is read grows with the page, not with the list: the matches of one
/// typed word are walked in the order of its index, by word and then by name, and each person is looked up once for the other words.
/// </summary>
internal static class WordSearch
{
    private const int MostCharacters = 200;
    private const int MostWords = 8;

    // So far the matches of a word are counted to find the rarest: first to the lower number, then four times as far, never beyond the upper.
    private const int CountedFirst = 10_000;
    private const int CountedMost = 160_000;

    /// <summary>The last code point: no word begins with it.</summary>
    public const string AfterAll = "\U0010FFFF";

    /// <summary>The typed words that are looked for: folded, distinct, none that is the beginning of another, the first eight.</summary>
    public static IReadOnlyList<string> WordsIn(string? typed)
    {
        var text = typed ?? "";
        var words = SortText.WordsTyped(text[..Math.Min(text.Length, MostCharacters)]).Distinct().Take(MostWords).ToList();
        return [.. words.Where(word => !words.Exists(other => other != word && other.StartsWith(word, StringComparison.Ordinal)))];
    }

    /// <summary>The people of a page, by the word that matched and then by name.</summary>
    /// <param name="people">All accounts, of which each names its words.</param>
    /// <param name="index">The words of the people who are searched.</param>
    /// <param name="words">The typed words, at least one; all must match.</param>
    /// <param name="after">Where the previous page ended; null for the first.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="only">Leaves out people who are not asked for; null for none.</param>
    public static async Task<IReadOnlyList<ListPosition>> FindAsync<T>(
        IQueryable<Account> people, IQueryable<T> index, IReadOnlyList<string> words, ListPosition? after, int most, Func<IQueryable<T>, IQueryable<T>>? only = null)
        where T : class, IFoundByWord
    {
        var start = after is not null && words.Contains(after.Driver) ? after : null;
        var driver = start?.Driver ?? await RarestAsync(index, words);
        var matches = Matches(people, index, driver, words);
        matches = only?.Invoke(matches) ?? matches;
        var found = new List<ListPosition>();
        if (start is not null)
        {
            // The rest of the word the page ended in, then the words after it: each is one stretch of the index.
            found.AddRange(await TakeAsync(matches.Where(w => w.Word == start.Word
                && string.Compare(w.SortName, start.SortName) >= 0
                && (string.Compare(w.SortName, start.SortName) > 0 || w.AccountId > start.AccountId)), driver, most));
            matches = matches.Where(w => string.Compare(w.Word, start.Word) > 0);
        }

        if (found.Count < most)
        {
            found.AddRange(await TakeAsync(matches, driver, most - found.Count));
        }

        return found;
    }

    private static async Task<string> RarestAsync<T>(IQueryable<T> index, IReadOnlyList<string> words)
        where T : class, IFoundByWord
    {
        if (words.Count == 1)
        {
            return words[0];
        }

        for (var most = CountedFirst; ; most *= 4)
        {
            var counted = new List<(string Word, int Count)>();
            foreach (var word in words)
            {
                var end = word + AfterAll;
                counted.Add((word, await index
                    .Where(w => string.Compare(w.Word, word) >= 0 && string.Compare(w.Word, end) < 0)
                    .OrderBy(w => w.Word).Take(most).CountAsync()));
            }

            var rarest = counted.OrderBy(word => word.Count).ThenByDescending(word => word.Word.Length).First();
            if (rarest.Count < most || most >= CountedMost)
            {
                return rarest.Word;
            }
        }
    }

    /// <summary>Those of some people who have other words too.</summary>
    public static IQueryable<Account> HavingWords(this IQueryable<Account> people, IEnumerable<string> words) =>
        words.Select(word => $" {word}").Aggregate(people, (found, beginning) => found.Where(person => person.SearchWords.Contains(beginning)));

    // The look-up of one person is written as "the first such person", never as EXISTS: a planner may turn that into a join over the whole list.
    // Whoever matches by several words is shown at the first of them.
    private static IQueryable<T> Matches<T>(IQueryable<Account> people, IQueryable<T> index, string driver, IReadOnlyList<string> words)
        where T : class, IFoundByWord
    {
        var end = driver + AfterAll;
        var beginning = $" {driver}";
        people = people.HavingWords(words.Where(word => word != driver));
        return index.Where(w => string.Compare(w.Word, driver) >= 0 && string.Compare(w.Word, end) < 0)
            .Where(w => people
                .Where(person => person.Id == w.AccountId && person.SearchWords.IndexOf(beginning) == person.SearchWords.IndexOf(" " + w.Word + " "))
                .OrderBy(person => person.Id).Select(person => person.SortName).FirstOrDefault() != null);
    }

    private static async Task<IReadOnlyList<ListPosition>> TakeAsync<T>(IQueryable<T> matches, string driver, int most)
        where T : class, IFoundByWord =>
        await matches.OrderBy(w => w.Word).ThenBy(w => w.SortName).ThenBy(w => w.AccountId).Take(most)
            .Select(w => new ListPosition(driver, w.Word, w.SortName, w.AccountId)).ToListAsync();
}

/// <summary>A word by which somebody is found: one row each.</summary>
internal interface IFoundByWord
{
    /// <summary>The word, folded.</summary>
    string Word { get; }

    /// <summary>The person's folded name, kept here so that those who share a word are read by name from one index.</summary>
    string SortName { get; }

    /// <summary>The person.</summary>
    Guid AccountId { get; }
}
