using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks;

/// <summary>Requests raised and comments written, one and sixteen at once, each with its mail and news; asked of the domain itself, in this process.</summary>
internal static class RequestsBenchmark
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | what | a second | half within | 95 in 100 within | slowest |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, _) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            var people = await filled.CustomersAsync(100);
            foreach (var atOnce in (int[])[1, 16])
            {
                await MeasureAsync(options.Provider, filled, people, atOnce);
            }
        });
    }

    private static async Task MeasureAsync(DatabaseProvider database, FilledSite filled, IReadOnlyList<Account> people, int atOnce)
    {
        var requests = filled.Get<CustomerRequests>();
        var next = 0;

        async Task<Guid> RaiseAsync(Account person)
        {
            var written = new NewRequest(Guid.CreateVersion7(), filled.Desk.Key, filled.TypeId, "The printer eats paper", "Since this morning.", []);
            return (await requests.RaiseAsync(written, Actor.Person(person.Id, null))).Done.Id;
        }

        var raised = await Repeated.RunAsync(atOnce, Length, () => RaiseAsync(people[Interlocked.Increment(ref next) % people.Count]));
        Console.WriteLine($"| {database} | raise, {atOnce} at once | {raised} |");

        var own = await RaiseAsync(people[0]);
        var commented = await Repeated.RunAsync(atOnce, Length, async () =>
        {
            var said = await requests.CommentAsync(new NewComment(Guid.CreateVersion7(), own, "It still does.", []), Actor.Person(people[0].Id, null));
            _ = said.Done;
        });
        Console.WriteLine($"| {database} | comment on one request, {atOnce} at once | {commented} |");
    }
}
