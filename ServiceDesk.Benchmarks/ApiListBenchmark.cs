using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Benchmarks;

/// <summary>A program that walks through a desk's requests by cursor, 50 of 1,000,000 at a time (issue 6: 95 in 100 within 10 ms), from the call to the last byte of the answer.</summary>
internal static class ApiListBenchmark
{
    private const int Templates = 500;
    private const int Batch = 50_000;
    private const int Pages = 1_000;

    // Fewer for a quick look: REQUESTS=10000.
    private static readonly int Requests = int.TryParse(Environment.GetEnvironmentVariable("REQUESTS"), CultureInfo.InvariantCulture, out var fewer) ? fewer : 1_000_000;

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | requests | what | half within | 95 in 100 within | slowest |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            await filled.RequestsAsync(Templates, await filled.CustomersAsync(Templates));
            await GrowAsync(filled);
            var token = await TokenAsync(filled);
            await using var site = await RunningSite.StartAsync(folder, options);
            using var http = new HttpClient { BaseAddress = site.Uri };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            foreach (var query in (string[])["limit=50", "queue=open&limit=50", "status=resolved&limit=50"])
            {
                await WalkAsync(http, query, Pages / 10);
                var times = await WalkAsync(http, query, Pages);
                Console.WriteLine($"| {options.Provider} | {Requests:N0} | {query} | {times[times.Count / 2]:0.0} ms | {times[times.Count * 95 / 100]:0.0} ms | {times[^1]:0.0} ms |");
            }
        });
    }

    private static async Task<List<double>> WalkAsync(HttpClient http, string query, int pages)
    {
        var times = new List<double>();
        for (string? cursor = ""; times.Count < pages; cursor ??= "")
        {
            var begun = Stopwatch.GetTimestamp();
            var page = await http.GetByteArrayAsync($"/api/v1/desks/IT/requests?{query}{(cursor.Length == 0 ? "" : "&cursor=")}{cursor}");
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            cursor = (string?)JsonNode.Parse(page)!["nextCursor"];
        }

        times.Sort();
        return times;
    }

    // The database copies the first few requests itself, each copy a minute older than the one before.
    private static async Task GrowAsync(FilledSite filled)
    {
        await using var db = filled.Get<DeskDatabase>().Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        var template = await db.Requests.OrderBy(request => request.Number).Select(request => request.Id).FirstAsync();
        for (var done = Templates; done < Requests; done += Batch)
        {
            var sql = new CopiedRows(db, done + 1, Math.Min(Requests, done + Batch));
            await db.Database.ExecuteSqlRawAsync(sql.Copy<Request>(template, new()
            {
                [nameof(Request.Id)] = sql.Id('7'),
                [nameof(Request.Number)] = sql.Number(1),
                [nameof(Request.Key)] = sql.Text("IT-", ""),
                [nameof(Request.Status)] = "CASE WHEN n % 5 = 0 THEN 3 ELSE 0 END",
                [nameof(Request.ChangedAt)] = sql.MinutesBefore(nameof(Request.ChangedAt)),
            }));
        }

        await db.RequestCounters.ExecuteUpdateAsync(set => set.SetProperty(row => row.Latest, Requests));
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private static async Task<string> TokenAsync(FilledSite filled)
    {
        await using var db = filled.Get<DeskDatabase>().Open();
        var (token, secret) = ApiToken.Make(filled.Administrator.Id, "Benchmark", ApiScope.RequestsRead, TimeSpan.FromDays(1), TimeProvider.System.Now());
        db.ApiTokens.Add(token);
        await db.SaveChangesAsync();
        return secret;
    }
}
