using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

/// <summary>The page behind an invitation's link, as a browser without script sees it.</summary>
public sealed class InvitationPagesTests(Stages stage)
{
    private const string Karl = "karl@kunde.test";

    [Fact]
    public async Task Accepting_lands_in_the_portal_logged_in_and_the_used_link_leads_to_the_log_in()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (_, path) = await InvitedAsync(site);
        using var karl = new Caller(site.Uri);
        var page = await karl.GetAsync(path);
        Assert.Contains("Ada Admin invites you to the customer portal of IT desk.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("<b>Come in!</b>", page.Document.QuerySelector("blockquote")!.TextContent);

        var refused = await karl.SendFormAsync(path, page, ("Form.Name", "Karl"), ("Form.Password", "password1"));
        Assert.NotNull(refused.Document.QuerySelector("main input[type=password]"));
        var accepted = await karl.SendFormAsync(path, refused, ("Form.Name", "Karl"), ("Form.Password", AccountStory.Good));

        Assert.Equal("/portal/IT", accepted.Headers["Location"]);
        Assert.Equal(HttpStatusCode.OK, (await karl.GetAsync("/portal/IT")).Status);
        Assert.Contains("You are in", (await karl.GetAsync(path)).Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        using var stranger = new Caller(site.Uri);
        Assert.Equal(["/Identity/Account/Login"], ButtonsOf(await stranger.GetAsync(path)));
    }

    [Fact]
    public async Task Whoever_looks_in_advance_accepts_nothing()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (_, path) = await InvitedAsync(site);
        await site.PersonAsync(Karl);
        using var karl = await site.CallerAsync(Domain.Vocabulary.Actor.Person((await site.AccountAsync(Karl)).Id, null));
        karl.Says["Sec-Purpose"] = "prefetch;prerender";

        await karl.SendAsync(HttpMethod.Head, path, null);
        var page = await karl.GetAsync(path);

        Assert.Equal("Accept the invitation", page.Document.QuerySelector("main form button")!.TextContent);
        Assert.Empty(await site.ReadAsync(db => db.DeskCustomers.ToListAsync()));
        Assert.Equal(InvitationState.Sent, Assert.Single((await site.Get<CustomerInvitations>().ListAsync((await DeskAsync(site)).Id, InvitationFilter.All, null, site.Ada)).Done.Rows).State);
        Assert.Equal("/portal/IT", (await karl.SendFormAsync(path, page)).Headers["Location"]);
        Assert.Single(await site.ReadAsync(db => db.DeskCustomers.ToListAsync()));
    }

    [Fact]
    public async Task Who_has_an_account_is_led_to_the_log_in_and_back_and_somebody_else_logs_out_first()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (_, path) = await InvitedAsync(site);
        await site.PersonAsync(Karl);
        using var stranger = new Caller(site.Uri);
        using var kim = await site.CallerAsync(await site.PersonAsync("kim@kunde.test"));

        Assert.Equal([$"/Identity/Account/Login?returnUrl={Uri.EscapeDataString(path)}"], ButtonsOf(await stranger.GetAsync(path)));
        Assert.Contains("Log out first", (await kim.GetAsync(path)).Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_link_offers_a_new_one_and_a_revoked_one_the_way_to_the_desk()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (invitation, path) = await InvitedAsync(site);
        await site.ReadAsync(db => db.MailedLinks.ExecuteUpdateAsync(set => set.SetProperty(link => link.ExpiresAt, site.Now)));
        using var karl = new Caller(site.Uri);

        var expired = await karl.GetAsync(path);
        Assert.Contains("This link has expired.", expired.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("We have sent you a mail", (await karl.SendFormAsync(path, expired)).Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var fresh = (await site.LinkMailedToAsync(Karl)).AbsolutePath;
        Assert.NotEqual(path, fresh);
        Assert.NotNull((await karl.GetAsync(fresh)).Document.QuerySelector("main input[type=password]"));

        await site.Get<CustomerInvitations>().RevokeAsync((await DeskAsync(site)).Id, [invitation], site.Ada);
        var revoked = await karl.GetAsync(fresh);
        Assert.Contains("ask IT desk", revoked.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["/portal"], ButtonsOf(revoked));
    }

    private static IEnumerable<string> ButtonsOf(Answered page) => page.Document.QuerySelectorAll("main a.button").Select(button => button.GetAttribute("href")!);

    private static Task<Desk> DeskAsync(ServedSite site) => site.ReadAsync(db => db.Desks.SingleAsync());

    private static async Task<(Guid Id, string Path)> InvitedAsync(ServedSite site)
    {
        await site.PublicSignupAsync(on: true);
        var desk = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.InviteAsync(desk, site.Ada, Karl, "<b>Come in!</b>");
        return (Assert.Single(await site.InvitationsAsync()).Id, (await site.LinkMailedToAsync(Karl)).AbsolutePath);
    }
}
