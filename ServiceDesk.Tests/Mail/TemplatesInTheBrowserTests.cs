using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Mail;

public sealed class TemplatesInTheBrowserTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_template_is_edited_and_previewed_and_the_next_mail_has_its_words()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        _visitors = browser.VisitorsOf(site.Uri);
        var karl = await site.PersonAsync("karl@example.com", "Karl");
        var ada = await _visitors.OpenAsync("ada");
        await site.LogInAsync(ada, site.Ada);
        await ada.GotoAsync("/admin/mail");
        await ada.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Templates" }).ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Edit New password" }).ClickAsync();
        var dialog = ada.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByLabel("Subject")).ToHaveValueAsync("Choose a new password");
        await dialog.GetByLabel("Subject").FillAsync("Your new password");
        await dialog.GetByLabel("As text").FillAsync("Dear {nobody}\n\n{link}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Show preview" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("{nobody}");
        await dialog.GetByLabel("As text").FillAsync("Dear <b>you</b>\n\n{link}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Show preview" }).ClickAsync();
        await Expect(dialog.FrameLocator("iframe").GetByText("Dear <b>you</b>")).ToBeVisibleAsync();
        await Expect(dialog.FrameLocator("iframe").GetByRole(AriaRole.Link, new() { Name = "https://help.example.com/example" })).ToBeVisibleAsync();

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Expect(ada.GetByText("The template is saved.")).ToBeVisibleAsync();
        await Expect(ada.GetByRole(AriaRole.Listitem).Filter(new() { Has = ada.GetByRole(AriaRole.Heading, new() { Name = "New password" }) })).ToContainTextAsync("Own words");
        await site.Get<Domain.Accounts.PasswordResets>().AskAsync("karl@example.com", SignUpStories.Stranger);
        var mail = await site.ReadAsync(db => db.Outbox.SingleAsync(m => m.Kind == MailKind.PasswordReset && m.AccountId == karl.AccountId));
        Assert.Equal(("Your new password", "Dear <b>you</b>\n\n{link}"), (mail.Subject, mail.Text));
        Assert.Empty(_visitors.ScriptErrors);
    }
}
