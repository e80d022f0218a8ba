using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// The customer list searched as one types, among 100,000 and 1,000,000 people (design.md 8: 95 in 100 within 30 ms, at most 1.5 x as long
/// among ten times as many). Asked of the domain itself, in this process.
/// </summary>
internal static class CustomerListBenchmark
{
    private const int Rounds = 400;
    private static readonly int[] Sizes = [100_000, 1_000_000];

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | people | search | half within | 95 in 100 within | slowest |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");

        await BothDatabases.EachAsync((options, _) => MeasureAsync(options));
    }

    private static async Task MeasureAsync(DatabaseOptions options)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(Microsoft.Extensions.Options.Options.Create(options)).AddServiceDesk(options, "").BuildServiceProvider();
        await services.GetRequiredService<DeskMigration>().RunAsync();
        var database = services.GetRequiredService<DeskDatabase>();
        var (desk, by) = await FirstPeopleAsync(database);
        var crowd = new CustomerCrowd(database, desk);
        var customers = services.GetRequiredService<DeskCustomers>();

        foreach (var size in Sizes)
        {
            await crowd.GrowToAsync(size);
            foreach (var (name, typed) in await SearchesAsync(database))
            {
                await TimeAsync($"{options.Provider} | {size:N0} | {name}", typed, text => customers.FindAsync(desk.Id, text, null, by));
            }
        }
    }

    private static async Task<(Desk Desk, Actor By)> FirstPeopleAsync(DeskDatabase database)
    {
        var now = TimeProvider.System.Now();
        await using var db = database.Open();
        var desk = Desk.Open("IT", "IT", now);
        var ada = Account.Make(EmailAddress.Parse("ada@desk.example"), "Ada", now);
        ada.IsSiteAdministrator = true;
        db.AddRange(desk, ada);
        await db.SaveChangesAsync();
        return (desk, Actor.Person(ada.Id, null));
    }

    /// <summary>What people type: the names, addresses and domains of people on the list, from the first letter on.</summary>
    private static async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Typed)>> SearchesAsync(DeskDatabase database)
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

    private static async Task TimeAsync(string name, IReadOnlyList<string> typed, Func<string, Task<Outcome<PageOf<CustomerRow>>>> search)
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
