using Microsoft.Playwright;

namespace ServiceDesk.Tests.Stage;

/// <summary>The one Chromium of a test run, the machine's own. It reaches nothing but loopback, so a page that loads from elsewhere shows.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Chromium)>> _running = new(StartAsync);

    /// <summary>The people of one test, none of them there yet. Let go of them in the test class's DisposeAsync, where a failure is known.</summary>
    public Visitors VisitorsOf(Uri site) => new(async () => (await _running.Value).Chromium, site);

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            var (playwright, chromium) = await _running.Value;
            await chromium.DisposeAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Chromium)> StartAsync()
    {
        // How fast a page comes is for the benchmarks to say: here a slow machine waits, and only what never comes fails.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumProgram.Find(), Args = Flags });
        return (playwright, chromium);
    }
}
