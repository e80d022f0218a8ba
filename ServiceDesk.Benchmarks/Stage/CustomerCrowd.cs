using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>
/// Fills a desk's customer list, or without a desk the user directory, with made-up people: some names and mail domains common, most rare, as
/// in life. Always the same ones.
/// </summary>
internal sealed class CustomerCrowd(DeskDatabase database, Desk? desk)
{
    private const int Batch = 10_000;
    private static readonly string[] Syllables = ["an", "be", "co", "da", "el", "fa", "go", "ha", "in", "jo", "ka", "li", "ma", "no", "os", "pe", "qui", "ro", "sa", "ti", "ul", "va", "wi", "xa", "ya", "zo"];
    private readonly Random _random = new(2026);
    private readonly DateTimeOffset _now = TimeProvider.System.Now();
    private int _count;

    /// <summary>Adds people until there are so many.</summary>
    public async Task GrowToAsync(int count)
    {
        while (_count < count)
        {
            await using var db = database.Open();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            await using var transaction = await db.Database.BeginTransactionAsync();
            var people = Enumerable.Range(_count, Math.Min(Batch, count - _count)).Select(Person).ToList();
            db.Accounts.AddRange(people);
            if (desk is not null)
            {
                db.DeskCustomers.AddRange(people.Select(person =>
                    new DeskCustomer { DeskId = desk.Id, AccountId = person.Id, SortName = person.SortName, JoinedAt = _now, CameBy = Door.Import }));
            }

            await db.SaveChangesAsync();
            await WriteWordsAsync(db, people);
            await transaction.CommitAsync();
            _count += people.Count;
        }

        await using var done = database.Open();
        await done.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private Account Person(int number)
    {
        var (first, last) = (Word(common: 300, syllables: 2), Word(common: 20_000, syllables: 3));
        var domain = _random.NextDouble() < 0.4 ? "bigmail.example" : $"{Word(common: 30_000, syllables: 3)}.example";
        var person = Account.Make(EmailAddress.Parse($"{first}.{last}{number}@{domain}"), $"{Capital(first)} {Capital(last)}", _now);
        return desk is null ? WithFacts(person, number) : person;
    }

    // Seven in ten were here, one has a password and was not, two are contacts; one in a thousand is deactivated.
    private Account WithFacts(Account person, int number)
    {
        person.Password = number % 10 < 8 ? PasswordKind.Own : PasswordKind.None;
        person.LastSeenAt = number % 10 < 7 ? _now : null;
        person.DeactivatedAt = number % 1_000 == 0 ? _now : null;
        return person;
    }

    // The square makes the low numbers, and so some words, far more frequent than others.
    private string Word(int common, int syllables)
    {
        var n = (int)(common * Math.Pow(_random.NextDouble(), 2));
        var word = "";
        for (var i = 0; i < syllables; i++, n /= Syllables.Length)
        {
            word += Syllables[(n * 7 + i * 3) % Syllables.Length];
        }

        return word;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private string Table => desk is null ? "\"AccountWords\" (\"Word\", \"SortName\", \"AccountId\")" : "\"CustomerWords\" (\"DeskId\", \"Word\", \"SortName\", \"AccountId\")";

    private async Task WriteWordsAsync(DeskDb db, List<Account> people)
    {
        var rows = people.SelectMany(person => SortText.WordsIn(person.SearchWords).Select(word => (Word: word, person.SortName, person.Id)));
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
        {
            await using var copy = await postgres.BeginBinaryImportAsync($"COPY {Table} FROM STDIN (FORMAT BINARY)");
            foreach (var row in rows)
            {
                await copy.StartRowAsync();
                if (desk is not null)
                {
                    await copy.WriteAsync(desk.Id);
                }

                await copy.WriteAsync(row.Word);
                await copy.WriteAsync(row.SortName);
                await copy.WriteAsync(row.Id);
            }

            await copy.CompleteAsync();
            return;
        }

        await using var insert = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
        insert.CommandText = $"INSERT INTO {Table} VALUES ({(desk is null ? "" : "$desk, ")}$word, $name, $account)";
        insert.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        if (desk is not null)
        {
            insert.Parameters.Add("$desk", SqliteType.Text).Value = desk.Id;
        }

        var (word, name, account) = (insert.Parameters.Add("$word", SqliteType.Text), insert.Parameters.Add("$name", SqliteType.Text), insert.Parameters.Add("$account", SqliteType.Text));
        foreach (var row in rows)
        {
            (word.Value, name.Value, account.Value) = (row.Word, row.SortName, row.Id);
            insert.ExecuteNonQuery();
        }
    }
}
