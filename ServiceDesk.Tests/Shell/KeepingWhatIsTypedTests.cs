using Microsoft.Playwright;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

/// <summary>What was typed and not saved is neither lost with the page nor thrown away without asking.</summary>
public sealed class KeepingWhatIsTypedTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("/admin/desks", "Create desk", "Name", "IT support")]
    [InlineData("/admin/users", "Create user", "Full name", "Nora Agent")]
    [InlineData("/desks/IT/settings", "Add request type", "Description", "Whatever prints")]
    public async Task What_was_typed_in_a_dialog_is_there_again_after_a_reload(string path, string opens, string field, string text)
    {
        await using var site = await StartAsync();
        var page = await AdaAsync(site, path);
        await page.GetByRole(AriaRole.Button, new() { Name = opens }).ClickAsync();
        var typed = Form(page).GetByLabel(field);
        await typed.FillAsync(text);

        await page.ReloadAsync();

        await Expect(typed).ToHaveValueAsync(text);
        await Form(page).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = opens }).ClickAsync();
        await Expect(typed).ToHaveValueAsync("");
        Assert.Empty(_visitors!.ScriptErrors);
    }

    [Fact]
    public async Task What_came_back_is_what_is_saved_and_no_password_is_kept()
    {
        await using var site = await StartAsync();
        var page = await AdaAsync(site, "/admin/users");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Email").FillAsync("nora@desk.test");
        await dialog.GetByLabel("Full name").FillAsync("Nora Agent");
        await dialog.GetByLabel("Team").CheckAsync();
        await dialog.GetByLabel("Send an invitation").UncheckAsync();
        await dialog.GetByLabel("Password").FillAsync("violet anchor brass 41");

        await page.ReloadAsync();
        await Expect(dialog.GetByLabel("Team")).ToBeCheckedAsync();
        await Expect(dialog.GetByLabel("Password")).ToHaveValueAsync("");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "nora@desk.test" })).ToContainTextAsync("Team");
        Assert.DoesNotContain("violet", await page.EvaluateAsync<string>("JSON.stringify(sessionStorage)"), StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Users" })).ToBeVisibleAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Closing_a_dialog_with_text_in_it_asks_first()
    {
        await using var site = await StartAsync();
        var page = await AdaAsync(site, "/admin/desks");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create desk" }).ClickAsync();
        await Form(page).GetByLabel("Name").FillAsync("IT support");
        var question = page.GetByRole(AriaRole.Dialog, new() { Name = "Discard what you typed?" });

        await page.Keyboard.PressAsync("Escape");
        await Expect(question).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(question).Not.ToBeVisibleAsync();
        await Expect(Form(page).GetByLabel("Name")).ToHaveValueAsync("IT support");

        await page.Keyboard.PressAsync("Escape");
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Create desk" }).ClickAsync();
        await Expect(Form(page).GetByLabel("Name")).ToHaveValueAsync("");
        await page.Keyboard.PressAsync("Escape");
        await Expect(Form(page)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_dialog_has_the_keyboard_from_its_first_moment_and_gives_it_back()
    {
        await using var site = await StartAsync();
        var page = await AdaAsync(site, "/admin/desks");
        var opens = page.GetByRole(AriaRole.Button, new() { Name = "Create desk" });
        await opens.FocusAsync();
        var isAtOnce = page.EvaluateAsync<bool>(
            "() => new Promise(tell => new MutationObserver(() => document.querySelector('.rz-dialog form') && setTimeout(() => tell(document.activeElement.id === 'desk-key'))).observe(document.body, { subtree: true, childList: true }))");

        await page.Keyboard.PressAsync("Enter");
        Assert.True(await isAtOnce);
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(opens).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("/desks/IT/settings", "Name")]
    [InlineData("/Identity/Account/Manage", "Full name")]
    public async Task Leaving_a_page_with_a_change_that_is_not_saved_asks_first(string path, string field)
    {
        await using var site = await StartAsync();
        var page = await AdaAsync(site, path);
        await page.GetByLabel(field, new() { Exact = true }).FillAsync("Quite another name");
        var question = page.GetByRole(AriaRole.Dialog, new() { Name = "Discard what you typed?" });

        await page.GetByRole(AriaRole.Link, new() { Name = "Customer portal" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(page.GetByLabel(field, new() { Exact = true })).ToHaveValueAsync("Quite another name");

        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.AcceptAsync();
        };
        await page.ReloadAsync();
        Assert.Equal("beforeunload", await asked.Task);
        await Expect(page.GetByLabel(field, new() { Exact = true })).ToHaveValueAsync("Quite another name");

        await page.GetByRole(AriaRole.Link, new() { Name = "Customer portal" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How can we help?" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/desks/IT/settings", "Name")]
    [InlineData("/Identity/Account/Manage", "Full name")]
    public async Task What_was_saved_is_left_without_a_question(string path, string field)
    {
        await using var site = await StartAsync();
        var page = await AdaAsync(site, path);
        await page.GetByLabel(field, new() { Exact = true }).FillAsync("Quite another name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).First.ClickAsync();
        await Expect(page.Locator(".rz-notification-title, p.notice.good").Filter(new() { HasText = "saved" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Customer portal" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How can we help?" })).ToBeVisibleAsync();
    }

    private static ILocator Form(IPage page) => page.Locator("form[data-keep]:not([data-state])");

    private async Task<IPage> AdaAsync(ServedSite site, string path)
    {
        var page = await _visitors!.OpenAsync("ada");
        await site.LogInAsync(page, site.Ada);
        await page.GotoAsync(path);
        return page;
    }

    private async Task<ServedSite> StartAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        await site.DeskAsync("IT");
        return site;
    }
}
