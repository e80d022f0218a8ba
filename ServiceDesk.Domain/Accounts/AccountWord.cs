using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>A word by which somebody is found in the user directory: the beginning of any word of the name, of an address or of its domain.</summary>
public sealed class AccountWord : IFoundByWord
{
    /// <summary>The word, folded.</summary>
    public required string Word { get; init; }

    /// <summary>The person's folded name, kept here so that those who share a word are read by name from one index.</summary>
    public required string SortName { get; init; }

    /// <summary>The person.</summary>
    public required Guid AccountId { get; init; }
}

/// <summary>
/// Keeps the words of the user directory and of the customer lists in step with names and addresses. Each row of theirs is one of the words
/// that its account names (<see cref="Account.SearchWords"/>), by which it is found again when it is to go.
/// </summary>
internal static class AccountWords
{
    /// <summary>Adds to what is about to be saved the words of every account that was made, renamed or got another address, and of every new place on a list.</summary>
    public static async Task KeepWordsAsync(this Work work)
    {
        var (db, made) = (work.Db, new List<Account>());
        foreach (var entry in db.ChangeTracker.Entries<Account>().ToList())
        {
            if (entry.State is EntityState.Added)
            {
                made.Add(entry.Entity);
            }
            else if (entry.State is EntityState.Modified && (entry.Property(a => a.FullName).IsModified || entry.Property(a => a.Email).IsModified || entry.Property(a => a.MergedIntoId).IsModified))
            {
                await db.WriteWordsAsync(entry.Entity);
                db.ChangeTracker.DetectChanges();
            }
        }

        var joined = new List<(Account Account, Guid DeskId)>();
        foreach (var place in db.ChangeTracker.Entries<DeskCustomer>().Where(place => place.State is EntityState.Added).ToList())
        {
            joined.Add(((await db.Accounts.FindAsync(place.Entity.AccountId))!, place.Entity.DeskId));
        }

        if (db is PostgresDeskDb)
        {
            made.ForEach(account => Add(db, account));
            joined.ForEach(place => Add(db, place.Account, place.DeskId));
            return;
        }

        // Half of the rows of somebody new are words, and the change tracker has SQLite read the same statement for each of them.
        await InsertAsync(work, "AccountWords", [nameof(AccountWord.Word), nameof(AccountWord.SortName), nameof(AccountWord.AccountId)],
            made.SelectMany(account => SortText.WordsIn(account.SearchWords).Select(word => new object?[] { word, account.SortName, account.Id })));
        await InsertAsync(work, "CustomerWords", [nameof(CustomerWord.DeskId), nameof(CustomerWord.Word), nameof(CustomerWord.SortName), nameof(CustomerWord.AccountId)],
            joined.SelectMany(place => SortText.WordsIn(place.Account.SearchWords).Select(word => new object?[] { place.DeskId, word, place.Account.SortName, place.Account.Id })));
    }

    /// <summary>Writes the words of one person anew, on every list too, those of further addresses included; a merged account has none of its own.</summary>
    public static async Task WriteWordsAsync(this DeskDb db, Account account)
    {
        var desks = await db.DeskCustomers.Where(place => place.AccountId == account.Id).Select(place => place.DeskId).ToListAsync();
        await db.RemoveWordsAsync(account.Id, desks, andTheirs: true);

        // Tracked, because their addresses may be changed and not saved yet.
        var merged = await db.Accounts.AsTracking().Where(other => other.MergedIntoId == account.Id).ToListAsync();
        account.BeFoundBy(account.MergedIntoId is null ? [account.Email!, .. merged.Select(other => other.Email!)] : []);
        foreach (var word in db.ChangeTracker.Entries<IFoundByWord>().Where(word => word.Entity.AccountId == account.Id).ToList())
        {
            word.State = EntityState.Detached;
        }

        Add(db, account);
        desks.ForEach(desk => Add(db, account, desk));
    }

    /// <summary>Takes the words of somebody off lists, and those of the directory too where it is asked for.</summary>
    public static async Task RemoveWordsAsync(this DeskDb db, Guid accountId, IReadOnlyList<Guid> desks, bool andTheirs = false)
    {
        // As they are saved: the words and the name are the place of each row.
        var saved = await db.Accounts.Where(account => account.Id == accountId).Select(account => new { account.SearchWords, account.SortName }).SingleAsync();
        var words = SortText.WordsIn(saved.SearchWords);
        foreach (var desk in desks)
        {
            await db.CustomerWords.Where(word => word.DeskId == desk && words.Contains(word.Word) && word.SortName == saved.SortName && word.AccountId == accountId).ExecuteDeleteAsync();
        }

        if (andTheirs)
        {
            await db.AccountWords.Where(word => words.Contains(word.Word) && word.SortName == saved.SortName && word.AccountId == accountId).ExecuteDeleteAsync();
        }
    }

    private static async Task InsertAsync(Work work, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        var all = rows.ToList();
        if (all.Count > 0)
        {
            await work.WriteAsync(table, columns, all, CancellationToken.None);
        }
    }

    private static void Add(DeskDb db, Account account) =>
        db.AccountWords.AddRange(SortText.WordsIn(account.SearchWords).Select(word => new AccountWord { Word = word, SortName = account.SortName, AccountId = account.Id }));

    private static void Add(DeskDb db, Account account, Guid deskId) =>
        db.CustomerWords.AddRange(SortText.WordsIn(account.SearchWords).Select(word => new CustomerWord { DeskId = deskId, Word = word, SortName = account.SortName, AccountId = account.Id }));
}
