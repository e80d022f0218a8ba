using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ServiceDesk.Tests.Stage;

/// <summary>The people of one browser test, each with a browser of their own: no cookie, cache or storage is shared.</summary>
public sealed class Visitors(Func<Task<IBrowser>> chromium, Uri site) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IBrowserContext> _contexts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _scriptErrors = new();

    /// <summary>What went wrong in the pages' own scripts, with the name of whose page it was. Empty when all went well.</summary>
    public IReadOnlyCollection<string> ScriptErrors => _scriptErrors;

    /// <summary>An empty page for <paramref name="who"/>, who comes with a fresh browser or, the second time, opens another tab in it.</summary>
    public async Task<IPage> OpenAsync(string who, BrowserNewContextOptions? options = null)
    {
        if (!_contexts.TryGetValue(who, out var context))
        {
            options ??= new() { Locale = "en-US", TimezoneId = "UTC" };
            options.BaseURL ??= site.ToString();
            context = await (await chromium()).NewContextAsync(options);
            _contexts[who] = context;
        }

        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _scriptErrors.Enqueue($"{who}: {error}");
        return page;
    }

    /// <summary>Closes every page; if the test has failed, a picture of each is left in the results folder first.</summary>
    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;

        foreach (var (who, context) in _contexts)
        {
            if (failed)
            {
                await PhotographAsync(who, context);
            }

            await context.CloseAsync();
        }
    }

    private static async Task PhotographAsync(string who, IBrowserContext context)
    {
        foreach (var (number, page) in context.Pages.Index())
        {
            await page.ScreenshotAsync(new() { Path = Results.PathFor($"{who}-{number + 1}", ".png"), FullPage = true });
        }
    }
}
