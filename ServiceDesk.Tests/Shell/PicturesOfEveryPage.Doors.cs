using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Guards;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

/// <summary>The doors that staff open and what guards the others, with the dialogs of each.</summary>
public sealed partial class PicturesOfEveryPage
{
    private const string Ada = "ada.marlow@company.example";

    private async Task DoorsAsync(IPage page)
    {
        var karl = (await PersonAsync(Karl)).AccountId;
        await TakeAsync(page, ("user", $"/admin/users/{karl}"), ("licence", "/admin/licence"), ("templates", "/admin/mail/templates"), ("audit", "/admin/audit"),
            ("audit-of-desk", "/desks/IT/audit"), ("address-rules", "/admin/address-rules"), ("door-log", "/admin/door-log"), ("door-log-of-desk", "/desks/IT/people/door-log"));

        await page.GotoAsync("/admin/address-rules");
        await page.Locator("#tester-address").FillAsync("new@people.example");
        await page.Locator("form:has(#tester-address) button[type=submit]").ClickAsync();
        await Expect(page.Locator("table").Last).ToBeVisibleAsync();
        await KeepAsync(page, "address-tried");

        await OpenDialogAsync(page, $"/admin/users/{karl}", "Merge another account into this one", "dialog-merge");
        await OpenDialogAsync(page, $"/admin/users/{karl}", "Anonymise", "dialog-anonymise");
        await OpenDialogAsync(page, $"/admin/users/{karl}", "Deactivate", "dialog-deactivate");
        await OpenDialogAsync(page, "/admin/mail/templates", "Edit ", "dialog-template");
        await SilentlyAsync(page);
        await InvitingAsync(page);
        await ApprovingAsync(page);
    }

    private async Task SilentlyAsync(IPage page)
    {
        await OpenDialogAsync(page, "/desks/HR/people/customers", "Add customers", "dialog-add-customers");
        await page.GetByLabel("Email addresses").FillAsync("Mara Holt <mara.holt@company.example>\nben.adeyemi@company.example");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add" }).Last.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add more" })).ToBeVisibleAsync();
        await KeepAsync(page, "dialog-customers-added");

        await TakeAsync(page, ("import", "/desks/HR/people/customers/import"));
        await Expect(page.Locator("#import-file")).ToBeEnabledAsync();
        await page.Locator("#import-file").SetInputFilesAsync(new FilePayload
        {
            Name = "people.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("E-mail;Name;Organisation\nlea.moor@bakery.example;Lea Moor;Bakery\nrosa.keller@company.example;Rosa Keller;Company\nno address;Nobody;\n"),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the rows" }).ClickAsync();
        await Expect(page.GetByText("Line 4")).ToBeVisibleAsync();
        await KeepAsync(page, "import-checked");
    }

    private async Task InvitingAsync(IPage page)
    {
        await OpenDialogAsync(page, "/desks/IT/people/customers", "Invite customers", "dialog-invite");
        await page.GetByLabel("Email addresses").FillAsync($"Some Body <some.body@people.example>, {Karl}; not an address\nanna.berg@studio.example");
        await Expect(page.GetByText("Is on the customer list already.")).ToBeVisibleAsync();
        await KeepAsync(page, "dialog-invite-preview");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.GetByText("2 mails are on their way.")).ToBeVisibleAsync();
        await KeepAsync(page, "dialog-invited");
        await page.GotoAsync("/desks/IT/people/customers");
        await page.Locator("#invitations-heading").ScrollIntoViewIfNeededAsync();
        await KeepAsync(page, "pending-invitations");

        var guest = await OpenAsync("guest");
        await TakeAsync(guest, ("invitation", (await Site.LinkMailedToAsync("some.body@people.example")).ToString()));
    }

    private async Task ApprovingAsync(IPage page)
    {
        var ada = await PersonAsync(Ada);
        var desk = await Site.ReadAsync(db => db.Desks.Where(d => d.Key == "IT").Select(d => d.Id).SingleAsync());
        var options = (await Site.Get<ServiceDesks>().OptionsAsync(desk, by: ada)).Done;
        await Site.Get<ServiceDesks>().ChangeAsync(options with { NeedsApproval = true }, by: ada);
        var stranger = await OpenAsync("somebody");
        await stranger.GotoAsync("/portal/IT/signup");
        await stranger.GetByLabel("Email").FillAsync("nils.moor@studio.example");
        await stranger.GetByLabel("Full name").FillAsync("Nils Moor");
        await stranger.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(stranger.GetByText("We have sent you a mail")).ToBeVisibleAsync();
        await stranger.GotoAsync((await Site.LinkMailedToAsync("nils.moor@studio.example")).ToString());
        await stranger.GetByLabel("Password").FillAsync("violet anchor brass 41");
        await stranger.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(stranger.GetByLabel("Password")).Not.ToBeVisibleAsync();
        await KeepAsync(stranger, "sign-up-waiting");
        await page.GotoAsync("/desks/IT/people/customers");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve Nils Moor" })).ToBeVisibleAsync();
        await KeepAsync(page, "waiting-people");
        await OpenDialogAsync(page, "/desks/IT/people/customers", "Refuse Nils Moor", "dialog-refuse");
        await OpenDialogAsync(page, "/desks/IT/people/customers", "Block Nils Moor", "dialog-block");

        var guards = (await Site.Get<GuardSettings>().NowAsync(ada)).Done;
        await Site.Get<GuardSettings>().TurnCaptchaAsync(on: true, guards.Version, ada);
        await TakeAsync(await OpenAsync("nobody"), ("sign-up-captcha", "/portal/IT/signup"), ("forgotten-captcha", "/Identity/Account/ForgotPassword"));
    }
}
