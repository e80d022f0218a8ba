using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Demo;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

/// <summary>Takes the pictures of docs/pictures.md, from the demo: every page on a telephone and a desk, light and dark. Run when wanted, as told there.</summary>
public sealed partial class PicturesOfEveryPage(Stages stage, Browser browser) : IAsyncDisposable
{
    private const string Karl = "karl.kunze@people.example";
    private const string Tomas = "tomas.ferreira@company.example";

    private static readonly string Folder = Directory.CreateDirectory(
        Environment.GetEnvironmentVariable("PICTURES") ?? Path.Combine(Results.Folder, "pages")).FullName;

    private readonly List<string> _tooWide = [];
    private Visitors? _visitors;
    private ServedSite? _site;
    private int _width;

    private ServedSite Site => _site!;

    private bool IsTelephone => _width < 500;

    public async ValueTask DisposeAsync()
    {
        await (_visitors?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_site?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact(Explicit = true)]
    public Task Take_them_on_a_desk() => TakeAllAsync(1280);

    [Fact(Explicit = true)]
    public Task Take_them_on_a_telephone() => TakeAllAsync(360);

    private async Task TakeAllAsync(int width)
    {
        _width = width;
        _site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), isSetUp: false);
        _visitors = browser.VisitorsOf(Site.Uri);
        var stranger = await OpenAsync("stranger");
        await TakeAsync(stranger, ("setup", "/setup"));

        var logIns = await Site.Get<DemoSite>().FillAsync();
        await Site.Get<DemoSite>().AskToSignUpAsync();
        await StrangersAsync(stranger, logIns);
        await CustomersAsync(await OpenAsync("customer", Karl));
        await AgentsAsync(await OpenAsync("agent", "nora.lindqvist@company.example"));
        var administrator = await OpenAsync("administrator", Ada);
        await MailAsync(administrator);
        await ProgramsAsync(administrator);
        await DoorsAsync(administrator);
        await AdministratorsAsync(administrator);

        Assert.Empty(_tooWide);
        Assert.Empty(_visitors.ScriptErrors);
    }

    private async Task StrangersAsync(IPage page, IReadOnlyList<DemoLogIn> logIns)
    {
        await TakeAsync(page, ("portals-stranger", "/portal"), ("portal-stranger", "/portal/IT"), ("sign-up", "/portal/IT/signup"), ("sign-up-closed", "/portal/HR/signup"),
            ("log-in", "/Identity/Account/Login"), ("forgotten", "/Identity/Account/ForgotPassword"), ("api-reference", "/api/reference"), ("not-found", "/nowhere"), ("broken", "/error"));

        await page.GotoAsync("/portal/IT/signup");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign up" }).ClickAsync();
        await page.GetByLabel("Email").FillAsync("anna.berg@people.example");
        await page.GetByLabel("Full name").FillAsync("Anna Berg");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await KeepAsync(page, "sign-up-sent");
        await TakeAsync(page, ("choose-password", (await Site.LinkMailedToAsync("anna.berg@people.example")).ToString()));
        await Site.ChangeAsync(db => db.MailedLinks.Where(link => link.Address == "noah.silva@studio.example").ExecuteUpdateAsync(link => link.SetProperty(l => l.ExpiresAt, Site.Now - TimeSpan.FromDays(1))));
        await TakeAsync(page, ("link-expired", (await Site.LinkMailedToAsync("noah.silva@studio.example")).ToString()), ("link-unknown", "/portal/signup/no-such-link"));

        await page.GotoAsync("/Identity/Account/ForgotPassword");
        await page.GetByLabel("Email").FillAsync(Karl);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await KeepAsync(page, "forgotten-sent");
        await TakeAsync(page, ("reset", (await Site.LinkMailedToAsync(Karl)).ToString()));

        var password = logIns.Single(person => person.Address == Tomas).Password;
        var key = TimeCode.NewKey();
        Assert.True((await Site.Get<TwoFactor>().EnableAsync(password, key, TimeCode.Of(key, TimeCode.StepOf(Site.Now)), by: await PersonAsync(Tomas))).IsDone);
        await page.GotoAsync("/Identity/Account/Login");
        await page.GetByLabel("Email").FillAsync(Tomas);
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await KeepAsync(page, "log-in-refused");
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.WaitForURLAsync("**/LoginWith2fa**");
        await KeepAsync(page, "second-factor");
        await TakeAsync(page, ("recovery-code", "/Identity/Account/LoginWithRecoveryCode"));
    }

    private async Task CustomersAsync(IPage page)
    {
        var type = await Site.ReadAsync(db => db.RequestTypes.Where(t => db.Desks.Any(desk => desk.Id == t.DeskId && desk.Key == "IT")).OrderBy(t => t.Position).Select(t => t.Id).FirstAsync());
        var karl = await PersonAsync(Karl);
        var request = await Site.ReadAsync(db => db.Requests.Where(r => r.ReporterId == karl.AccountId).OrderBy(r => r.Number).Select(r => r.Key).FirstAsync());
        await TakeAsync(page, ("portals", "/portal"), ("portal", "/portal/IT"), ("create-request", $"/portal/IT/create/{type}"), ("my-requests", "/portal/requests"),
            ("my-request", $"/portal/requests/{request}"), ("profile", "/Identity/Account/Manage"), ("password", "/Identity/Account/Manage/ChangePassword"),
            ("two-factor", "/Identity/Account/Manage/TwoFactorAuthentication"), ("authenticator", "/Identity/Account/Manage/EnableAuthenticator"),
            ("api-tokens", "/Identity/Account/Manage/Tokens"), ("personal-data", "/Identity/Account/Manage/PersonalData"), ("log-out", "/Identity/Account/Logout"));

        await page.GotoAsync($"/portal/IT/create/{type}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.Locator("#problem")).ToBeVisibleAsync();
        await KeepAsync(page, "create-request-refused");
    }

    private async Task AgentsAsync(IPage page)
    {
        await TakeAsync(page, ("queue", "/desks/IT/queues"), ("request", "/desks/IT/requests/IT-13"),
            ("customers-agent", "/desks/IT/people/customers"), ("no-requests", "/portal/requests"));
        await page.GotoAsync("/desks/IT/queues");
        await page.Locator(".person summary").ClickAsync();
        await KeepAsync(page, "person-menu");
    }

    private async Task AdministratorsAsync(IPage page)
    {
        await TakeAsync(page, ("queue-empty", "/desks/HR/queues?filter=Mine"), ("agents", "/desks/IT/people/agents"), ("desk-settings", "/desks/IT/settings"), ("customers", "/desks/IT/people/customers"), ("customers-found", "/desks/IT/people/customers?search=nobody"),
            ("customers-restricted", "/desks/HR/people/customers"), ("configuration", "/admin/configuration"), ("users", "/admin/users"), ("desks", "/admin/desks"), ("mail", "/admin/mail"), ("nothing-here", "/desks/NONE/queues"));

        await OpenDialogAsync(page, "/admin/users", "Create user", "dialog-create-user");
        await OpenDialogAsync(page, "/admin/desks", "Create desk", "dialog-create-desk");
        await OpenDialogAsync(page, "/admin/desks", "Archive IT support", "dialog-archive-desk");
        await OpenDialogAsync(page, "/desks/IT/people/customers", "Everyone can access", "dialog-access");
        await OpenDialogAsync(page, "/desks/IT/people/customers", "Remove Amina Haddad", "dialog-remove-customer");
        await OpenDialogAsync(page, "/desks/IT/people/agents", "Remove Nora Lindqvist", "dialog-remove-agent");
        await OpenDialogAsync(page, "/admin/mail", "Open mail to", "dialog-mail");
        await OpenDialogAsync(page, "/admin/configuration", "Public signup", "dialog-sign-up-off");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Turn off" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Switch, new() { Name = "Public signup" })).ToHaveAttributeAsync("aria-checked", "false");
        await KeepAsync(page, "sign-up-turned-off");
        await OpenDialogAsync(page, "/admin/configuration", "Public signup", "dialog-sign-up-on");

        await page.GotoAsync("/desks/IT/queues");
        if (IsTelephone)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        }

        await page.Locator(".switcher summary").ClickAsync();
        await KeepAsync(page, "desk-switcher");
    }

    private async Task<IPage> OpenAsync(string who, string? address = null)
    {
        var page = await _visitors!.OpenAsync(who, new() { Locale = "en-US", TimezoneId = "UTC", ViewportSize = new() { Width = _width, Height = 740 }, ReducedMotion = ReducedMotion.Reduce });
        if (address is not null)
        {
            await Site.LogInAsync(page, await PersonAsync(address));
        }

        return page;
    }

    private async Task<Actor> PersonAsync(string address) => Actor.Person(await Site.ReadAsync(db => db.Accounts.Where(a => a.Email == address).Select(a => a.Id).SingleAsync()), "192.0.2.7");

    private async Task TakeAsync(IPage page, params (string Name, string Path)[] views)
    {
        foreach (var (name, path) in views)
        {
            await page.GotoAsync(path);
            await KeepAsync(page, name);
        }
    }

    private async Task OpenDialogAsync(IPage page, string path, string button, string name)
    {
        await page.GotoAsync(path);
        var main = page.GetByRole(AriaRole.Main);
        await main.GetByRole(AriaRole.Button, new() { Name = button }).Or(main.GetByRole(AriaRole.Switch, new() { Name = button })).First.ClickAsync();
        await Expect(page.Locator(".rz-dialog :is(.dialog-actions, .mail-frame)")).ToBeVisibleAsync();
        await KeepAsync(page, name);
    }

    private async Task KeepAsync(IPage page, string name, ILocator? from = null)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            _tooWide.Add(name);
        }

        // A dialog and a menu lie over what is in sight; else the page is shown as far down as says something.
        var isOver = await page.Locator(".rz-dialog, details.menu[open]").CountAsync() > 0;
        var all = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        var height = isOver ? 740 : Math.Clamp(all, 480, IsTelephone ? 1100 : 900);
        var top = from is null ? 0 : Math.Clamp(await from.EvaluateAsync<float>("one => one.getBoundingClientRect().top + scrollY") - 40, 0, Math.Max(0, all - height));
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var picture = await page.ScreenshotAsync(new() { FullPage = !isOver, Animations = ScreenshotAnimations.Disabled, Clip = new() { Y = top, Width = _width, Height = height } });
            var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{_width}-{(scheme is ColorScheme.Dark ? "dark" : "light")}.png");
            await File.WriteAllBytesAsync(Path.Combine(Folder, file), SmallPng.Of(picture));
        }
    }
}
