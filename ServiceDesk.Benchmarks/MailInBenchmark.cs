using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// Mail through the HTTP gate of the site, every acknowledged one kept for good and each of another writer (aim: 300 a second over one
/// connection and 600 over four, answers 400 and 800): acknowledged, and until the last became a request with its contact and its confirmation.
/// </summary>
internal static class MailInBenchmark
{
    private const int Warm = 1_000;
    private const int Many = 20_000;
    private static readonly (int Connections, int Letters)[] Loads = [(1, 3_000), (4, 6_000)];
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, 1_000_000];

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | what | processed a second | acknowledged a second | half within | 95 in 100 within | slowest | processor a mail |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            var token = await filled.OpenGateAsync();
            await using var site = await RunningSite.StartAsync(folder, options);
            var inflow = new Inflow(filled, site, token);
            await inflow.FirstAsync(Warm, connections: 4);
            await inflow.AnswersAsync(Warm, connections: 4);
            foreach (var (connections, letters) in Loads)
            {
                Print(options, $"new requests, {connections} at once", await inflow.FirstAsync(letters, connections));
            }

            foreach (var (connections, letters) in Loads)
            {
                Print(options, $"answers, {connections} at once", await inflow.AnswersAsync(letters, connections));
            }
        });
    }

    /// <summary>What the site holds in memory before and after very many letters.</summary>
    public static async Task MemoryAsync()
    {
        Console.WriteLine("| database | mails | managed heap, compacted | resident |");
        Console.WriteLine("| --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            var token = await filled.OpenGateAsync();
            await using var site = await RunningSite.StartAsync(folder, options);
            var inflow = new Inflow(filled, site, token);
            foreach (var more in (int[])[Warm, Many / 2, Many / 2])
            {
                await inflow.FirstAsync(more, connections: 4);
                var (resident, managed) = (site.ResidentBytes, await site.ManagedBytesAsync());
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {options.Provider} | {inflow.Count:N0} | {managed / 1048576.0:0.0} MB | {resident / 1048576.0:0} MB |"));
            }
        });
    }

    /// <summary>How the time grows with what is stored.</summary>
    public static async Task GrowthAsync()
    {
        Console.WriteLine("| database | what | processed a second | acknowledged a second | half within | 95 in 100 within | slowest | processor a mail |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            var token = await filled.OpenGateAsync();
            var writers = -1;
            await using (var site = await RunningSite.StartAsync(folder, options))
            {
                var inflow = new Inflow(filled, site, token, writers);
                await inflow.FirstAsync(1, connections: 1);
                writers = inflow.Count;
            }

            var stored = new StoredLetters(filled);
            foreach (var size in Sizes)
            {
                await stored.GrowToAsync(size);
                await using var site = await RunningSite.StartAsync(folder, options);
                var inflow = new Inflow(filled, site, token, writers);
                await inflow.FirstAsync(Warm, connections: 4);
                await inflow.AnswersAsync(Warm, connections: 4);
                Print(options, $"new requests, 1 at once, {size:N0} stored", await inflow.FirstAsync(Warm, connections: 1));
                Print(options, $"answers, 1 at once, {size:N0} stored", await inflow.AnswersAsync(Warm, connections: 1));
                writers = inflow.Count;
            }
        });
    }

    private static void Print(DatabaseOptions options, string what, InflowFigures figures) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {options.Provider} | {what} | {figures} |"));

    /// <summary>Letters on their way into a running site.</summary>
    private sealed class Inflow(FilledSite filled, RunningSite site, string token, int writersBefore = 0)
    {
        private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

        private readonly PostLoad _gate = PostLoad.ToGate(site.Uri, filled.Desk.Key, token);
        private int _answered = writersBefore;

        /// <summary>How many writers there are.</summary>
        public int Count { get; private set; } = writersBefore;

        /// <summary>First letters of writers nobody knows.</summary>
        public async Task<InflowFigures> FirstAsync(int letters, int connections)
        {
            var figures = await MeasureAsync([.. Enumerable.Range(Count + 1, letters).Select(MailLetters.First)], connections, db => db.Requests.CountAsync(request => request.MailId != null));
            Count += letters;
            return figures;
        }

        /// <summary>Answers of those who wrote before, in turn.</summary>
        public async Task<InflowFigures> AnswersAsync(int letters, int connections)
        {
            var figures = await MeasureAsync([.. Enumerable.Range(_answered + 1, letters).Select(MailLetters.Answer)], connections, db => db.Comments.CountAsync());
            _answered += letters;
            return figures;
        }

        private async Task<InflowFigures> MeasureAsync(IReadOnlyList<byte[]> letters, int connections, Func<DeskDb, Task<int>> made)
        {
            await using var db = filled.Get<DeskDatabase>().Read();
            var (before, processor, watch) = (await made(db), site.ProcessorTime, Stopwatch.StartNew());
            var acknowledged = await _gate.PostAsync(letters, connections);
            while (await db.IncomingMails.AnyAsync(mail => mail.NextTryAt != null && mail.State == IncomingState.Stored))
            {
                await Task.Delay(LookAgain);
            }

            var seconds = watch.Elapsed.TotalSeconds;
            var became = await made(db) - before;
            return became == letters.Count
                ? new InflowFigures(letters.Count / seconds, acknowledged, (site.ProcessorTime - processor) / letters.Count)
                : throw new InvalidOperationException($"{letters.Count} letters became {became} requests or comments.");
        }
    }

    private sealed record InflowFigures(double Processed, LoadFigures Acknowledged, TimeSpan Processor)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Processed:0} | {Acknowledged} | {Processor.TotalMilliseconds:0.00} ms");
    }
}
