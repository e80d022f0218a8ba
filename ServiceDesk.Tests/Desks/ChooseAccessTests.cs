using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Desks;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Desks;

public sealed class ChooseAccessTests(Stages stage)
{
    private const string Restricted = "Only people on my customer list can access my Customer Portal";
    private const string Everyone = "Everyone with an account can access my Customer Portal";
    private const string MaySignUp = "Anyone can sign up for a customer account on my Customer Portal";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task While_public_signup_is_off_the_check_box_is_not_there_and_one_line_says_why()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await world.PublicSignupAsync(on: false);
        await using var seen = Seen.By(world.Ada, world);

        var dialog = await ShowAsync(seen, desk);

        Assert.Equal([Restricted, Everyone], dialog.FindAll("label").Select(label => label.TextContent.Trim()));
        Assert.Matches("Public signup is off, turned off by Ada Admin, .+", dialog.Text());
    }

    [Fact]
    public async Task The_check_box_comes_and_goes_with_the_sites_switch()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        await using var seen = Seen.By(world.Ada, world);
        var dialog = await ShowAsync(seen, desk);
        Assert.Contains("has not been turned on for this site", dialog.Text(), StringComparison.Ordinal);

        await world.Get<PublicSignup>().TurnOnAsync(await VersionAsync(world), [], by: world.Ada);
        dialog.WaitForAssertion(() => Assert.NotEmpty(dialog.FindAll("[type=checkbox]")), Soon);
        await dialog.Labelled(Everyone).ChangeAsync(new() { Value = "on" });
        await dialog.Labelled(MaySignUp).ChangeAsync(new() { Value = true });
        await world.Get<PublicSignup>().TurnOffAsync(await VersionAsync(world), revokeInvitations: false, by: world.Ada);
        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll("[type=checkbox]")), Soon);
        await dialog.Find("form").SubmitAsync();

        Assert.Equal(CustomerAccess.Everyone, (await DeskAsync(world)).Access);
    }

    [Fact]
    public async Task What_is_chosen_is_saved()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT");
        await using var seen = Seen.By(world.Ada, world);
        var dialog = await ShowAsync(seen, desk);
        Assert.True(dialog.Labelled(Restricted).HasAttribute("checked"));
        Assert.True(dialog.Labelled(MaySignUp).HasAttribute("disabled"));

        await dialog.Labelled(Everyone).ChangeAsync(new() { Value = "on" });
        await dialog.Labelled(MaySignUp).ChangeAsync(new() { Value = true });
        Assert.Contains("anyone can sign up here", dialog.Text(), StringComparison.Ordinal);
        await dialog.Find("form").SubmitAsync();

        Assert.Equal(CustomerAccess.EveryoneMaySignUp, (await DeskAsync(world)).Access);
        Assert.Equal(["Customer access is saved."], seen.Notices);
    }

    [Fact]
    public async Task Restricting_tells_who_stays_and_who_loses_the_portal()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT", CustomerAccess.Everyone);
        await world.CustomerAsync(desk, "karl@kunde.test");
        await world.PersonAsync("kim@kunde.test");
        await using var seen = Seen.By(world.Ada, world);
        var dialog = await ShowAsync(seen, desk);

        await dialog.Labelled(Restricted).ChangeAsync(new() { Value = "on" });

        Assert.Contains("1 person on the list stays. 2 others with an account lose the portal.", dialog.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_desk_is_left_alone_while_it_is_off_and_opened_by_saving_when_on()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await world.Get<PublicSignup>().TurnOffAsync(await VersionAsync(world), revokeInvitations: false, by: world.Ada);
        await using var seen = Seen.By(world.Ada, world);
        var dialog = await ShowAsync(seen, desk);
        Assert.Contains("It can be reopened once that is on again.", dialog.Text(), StringComparison.Ordinal);
        Assert.Contains("nobody can sign up here", dialog.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("anyone can sign up here", dialog.Text(), StringComparison.Ordinal);

        await dialog.Find("form").SubmitAsync();
        Assert.Equal(CustomerAccess.EveryoneMaySignUp, (await DeskAsync(world)).Access);
        await world.Get<PublicSignup>().TurnOnAsync(await VersionAsync(world), [], by: world.Ada);
        dialog.WaitForAssertion(() => Assert.Contains("Saving opens it again", dialog.Text(), StringComparison.Ordinal), Soon);
        await dialog.Find("form").SubmitAsync();

        Assert.Null((await DeskAsync(world)).SuspendedAt);
    }

    [Fact]
    public async Task What_another_saves_meanwhile_is_told_and_the_choice_is_kept()
    {
        await using var world = await stage.LiveWorldAsync();
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await using var seen = Seen.By(world.Ada, world);
        var dialog = await ShowAsync(seen, desk);
        await dialog.Labelled(Everyone).ChangeAsync(new() { Value = "on" });

        await world.Get<DeskAccess>().ChooseAsync(desk.Id, CustomerAccess.EveryoneMaySignUp, desk.Version, by: nora);

        dialog.WaitForAssertion(() => Assert.Contains("nora@desk.test has changed it meanwhile", dialog.Text(), StringComparison.Ordinal), Soon);
        Assert.True(dialog.Labelled(Everyone).HasAttribute("checked"));
        Assert.Equal(CustomerAccess.EveryoneMaySignUp, (await DeskAsync(world)).Access);
    }

    [Fact]
    public async Task Who_loses_the_right_while_it_is_open_is_told()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await using var seen = Seen.By(nora, world);
        var dialog = await ShowAsync(seen, desk);

        await world.Get<DeskAgents>().RemoveAsync(desk.Id, nora.AccountId!.Value, by: world.Ada);

        dialog.WaitForAssertion(() => Assert.Contains("no longer yours to choose", dialog.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal(["Close"], dialog.Buttons());
    }

    private static async Task<IRenderedComponent<ChooseAccess>> ShowAsync(Seen seen, Desk desk)
    {
        var dialog = seen.Show<ChooseAccess>((nameof(ChooseAccess.DeskId), desk.Id));
        await dialog.WaitForElementAsync("form");
        return dialog;
    }

    private static Task<Desk> DeskAsync(World world) => world.ReadAsync(db => db.Desks.SingleAsync());

    private static Task<int> VersionAsync(World world) => world.ReadAsync(db => db.Site.Select(site => site.Version).SingleAsync());
}
