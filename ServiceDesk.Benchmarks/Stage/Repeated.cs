using System.Diagnostics;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>Does something again and again, some at once, for a while.</summary>
internal static class Repeated
{
    public static async Task<LoadFigures> RunAsync(int atOnce, TimeSpan length, Func<Task> work)
    {
        await work();
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            while (watch.Elapsed < length)
            {
                var begun = Stopwatch.GetTimestamp();
                await work();
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return times;
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        var sorted = all.SelectMany(times => times).Order().ToList();
        return new LoadFigures(sorted.Count / seconds, sorted[sorted.Count / 2], sorted[sorted.Count * 95 / 100], sorted[^1]);
    }
}
