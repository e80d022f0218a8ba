using System.Diagnostics;
using Microsoft.Playwright;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// A site administrator turns Public signup off and on in a browser while 1,000 live pages of 20 accounts show a desk's customers: the time from
/// the click that confirms until the last one was told (design.md 8: 1 s). Needs Chromium (the program CHROMIUM names, or its headless shell).
/// </summary>
internal static class SignupSwitchBenchmark
{
    private const int Pages = 1_000;
    private const string WhileOff = "Public signup is off";
    private const string WhileOn = "Just now the link admits everyone: who has no account can sign up.";
    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task RunAsync()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumProgram.Find(), Args = Flags });
        Console.WriteLine("| database | circuits | the first shows it after | half | the last |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        await BothDatabases.EachAsync(async (options, folder) =>
        {
            await using var filled = await FilledSite.MakeAsync(options);
            var agents = await filled.AgentsAsync(20);
            await filled.CustomersAsync(500);
            await using var site = await RunningSite.StartAsync(folder, options);
            await using var crowd = await Crowd.OpenAsync(site, agents, Pages, "/desks/IT/people/customers", "people.example");
            var page = await AdministratorAsync(chromium, site.Uri);

            for (var round = 0; round < 3; round++)
            {
                var told = crowd.Circuits.Select(circuit => circuit.WaitFor(WhileOff)).ToList();
                await page.GetByRole(AriaRole.Switch, new() { Name = "Public signup" }).ClickAsync();
                var confirm = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Turn") });
                await confirm.WaitForAsync();
                var clicked = Stopwatch.GetTimestamp();
                await confirm.ClickAsync();
                var times = (await Task.WhenAll(told)).Select(at => Stopwatch.GetElapsedTime(clicked, at).TotalMilliseconds).Order().ToList();
                Console.WriteLine($"| {options.Provider} | {Pages:N0} | {times[0]:0} ms | {times[Pages / 2]:0} ms | {times[^1]:0} ms |");

                // All show it on again before it goes off: a page that is still busy would rightly leave out what was true between.
                var on = crowd.Circuits.Select(circuit => circuit.WaitFor(WhileOn)).ToList();
                await TurnOnAsync(page);
                await Task.WhenAll(on);
            }
        });
    }

    private static async Task<IPage> AdministratorAsync(IBrowser chromium, Uri site)
    {
        var context = await chromium.NewContextAsync(new() { BaseURL = site.ToString(), Locale = "en" });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/Identity/Account/Login?returnUrl=%2Fadmin%2Fconfiguration");
        await page.GetByLabel("Email").FillAsync("ada@desk.example");
        await page.GetByLabel("Password").FillAsync(FilledSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        return page;
    }

    private static async Task TurnOnAsync(IPage page)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await page.GetByRole(AriaRole.Switch, new() { Name = "Public signup", Checked = false }).ClickAsync();
        await dialog.GetByRole(AriaRole.Checkbox).First.WaitForAsync();
        foreach (var desk in await dialog.GetByRole(AriaRole.Checkbox).AllAsync())
        {
            await desk.CheckAsync();
        }

        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Turn") }).ClickAsync();
        await page.GetByRole(AriaRole.Switch, new() { Name = "Public signup", Checked = true }).WaitForAsync();
    }
}
