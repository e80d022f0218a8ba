using System.Diagnostics;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks;

/// <summary>An agent's queue, 50 of 10,000 requests: its data from the domain, and the processor time of the whole page in the site (design.md 8: 6 ms).</summary>
internal static class QueuePageBenchmark
{
    private const int Pages = 100;

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | what | a second | half within | 95 in 100 within | slowest |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            await filled.RequestsAsync(10_000, await filled.CustomersAsync(500));
            var queue = filled.Get<Queue>();
            var by = Actor.Person(filled.Administrator.Id, null);
            foreach (var filter in (QueueFilter[])[QueueFilter.Open, QueueFilter.All])
            {
                Console.WriteLine($"| {options.Provider} | data of {filter} | {await Repeated.RunAsync(1, TimeSpan.FromSeconds(5), () => queue.ReadAsync("IT", filter, by))} |");
            }

            await using var site = await RunningSite.StartAsync(folder, options);
            var ada = await LoggedIn.AsAsync(site.Uri, "ada@desk.example", FilledSite.Password);
            await OpenAsync(ada, 20);
            var before = site.ProcessorTime;
            var watch = Stopwatch.StartNew();
            await OpenAsync(ada, Pages);
            var (processor, elapsed) = ((site.ProcessorTime - before).TotalMilliseconds / Pages, watch.Elapsed.TotalMilliseconds / Pages);
            Console.WriteLine($"| {options.Provider} | page and circuit opened, one after the other | {1000 / elapsed:0} | {elapsed:0.0} ms each | {processor:0.0} ms processor each | |");
        });
    }

    private static async Task OpenAsync(LoggedIn person, int count)
    {
        for (var page = 0; page < count; page++)
        {
            await using var circuit = await Circuit.OpenAsync(person, "/desks/IT/queues", shows: "eats paper");
        }
    }
}
