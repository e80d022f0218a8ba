using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Access;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

public sealed class TurningPublicSignupDialogTests(Stages stage)
{
    [Fact]
    public async Task Turning_it_off_tells_first_what_happens()
    {
        await using var world = await OpenWorldAsync();
        await using var seen = Seen.By(world.Ada, world);

        var dialog = seen.Show<TurnSignupOff>();

        dialog.WaitForAssertion(() => Assert.Contains(
            "1 desk closes, 0 sign-ups in progress will be refused, 2 invitations stay, 1 customer keeps access.", dialog.Text(), StringComparison.Ordinal));
        await dialog.Labelled("Also revoke 2 pending invitations").ChangeAsync(new() { Value = true });
        Assert.Contains("2 invitations are revoked", dialog.Text(), StringComparison.Ordinal);
        await dialog.Button("Turn off Public signup").ClickAsync(new());
        Assert.False(await IsOnAsync(world));
        Assert.Equal(0, await world.ReadAsync(db => db.MailedLinks.UsableAt(world.Now).CountAsync()));
        Assert.Equal(["Public signup is off."], seen.Notices);
    }

    [Fact]
    public async Task The_numbers_follow_what_others_do()
    {
        await using var world = await OpenWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var dialog = seen.Show<TurnSignupOff>();
        dialog.WaitForAssertion(() => Assert.Contains("1 customer keeps access", dialog.Text(), StringComparison.Ordinal));

        await world.CustomerAsync(await DeskAsync(world), "kim@kunde.test");

        dialog.WaitForAssertion(() => Assert.Contains("2 customers keep access", dialog.Text(), StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Who_is_overtaken_is_told_and_can_do_nothing()
    {
        await using var world = await OpenWorldAsync();
        await using var seen = Seen.By(world.Ada, world);
        var dialog = seen.Show<TurnSignupOff>();
        dialog.WaitForElement(".danger");

        await world.Get<PublicSignup>().TurnOffAsync(await VersionAsync(world), revokeInvitations: false, by: await BertAsync(world));

        dialog.WaitForAssertion(() => Assert.Contains("Bert has turned Public signup off meanwhile. Nothing was done here.", dialog.Text(), StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(["Close"], dialog.Buttons());
    }

    [Fact]
    public async Task Turning_it_on_reopens_what_is_ticked_and_nothing_is_at_first()
    {
        await using var world = await OpenWorldAsync();
        await world.Get<PublicSignup>().TurnOffAsync(await VersionAsync(world), revokeInvitations: false, by: world.Ada);
        await using var seen = Seen.By(world.Ada, world);

        var dialog = seen.Show<TurnSignupOn>();

        dialog.WaitForElement("input");
        Assert.False(dialog.Labelled("IT desk (IT)").HasAttribute("checked"));
        Assert.Equal(["Cancel", "Turn on Public signup"], dialog.Buttons());
        await dialog.Labelled("IT desk (IT)").ChangeAsync(new() { Value = true });
        await dialog.Button("Turn on and reopen 1 desk").ClickAsync(new());
        Assert.True(await IsOnAsync(world));
        Assert.Null((await DeskAsync(world)).SuspendedAt);
    }

    [Fact]
    public async Task A_desk_that_is_no_longer_suspended_leaves_the_list()
    {
        await using var world = await OpenWorldAsync();
        await world.Get<PublicSignup>().TurnOffAsync(await VersionAsync(world), revokeInvitations: false, by: world.Ada);
        await using var seen = Seen.By(world.Ada, world);
        var dialog = seen.Show<TurnSignupOn>();
        dialog.WaitForElement("input");
        await dialog.Labelled("IT desk (IT)").ChangeAsync(new() { Value = true });

        var desk = await DeskAsync(world);
        await world.Get<DeskAccess>().ChooseAsync(desk.Id, CustomerAccess.Restricted, desk.Version, by: world.Ada);

        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll("input")), TimeSpan.FromSeconds(10));
        await dialog.Button("Turn on Public signup").ClickAsync(new());
        Assert.True(await IsOnAsync(world));
    }

    private static Task<bool> IsOnAsync(World world) => world.ReadAsync(db => db.Site.Select(site => site.IsPublicSignupOn).SingleAsync());

    private static Task<int> VersionAsync(World world) => world.ReadAsync(db => db.Site.Select(site => site.Version).SingleAsync());

    private static Task<Desk> DeskAsync(World world) => world.ReadAsync(db => db.Desks.SingleAsync(desk => desk.Key == "IT"));

    /// <summary>Public signup is on, a desk is open, has a customer, and two people are invited.</summary>
    private async Task<World> OpenWorldAsync()
    {
        var world = await stage.LiveWorldAsync();
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await world.CustomerAsync(desk, "karl@kunde.test");
        await world.ChangeAsync(db =>
        {
            db.MailedLinks.AddRange(new[] { "a@kunde.test", "b@kunde.test" }
                .Select(address => MailedLink.Issue(LinkPurpose.CustomerInvitation, EmailAddress.Parse(address), null, desk.Id, null, null, world.Now).Link));
            return Task.CompletedTask;
        });
        return world;
    }

    private static async Task<Actor> BertAsync(World world)
    {
        var bert = await world.PersonAsync("bert@desk.test", "Bert");
        await world.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(a => a.Id == bert.AccountId)).IsSiteAdministrator = true);
        return bert;
    }
}
