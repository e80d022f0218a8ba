using Microsoft.EntityFrameworkCore;
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

/// <summary>Keeps the words of the user directory in step with names and addresses.</summary>
internal static class AccountWords
{
    /// <summary>Adds to what is about to be saved the words of every account that was made, renamed, or got another address.</summary>
    public static async Task KeepWordsAsync(this DeskDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries<Account>().ToList())
        {
            if (entry.State is EntityState.Added)
            {
                Add(db, entry.Entity, [entry.Entity.Email!]);
            }
            else if (entry.State is EntityState.Modified && (entry.Property(a => a.FullName).IsModified || entry.Property(a => a.Email).IsModified || entry.Property(a => a.MergedIntoId).IsModified))
            {
                await db.WriteWordsAsync(entry.Entity);
            }
        }
    }

    /// <summary>Writes the words of one person anew, those of further addresses included; a merged account has none of its own.</summary>
    public static async Task WriteWordsAsync(this DeskDb db, Account account)
    {
        await db.AccountWords.Where(word => word.AccountId == account.Id).ExecuteDeleteAsync();
        if (account.MergedIntoId is null)
        {
            // Tracked, because their addresses may be changed and not saved yet.
            var merged = await db.Accounts.AsTracking().Where(other => other.MergedIntoId == account.Id).ToListAsync();
            Add(db, account, [account.Email!, .. merged.Select(other => other.Email!)]);
        }
    }

    /// <summary>The words of somebody who has one address, as rows.</summary>
    public static IEnumerable<object?[]> RowsOf(Guid accountId, string fullName, string sortName, string address) =>
        SortText.WordsOf(fullName, address).Select(word => new object?[] { word, sortName, accountId });

    private static void Add(DeskDb db, Account account, IEnumerable<string> addresses) =>
        db.AccountWords.AddRange(addresses.SelectMany(address => SortText.WordsOf(account.FullName, address)).Distinct()
            .Select(word => new AccountWord { Word = word, SortName = account.SortName, AccountId = account.Id }));
}
