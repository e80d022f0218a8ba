using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Collectors;

/// <summary>The script on somebody else's page, in a real browser and of another origin.</summary>
public sealed partial class EmbeddingACollectorTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private readonly Barriers _barriers = new();
    private ServedSite _site = null!;
    private HostSite _host = null!;
    private Desk _desk = null!;
    private Visitors? _visitors;
    private Guid _collector;
    private string _secret = "";

    public async ValueTask DisposeAsync()
    {
        await (_visitors?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _host.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_visitor_sends_a_request_with_what_they_were_shown()
    {
        await SetAsync();
        _host.Sign = () => _site.Signed(_collector, _secret, "karl@kunde.test");
        _host.Head = Line("data-token-url=\"/support-token\" data-context='{\"Order\":\"77\"}'");
        var page = await OpenAsync("/?from=cart#secret");
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Write to us" });
        await Expect(dialog.GetByText("You write as karl@kunde.test.")).ToBeVisibleAsync();
        await Expect(dialog.GetByLabel("Email")).ToBeHiddenAsync();
        await dialog.GetByText("What is sent along").ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Definition).First).ToHaveTextAsync($"{_host.Origin}/");
        await Expect(dialog.GetByText("77", new() { Exact = true })).ToBeVisibleAsync();
        await dialog.GetByLabel("Summary").FillAsync("The cart is empty");
        await dialog.GetByLabel("Files or a screenshot").SetInputFilesAsync(new FilePayload { Name = "screen.png", MimeType = "image/png", Buffer = [1, 2, 3] });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

        await Expect(dialog.GetByText("Its key is IT-1.")).ToBeVisibleAsync();
        var context = await _site.ReadAsync(db => db.CollectedRequests.Select(collected => collected.Context).SingleAsync());
        Assert.Contains("77", context, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", context, StringComparison.Ordinal);
        Assert.Equal("screen.png", await _site.ReadAsync(db => db.Attachments.Select(file => file.FileName).SingleAsync()));
        Assert.Empty(await page.Context.CookiesAsync());

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        await Expect(dialog.GetByLabel("Summary")).ToHaveValueAsync("");
        Assert.Empty(_visitors!.ScriptErrors);
    }

    [Fact]
    public async Task A_visitor_without_a_signature_does_some_work_and_is_sent_to_the_mailbox()
    {
        await SetAsync();
        _host.Head = Line();
        _host.Language = "de-AT";
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hilfe" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Schreiben Sie uns" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Senden" }).ClickAsync();
        await Expect(dialog.GetByLabel("E-Mail")).ToBeFocusedAsync();
        await Expect(dialog.GetByText("Geben Sie eine E-Mail-Adresse ein.")).ToBeVisibleAsync();
        await dialog.GetByLabel("E-Mail").FillAsync("nele@kunde.test");
        await dialog.GetByLabel("Zusammenfassung").FillAsync("Der Korb ist leer");
        await page.Keyboard.PressAsync("Enter");

        await Expect(dialog.GetByText("Sehen Sie in Ihr Postfach.")).ToBeVisibleAsync();
        Assert.Equal("Senden Sie Ihre Anfrage an IT desk ab", await _site.ReadAsync(db => db.Outbox.Select(mail => mail.Subject).SingleAsync()));
        Assert.Equal("Der Korb ist leer", await _site.ReadAsync(db => db.ParkedRequests.Select(parked => parked.Summary).SingleAsync()));
    }

    [Fact]
    public async Task A_hostile_page_changes_nothing()
    {
        await SetAsync();
        _host.Policy = Strict + "; style-src 'unsafe-inline'";
        _host.Head = "<style>* { display: none !important; color: red !important; font-size: 1px !important; pointer-events: none !important; direction: rtl } html { font-size: 62.5% !important } html, head, body, main { display: block !important }</style>" + Line() + Line();
        var page = await OpenAsync();
        await page.EvaluateAsync("() => ServiceDeskCollector.set('Order', '77')");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Help" })).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToBeVisibleAsync();
        Assert.Equal("16px", await dialog.GetByLabel("Summary").EvaluateAsync<string>("input => getComputedStyle(input).fontSize"));
        Assert.Equal("20px ltr", await dialog.GetByRole(AriaRole.Heading).EvaluateAsync<string>("heading => `${getComputedStyle(heading).fontSize} ${getComputedStyle(heading).direction}`"));
        Assert.Empty(await page.EvaluateAsync<string[]>("() => Object.keys(window).filter((name) => /desk/i.test(name) && name !== 'ServiceDeskCollector')"));
        await dialog.GetByLabel("Email").FillAsync("nele@kunde.test");
        await dialog.GetByLabel("Summary").FillAsync("Hostile");
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.GetByText("look into your mailbox")).ToBeVisibleAsync();
        Assert.Empty(_visitors!.ScriptErrors);
    }

    [Fact]
    public async Task Under_the_strictest_policy_and_without_storage_it_works_as_ever()
    {
        await SetAsync(form => form with { HasButton = false });
        _host.Policy = Strict;
        _host.Head = Line("data-trigger=\"#write\" data-lang=\"de\"");
        _host.Body = "<button id='write'>Support</button>";
        _visitors = browser.VisitorsOf(new Uri(_host.Origin));
        var page = await _visitors.OpenAsync("visitor");
        var said = new List<string>();
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        await page.AddInitScriptAsync("for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });");
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Support" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Schreiben Sie uns" });
        await dialog.GetByLabel("E-Mail").FillAsync("nele@kunde.test");
        await dialog.GetByLabel("Zusammenfassung").FillAsync("Streng");
        await page.Keyboard.PressAsync("Enter");

        await Expect(dialog.GetByText("Sehen Sie in Ihr Postfach.")).ToBeVisibleAsync();
        Assert.DoesNotContain(said, line => line.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase) && !line.Contains("favicon", StringComparison.Ordinal));
        Assert.Empty(_visitors.ScriptErrors);
    }

    [Fact]
    public async Task On_a_page_of_another_origin_it_says_so_and_nothing_comes()
    {
        await SetAsync(form => form with { Origins = "https://shop.example" });
        _host.Head = Line();
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Email").FillAsync("nele@kunde.test");
        await dialog.GetByLabel("Summary").FillAsync("From elsewhere");
        await page.Keyboard.PressAsync("Enter");

        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("It could not be sent.");
        Assert.Equal(0, await _site.ReadAsync(db => db.ParkedRequests.CountAsync()));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Nobody_is_shut_out_of_it(int width)
    {
        await SetAsync();
        _host.Head = Line();
        var page = await OpenAsync(width: width);
        await _barriers.LookAsync(page, "the button");
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Heading)).ToBeFocusedAsync();
        await dialog.GetByText("What is sent along").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await _barriers.LookAsync(page, "the form with problems");
        await page.ScreenshotAsync(new() { Path = Results.PathFor($"collector-{width}", ".png") });
        for (var presses = 0; presses < 30; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("() => ['SERVICEDESK-COLLECTOR', 'BODY'].includes(document.activeElement.tagName)"));
        }

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Help" })).ToBeFocusedAsync();
        Assert.Empty(_barriers.Found);
    }

    // Nothing at all but the two words docs/collector.md asks for.
    private string Strict => $"default-src 'none'; script-src {SiteOrigin}; connect-src {SiteOrigin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private string SiteOrigin => _site.Uri.GetLeftPart(UriPartial.Authority);

    private string Line(string more = "") => $"<script src=\"{_site.Get<SiteLinks>().ToCollector(_collector)}\" {more} defer></script>";

    private async Task<IPage> OpenAsync(string path = "/", int width = 1280)
    {
        _visitors = browser.VisitorsOf(new Uri(_host.Origin));
        var page = await _visitors.OpenAsync("visitor", new() { Locale = "en-US", TimezoneId = "UTC", ViewportSize = new() { Width = width, Height = 740 } });
        await page.GotoAsync(path);
        return page;
    }

    private async Task SetAsync(Func<CollectorForm, CollectorForm>? with = null)
    {
        _host = await HostSite.StartAsync();
        _site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _desk = await _site.DeskAsync("IT");
        await _site.CustomerAsync(_desk, "karl@kunde.test", "Karl");
        _collector = await _site.CollectorAsync(_desk, form => (with ?? (same => same))(form with { Origins = _host.Origin }));
        _secret = await _site.SecretAsync(_desk, _collector);
    }
}
