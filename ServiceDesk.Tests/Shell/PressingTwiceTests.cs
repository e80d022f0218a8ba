using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Tests.Stage;
using static Microsoft.Playwright.Assertions;

namespace ServiceDesk.Tests.Shell;

public sealed class PressingTwiceTests(Stages stage, Browser browser) : IAsyncDisposable
{
    private Visitors? _visitors;

    public ValueTask DisposeAsync() => _visitors?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_double_click_sends_one_mail_and_says_so_once()
    {
        await using var site = await StartAsync();
        await site.PersonAsync("karl@acme.test");
        await site.Get<PasswordResets>().AskAsync("karl@acme.test", Domain.Vocabulary.Actor.Stranger(null));
        var page = await AdaAsync(site, "/admin/mail");

        await page.GetByRole(AriaRole.Button, new() { Name = "Send again to karl@acme.test" }).DblClickAsync();

        await Expect(page.GetByText("The mail was written again")).ToHaveCountAsync(1);
        await Expect(page.GetByText("a moment ago, so nothing")).ToHaveCountAsync(0);
        Assert.Equal(2, await site.ReadAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task A_double_click_does_not_press_what_the_first_has_put_in_the_buttons_place()
    {
        await using var site = await StartAsync();
        await site.PersonAsync("karl@acme.test", "Karl Kunde");
        var page = await AdaAsync(site, "/admin/users");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Karl Kunde" });

        await row.GetByText("Actions").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Give access to Team" }).DblClickAsync();

        await Expect(row.GetByText("Take access to Team")).ToHaveCountAsync(1);
        Assert.Equal([Changes.SeatGiven], await site.ReadAsync(db => db.Audit.Where(entry => entry.What == Changes.SeatGiven || entry.What == Changes.SeatTaken).Select(entry => entry.What).ToListAsync()));
        Assert.Equal(1, await site.ReadAsync(db => db.Seats.CountAsync(seat => seat.Application == Application.Team)));
    }

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
        return site;
    }
}
