using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

/// <summary>How mail comes to a desk, what it looks like in the request it became, and who is mailed of it.</summary>
public sealed partial class PicturesOfEveryPage
{
    private async Task MailAsync(IPage administrator)
    {
        var desk = await Site.ReadAsync(db => db.Desks.SingleAsync(one => one.Key == "IT"));
        await Site.ChannelAsync(desk, channel => (channel.Address, channel.TrustedServer) = ("help@company.example", "mx.company.example"));
        await Site.Get<DeskMailboxes>().ChangeAsync(new MailboxForm(desk.Id) { Host = "imap.company.example", User = "help@company.example", Password = "right" }, by: await PersonAsync(Ada));
        await Site.StoreAsync(desk, "Subject: Who am I?\r\n\r\nNobody\r\n"u8.ToArray());
        var mail = (await Site.StoreAsync(
            desk,
            ClientLetter.Raw(
                """<p>Good morning,</p><p>since today the printer puts <b>squares</b> on each page:</p><p><img src="cid:part1.logo@example.org" alt="squares"></p><p>It is the one on <a href="https://people.example/floors">floor 3</a>.</p><p style="color:#6f42c1">Karl</p><img alt="" src="https://letters.example/seen.gif">""",
                "Good morning,\n\nsince today the printer puts squares on each page. It is the one on floor 3.\n\nKarl",
                $"Karl Kunze <{Karl}>", "help@company.example", extra: "Cc: Mei Tanaka <mei.tanaka@people.example>\nAuthentication-Results: mx.company.example; dmarc=pass header.from=people.example\n"))).Done.Id;
        await Eventually.IsAsync(() => Site.ReadAsync(db => db.Requests.AnyAsync(request => request.Id == mail)).Result, "the mail became a request");
        var key = await Site.ReadAsync(db => db.Requests.Where(request => request.Id == mail).Select(request => request.Key).SingleAsync());
        var stop = await Site.ReadAsync(db => db.Outbox.Where(one => one.RequestId == mail && one.To == Karl).Select(one => one.Unsubscribe).FirstAsync());

        await TakeAsync(administrator, ("desk-mail", "/desks/IT/mail"));
        await KeepAsync(administrator, "mailbox", administrator.Locator("#mailbox-heading"));
        await KeepAsync(administrator, "desk-mails", administrator.Locator("#incoming-heading"));
        await WholeAsync(await OpenAsync("reader", "nora.lindqvist@company.example"), $"/desks/IT/requests/{key}", "whole-message");
        await WholeAsync(await OpenAsync("writer", Karl), $"/portal/requests/{key}", "whole-message-portal");

        var agent = await OpenAsync("choosing", "nora.lindqvist@company.example");
        await TakeAsync(agent, ("notifications", "/Identity/Account/Manage/Notifications"), ("stop-mails", stop!));
        var karl = await PersonAsync(Karl);
        await Site.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(one => one.Id == karl.AccountId)).Bounce("5.2.2 The mailbox is full", Site.Now));
        await TakeAsync(administrator, ("mail-came-back", $"/admin/users/{karl.AccountId}"));
        await Site.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(one => one.Id == karl.AccountId)).TakeMailAgain());
    }

    private async Task WholeAsync(IPage page, string path, string name)
    {
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show whole message" }).ClickAsync();
        await Expect(page.FrameLocator("iframe.mail-frame").GetByRole(AriaRole.Img, new() { Name = "squares" })).ToHaveJSPropertyAsync("naturalWidth", 96);
        await KeepAsync(page, name);
        await KeepAsync(page, $"{name}-participants", page.GetByRole(AriaRole.Heading, new() { Name = "Participants" }));
    }
}
