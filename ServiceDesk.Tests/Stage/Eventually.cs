using System.Diagnostics;

namespace ServiceDesk.Tests.Stage;

/// <summary>Waits for what another process or thread brings about and nobody can be asked to tell.</summary>
public static class Eventually
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    /// <summary>Looks again and again until it is so; fails, naming it, when it never is.</summary>
    public static Task IsAsync(Func<bool> isSo, string what) => IsAsync(() => Task.FromResult(isSo()), what);

    /// <summary>The same, where looking takes a while.</summary>
    public static async Task IsAsync(Func<Task<bool>> isSo, string what)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(watch.Elapsed < Most, $"It never happened: {what}.");
            await again.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
