using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Searching a long list of people as one types, timed.</summary>
internal static class PeopleSearches
{
    private const int Rounds = 400;

    /// <summary>The head of the table that <see cref="TimeAsync"/> fills.</summary>
    public static void WriteHead()
    {
        Console.WriteLine("| database | people | search | half within | 95 in 100 within | slowest |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
    }

    /// <summary>What people type: the names, addresses and domains of people on the list, from the first letter on.</summary>
    public static async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Typed)>> OfAsync(DeskDatabase database)
    {
        await using var db = database.Read();
        var people = await db.Accounts.OrderBy(account => account.Id).Select(account => new { account.FullName, Email = account.Email! }).Take(200_000).ToListAsync();
        var random = new Random(8);
        string[] Some(Func<string, string, string> typed) =>
            [.. Enumerable.Range(0, Rounds).Select(_ => people[random.Next(people.Count)]).Select(person => typed(person.FullName, person.Email))];
        string Begun(string text) => text[..random.Next(1, text.Length + 1)];

        return
        [
            ("nothing typed", Some((_, _) => "")),
            ("a letter", Some((name, _) => name[..1])),
            ("a name begun", Some((name, _) => Begun(name.Split(' ')[^1]))),
            ("both names begun", Some((name, _) => string.Join(' ', name.Split(' ').Select(Begun)))),
            ("an address begun", Some((_, address) => Begun(address))),
            ("a domain begun", Some((_, address) => Begun(address.Split('@')[1]))),
            ("a name and a domain begun", Some((name, address) => $"{Begun(name.Split(' ')[0])} {Begun(address.Split('@')[1])}")),
        ];
    }

    /// <summary>Searches for each text, after some to warm up, and prints how long it took.</summary>
    public static async Task TimeAsync<T>(string name, IReadOnlyList<string> typed, Func<string, Task<Outcome<PageOf<T>>>> search)
    {
        foreach (var text in typed.Take(20))
        {
            await search(text);
        }

        var times = new List<(double Milliseconds, string Text)>();
        foreach (var text in typed)
        {
            var watch = Stopwatch.StartNew();
            _ = (await search(text)).Done;
            times.Add((watch.Elapsed.TotalMilliseconds, text));
        }

        times.Sort();
        Console.WriteLine($"| {name} | {times[times.Count / 2].Milliseconds:0.0} ms | {times[times.Count * 95 / 100].Milliseconds:0.0} ms | {times[^1].Milliseconds:0.0} ms ({times[^1].Text}) |");
    }
}
