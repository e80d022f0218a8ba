using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Mail;

public sealed class OutboxInTheBrowserTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private const string Address = "karl@example.com";
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_kept_mail_is_opened_in_a_dialog_and_sent_again_with_a_fresh_link()
    {
        await using var site = await OpenSiteAsync();
        var ada = await _visitors!.OpenAsync("ada");
        await site.LogInAsync(ada, site.Ada);
        await ada.GotoAsync("/admin/mail");
        await Expect(ada.GetByText("No mail server is configured")).ToBeVisibleAsync();
        await Expect(ada.GetByText("There are no mails here")).ToBeVisibleAsync();

        await site.SignUpSecretAsync(Address);
        var rows = ada.Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows.First).ToContainTextAsync("Kept");
        await ada.GetByRole(AriaRole.Button, new() { Name = $"Open mail to {Address}" }).ClickAsync();
        var dialog = ada.GetByRole(AriaRole.Dialog);
        var link = (await site.LinkMailedToAsync(Address)).AbsoluteUri;
        await Expect(dialog.GetByRole(AriaRole.Link, new() { Name = link })).ToHaveAttributeAsync("href", link);
        await Expect(dialog.Locator("iframe")).ToHaveAttributeAsync("sandbox", "");
        await Expect(dialog.FrameLocator("iframe").GetByText(link)).ToBeVisibleAsync();
        await ada.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);

        await ada.GetByRole(AriaRole.Button, new() { Name = $"Send again to {Address}" }).ClickAsync();

        await Expect(ada.GetByText("The mail was written again and is kept here.")).ToBeVisibleAsync();
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.Nth(1)).ToContainTextAsync("Withdrawn");
        Assert.NotEqual(link, (await site.LinkMailedToAsync(Address)).AbsoluteUri);
        Assert.Equal([Changes.MailOpened, Changes.MailSentAgain], await site.ReadAsync(db => db.Audit.Where(entry => entry.ActorId == site.Ada.AccountId).OrderBy(entry => entry.At).Select(entry => entry.What).ToListAsync()));
        Assert.Empty(_visitors.ScriptErrors);
    }

    /// <summary>A site without a mail server whose one desk, IT, takes strangers.</summary>
    private async Task<ServedSite> OpenSiteAsync()
    {
        var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        await site.PublicSignupAsync(on: true);
        await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        return site;
    }
}
