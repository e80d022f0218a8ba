using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Webhooks;
using ServiceDesk.Tests.Collectors;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

/// <summary>A desk's form on another web site, and the programs that hear of its requests.</summary>
public sealed partial class PicturesOfEveryPage
{
    private async Task ProgramsAsync(IPage administrator)
    {
        var ada = await PersonAsync(Ada);
        var desk = await Site.ReadAsync(db => db.Desks.SingleAsync(one => one.Key == "IT"));
        await using var host = await HostSite.StartAsync();
        var collector = (await Site.Get<DeskCollectors>().MakeAsync(desk.Id, new CollectorForm("Help on our web site", null, host.Origin), by: ada)).Done;
        Assert.True((await Site.Get<DeskCollectors>().SwitchAsync(desk.Id, collector, isOn: true, by: ada)).IsDone);
        var webhook = (await Site.Get<DeskWebhooks>().MakeAsync(new WebhookForm(desk.Id, "Chat of the team", "https://chat.company.example/hooks/it", WebhookEvents.RequestRaised | WebhookEvents.RequestCommented), by: ada)).Done;

        host.Head = $"<script src=\"{Site.Get<SiteLinks>().ToCollector(collector)}\" defer></script>";
        await using var guests = browser.VisitorsOf(new Uri(host.Origin));
        var guest = await guests.OpenAsync("guest", new() { Locale = "en-US", TimezoneId = "UTC", ViewportSize = new() { Width = _width, Height = 740 }, ReducedMotion = ReducedMotion.Reduce });
        await guest.GotoAsync("/");
        await guest.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        var form = guest.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Email").FillAsync(Karl);
        await form.GetByLabel("Summary").FillAsync("The price list cannot be opened");
        await form.GetByLabel("Description").FillAsync("It says that it is damaged, since this morning.");
        await KeepAsync(guest, "collector-form");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(form.GetByText("look into your mailbox")).ToBeVisibleAsync();
        await TakeAsync(await OpenAsync("confirming"), ("collector-confirm", (await Site.LinkMailedToAsync(Karl)).ToString()));

        await TakeAsync(administrator, ("collectors", "/desks/IT/collectors"), ("collector", $"/desks/IT/collectors/{collector}"));
        await KeepAsync(administrator, "collector-keys", administrator.Locator("#keys-heading"));
        await TakeAsync(administrator, ("webhooks", "/desks/IT/webhooks"), ("webhook", $"/desks/IT/webhooks/{webhook.Id}"));
        Assert.Empty(guests.ScriptErrors);
    }
}
