using System.Diagnostics;
using ServiceDesk.Benchmarks.Stage;

namespace ServiceDesk.Benchmarks;

/// <summary>From the process's start to the first page, on a database that is new and on one that is migrated (design.md 8: 2 s).</summary>
internal static class StartBenchmark
{
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("servicedesk-start-");
        try
        {
            Console.WriteLine("| start | to listening | to first page | resident |");
            Console.WriteLine("| --- | --- | --- | --- |");
            for (var round = 0; round <= Rounds; round++)
            {
                await MeasureAsync(folder.FullName, round == 0 ? "new database" : $"migrated, {round}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, string name)
    {
        var watch = Stopwatch.StartNew();
        await using var site = await RunningSite.StartAsync(folder);
        var listening = watch.Elapsed;

        using var client = new HttpClient();
        using var page = await client.GetAsync(site.Uri);
        page.EnsureSuccessStatusCode();
        Console.WriteLine($"| {name} | {listening.TotalMilliseconds:0} ms | {watch.Elapsed.TotalMilliseconds:0} ms | {site.ResidentBytes / 1048576.0:0} MB |");
    }
}
