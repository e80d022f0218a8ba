using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ServiceDesk.Tests.Stage;

/// <summary>Looks for what shuts people out of a page: what axe finds in either look, and what is wider than the screen.</summary>
public sealed class Barriers
{
    // What comes or goes is half as clear on its way; what turns for ever is not waited for.
    private const string HasComeToRest = "Promise.all(document.getAnimations().filter((moving) => moving.effect.getComputedTiming().endTime < Infinity).map((moving) => moving.finished.catch(() => undefined))).then(() => true)";

    private readonly List<string> _found = [];

    /// <summary>What was found, with the name of the page it stands on. Empty when nobody is shut out.</summary>
    public IReadOnlyCollection<string> Found => _found;

    /// <summary>Looks at a page as it stands, light and then dark, and leaves it dark.</summary>
    public async Task LookAsync(IPage page, string what)
    {
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            _found.Add($"{what} is wider than the screen");
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await AskAxeAsync(page, what, rules: null);

        // Nothing but the colours is another in the dark.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await AskAxeAsync(page, $"{what} in the dark", RunOnlyOptions.Rules("color-contrast"));
    }

    private async Task AskAxeAsync(IPage page, string what, RunOnlyOptions? rules)
    {
        await page.EvaluateAsync<bool>(HasComeToRest);
        var result = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = rules,

            // A mail's frame runs no script, so axe would wait in it for ever; what stands in it was not written by the site.
            Iframes = false,

            // What is in order is not told node by node: that takes longer than finding it.
            ResultTypes = [ResultType.Violations],
        });
        _found.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{what}: {violation.Id}: {node.Html}")));
    }
}
