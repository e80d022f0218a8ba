using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

// CA1309: the database compares, byte by byte; a comparison handed in could not be translated.
#pragma warning disable CA1309

namespace ServiceDesk.Domain.Customers;

/// <summary>
/// Finds people on a long customer list by the beginnings of their words. What is read grows with the page, not with the list: with
/// nothing typed the list is walked by name; else the matches of one typed word are walked in the order of its index, by word and then by
/// name, and each person is looked up for the other words.
/// </summary>
internal static class CustomerSearch
{
    private const int MostCharacters = 200;
    private const int MostWords = 8;

    // So far the matches of a word are counted to find the rarest: first to the lower number, then four times as far, never beyond the upper.
    private const int CountedFirst = 10_000;
    private const int CountedMost = 160_000;

    // The last code point: no word begins with it.
    private const string AfterAll = "\U0010FFFF";

    /// <summary>The typed words that are looked for: folded, distinct, none that is the beginning of another, the first eight.</summary>
    public static IReadOnlyList<string> WordsIn(string? typed)
    {
        var text = typed ?? "";
        var words = SortText.WordsTyped(text[..Math.Min(text.Length, MostCharacters)]).Distinct().Take(MostWords).ToList();
        return [.. words.Where(word => !words.Exists(other => other != word && other.StartsWith(word, StringComparison.Ordinal)))];
    }

    /// <summary>The people of a page in their order.</summary>
    /// <param name="db">The database.</param>
    /// <param name="deskId">The desk.</param>
    /// <param name="words">The typed words; all must match.</param>
    /// <param name="after">Where the previous page ended; null for the first.</param>
    /// <param name="most">How many at most.</param>
    public static async Task<IReadOnlyList<ListPosition>> FindAsync(DeskDb db, Guid deskId, IReadOnlyList<string> words, ListPosition? after, int most)
    {
        if (words.Count == 0)
        {
            return await ByNameAsync(db, deskId, after, most);
        }

        var start = after is not null && words.Contains(after.Driver) ? after : null;
        var driver = start?.Driver ?? await RarestAsync(db, deskId, words);
        var matches = Matches(db, deskId, driver, words);
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

    private static async Task<IReadOnlyList<ListPosition>> ByNameAsync(DeskDb db, Guid deskId, ListPosition? after, int most)
    {
        var customers = db.DeskCustomers.Where(customer => customer.DeskId == deskId);
        if (after is not null)
        {
            customers = customers.Where(c => string.Compare(c.SortName, after.SortName) >= 0
                && (string.Compare(c.SortName, after.SortName) > 0 || c.AccountId > after.AccountId));
        }

        return await customers.OrderBy(c => c.SortName).ThenBy(c => c.AccountId).Take(most)
            .Select(c => new ListPosition("", "", c.SortName, c.AccountId)).ToListAsync();
    }

    private static async Task<string> RarestAsync(DeskDb db, Guid deskId, IReadOnlyList<string> words)
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
                counted.Add((word, await db.CustomerWords
                    .Where(w => w.DeskId == deskId && string.Compare(w.Word, word) >= 0 && string.Compare(w.Word, end) < 0)
                    .OrderBy(w => w.Word).Take(most).CountAsync()));
            }

            var rarest = counted.OrderBy(word => word.Count).ThenByDescending(word => word.Word.Length).First();
            if (rarest.Count < most || most >= CountedMost)
            {
                return rarest.Word;
            }
        }
    }

    // The look-ups for one person are written as "the first such word", never as EXISTS: a planner may turn that into a join over the whole list.
    private static IQueryable<CustomerWord> Matches(DeskDb db, Guid deskId, string driver, IReadOnlyList<string> words)
    {
        var end = driver + AfterAll;
        var matches = db.CustomerWords.Where(w => w.DeskId == deskId && string.Compare(w.Word, driver) >= 0 && string.Compare(w.Word, end) < 0);
        foreach (var other in words.Where(word => word != driver))
        {
            var otherEnd = other + AfterAll;
            matches = matches.Where(w => db.CustomerWords
                .Where(o => o.DeskId == deskId && o.AccountId == w.AccountId && string.Compare(o.Word, other) >= 0 && string.Compare(o.Word, otherEnd) < 0)
                .OrderBy(o => o.Word).Select(o => o.Word).FirstOrDefault() != null);
        }

        // Whoever matches by several words is shown at the first of them.
        return matches.Where(w => w.Word == db.CustomerWords
            .Where(o => o.DeskId == deskId && o.AccountId == w.AccountId && string.Compare(o.Word, driver) >= 0 && string.Compare(o.Word, end) < 0)
            .OrderBy(o => o.Word).Select(o => o.Word).First());
    }

    private static async Task<IReadOnlyList<ListPosition>> TakeAsync(IQueryable<CustomerWord> matches, string driver, int most) =>
        await matches.OrderBy(w => w.Word).ThenBy(w => w.SortName).ThenBy(w => w.AccountId).Take(most)
            .Select(w => new ListPosition(driver, w.Word, w.SortName, w.AccountId)).ToListAsync();
}
