using ServiceDesk.Benchmarks.Stage;

namespace ServiceDesk.Benchmarks;

/// <summary>What the site holds in memory: idle (design.md 8: 170 MB), and per signed-in circuit on a queue page (300 KB).</summary>
internal static class MemoryBenchmark
{
    private static readonly int[] Counts = [500, 2_000];
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    /// <summary>After a start and a few pages, at rest.</summary>
    public static async Task IdleAsync()
    {
        Console.WriteLine("| database | resident | managed heap, compacted |");
        Console.WriteLine("| --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            await using var site = await RunningSite.StartAsync(folder, options);
            using var stranger = LoggedIn.Client(site.Uri);
            for (var page = 0; page < 20; page++)
            {
                (await stranger.GetAsync("/portal")).Dispose();
            }

            await Task.Delay(Rest);
            var resident = site.ResidentBytes;
            Console.WriteLine($"| {options.Provider} | {resident / 1048576.0:0} MB | {await site.ManagedBytesAsync() / 1048576.0:0.0} MB |");
        });
    }

    /// <summary>Queue pages of 20 accounts held open.</summary>
    public static async Task CircuitsAsync()
    {
        Console.WriteLine("| database | circuits | managed heap a circuit | resident over idle, a circuit |");
        Console.WriteLine("| --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            var agents = await filled.AgentsAsync(20);
            await filled.RequestsAsync(10_000, await filled.CustomersAsync(500));
            foreach (var count in Counts)
            {
                await using var site = await RunningSite.StartAsync(folder, options);
                await using (await Crowd.OpenAsync(site, agents, 20, "/desks/IT/queues", "eats paper"))
                {
                    // Warm: what every page shares is there before it is counted.
                }

                var (heap, resident) = (await site.ManagedBytesAsync(), site.ResidentBytes);
                await using var crowd = await Crowd.OpenAsync(site, agents, count, "/desks/IT/queues", "eats paper");
                Console.WriteLine($"| {options.Provider} | {count:N0} | {(await site.ManagedBytesAsync() - heap) / 1024.0 / count:0} KB | {(site.ResidentBytes - resident) / 1024.0 / count:0} KB |");
            }
        });
    }
}
