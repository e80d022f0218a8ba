using Microsoft.Playwright;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

public sealed class ChoosingTheLookTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private const string Ground = "getComputedStyle(document.body).backgroundColor";
    private const string Light = "rgb(246, 247, 249)";
    private const string Dark = "rgb(20, 23, 28)";

    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_stranger_gets_the_look_of_the_system_until_choosing_one()
    {
        await using var site = await StartAsync();
        var page = await _visitors!.OpenAsync("karl", new() { ColorScheme = ColorScheme.Light, Locale = "en-US" });
        await page.GotoAsync("/portal");
        Assert.Equal(Light, await page.EvaluateAsync<string>(Ground));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal(Dark, await page.EvaluateAsync<string>(Ground));

        await page.GetByRole(AriaRole.Button, new() { Name = "Light" }).ClickAsync();
        await page.GotoAsync("/Identity/Account/Login");

        Assert.Equal(Light, await page.EvaluateAsync<string>(Ground));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Light" })).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByRole(AriaRole.Button, new() { Name = "As the system" }).ClickAsync();
        Assert.Equal(Dark, await page.EvaluateAsync<string>(Ground));
    }

    [Fact]
    public async Task The_look_chosen_in_the_menu_is_there_before_anything_is_drawn_and_holds_in_the_other_tab()
    {
        await using var site = await StartAsync();
        var page = await _visitors!.OpenAsync("ada", new() { ColorScheme = ColorScheme.Light, Locale = "en-US" });
        await site.LogInAsync(page, site.Ada);
        var other = await _visitors.OpenAsync("ada");
        await other.GotoAsync("/admin/configuration");
        await page.GotoAsync("/admin/configuration");

        await page.GetByText("Ada Admin").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();

        Assert.Equal(Dark, await page.EvaluateAsync<string>(Ground));
        await other.WaitForFunctionAsync($"{Ground} === '{Dark}'");
        await page.AddInitScriptAsync("new MutationObserver(() => { window.early ??= document.body === null; }).observe(document, { subtree: true, attributeFilter: ['data-theme'] })");
        await page.ReloadAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.early"));
        Assert.Equal(["not all", "all"], await page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('link[data-sheet]')].map(sheet => sheet.media))]"));
        Assert.Empty(_visitors.ScriptErrors);
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        return site;
    }
}
