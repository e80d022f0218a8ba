using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Customers;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Templates;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class InviteCustomersDialogTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_preview_follows_what_is_typed_and_the_result_says_who_gets_which_mail()
    {
        var (world, desk) = await OpenWorldAsync();
        await using var _ = world;
        await world.PersonAsync("account@kunde.test");
        await using var seen = Seen.By(world.Ada, world);
        var dialog = await DialogAsync(seen, desk);

        await dialog.Labelled("Email addresses").InputAsync(new() { Value = "Karl Kunde <karl@kunde.test>, account@kunde.test, nobody" });
        dialog.WaitForAssertion(() => Assert.Contains("karl@kunde.test Karl Kunde Gets an invitation by mail.", dialog.Text(), StringComparison.Ordinal), Soon);
        Assert.Contains("account@kunde.test Is put on the customer list, and a mail says so.", dialog.Text(), StringComparison.Ordinal);
        Assert.Contains("nobody Is not an e-mail address.", dialog.Text(), StringComparison.Ordinal);
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
        await dialog.Labelled("Message").ChangeAsync(new() { Value = "Welcome" });
        await dialog.Find("form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.Contains("2 mails are on their way.", dialog.Text(), StringComparison.Ordinal), Soon);
        Assert.Contains("karl@kunde.test Karl Kunde The invitation is on its way.", dialog.Text(), StringComparison.Ordinal);
        Assert.Contains("account@kunde.test Is on the customer list, and a mail saying so is on its way.", dialog.Text(), StringComparison.Ordinal);
        Assert.Contains("No mail server is set up", dialog.Text(), StringComparison.Ordinal);
        Assert.Equal(2, await world.ReadAsync(db => db.Outbox.CountAsync(mail => mail.Text.Contains("> Welcome"))));
    }

    [Fact]
    public async Task A_mail_that_is_switched_off_is_named_before_and_after_and_in_the_list()
    {
        var (world, desk) = await OpenWorldAsync();
        await using var _ = world;
        await world.PersonAsync("account@kunde.test");
        foreach (var kind in new[] { MailKind.CustomerInvitation, MailKind.AccessGiven })
        {
            Assert.True((await world.Get<MailTemplates>().SwitchAsync(kind, desk.Id, on: false, by: world.Ada)).IsDone);
        }

        await using var seen = Seen.By(world.Ada, world);
        var dialog = await DialogAsync(seen, desk);
        await dialog.Labelled("Email addresses").InputAsync(new() { Value = "karl@kunde.test, account@kunde.test" });
        dialog.WaitForAssertion(() => Assert.Contains("karl@kunde.test Is invited, but no mail goes out: “Invitation to a desk” is switched off", dialog.Text(), StringComparison.Ordinal), Soon);
        Assert.Contains("account@kunde.test Is put on the customer list, but no mail says so: “Added to a desk” is switched off", dialog.Text(), StringComparison.Ordinal);
        await dialog.Find("form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.Contains("No mail was sent.", dialog.Text(), StringComparison.Ordinal), Soon);
        Assert.Contains("karl@kunde.test Is invited, but no mail went out: “Invitation to a desk” is switched off", dialog.Text(), StringComparison.Ordinal);
        Assert.Contains("account@kunde.test Is on the customer list, but no mail says so", dialog.Text(), StringComparison.Ordinal);
        var list = seen.Show<InvitationList>(("DeskId", desk.Id), ("MayInvite", true));
        list.WaitForAssertion(() => Assert.Contains("karl@kunde.test Not mailed Mails of this kind are switched off in the templates.", list.Text(), StringComparison.Ordinal), Soon);
        Assert.DoesNotContain("SwitchedOff", list.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_door_that_closes_while_it_is_open_is_said_and_nothing_is_sent_until_it_opens_again()
    {
        var (world, desk) = await OpenWorldAsync();
        await using var _ = world;
        await using var seen = Seen.By(await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent), world);
        var dialog = await DialogAsync(seen, desk);
        await dialog.Labelled("Email addresses").InputAsync(new() { Value = "karl@kunde.test" });

        await ChooseAsync(world, desk, CustomerAccess.Restricted);
        dialog.WaitForAssertion(() => Assert.Contains("The door has just been closed, so nothing is sent. Only people on the customer list may use this portal.", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal), Soon);
        Assert.True(dialog.Button("Send").HasAttribute("disabled"));
        await dialog.Find("form").SubmitAsync();
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));

        await ChooseAsync(world, desk, CustomerAccess.EveryoneMaySignUp);
        dialog.WaitForAssertion(() => Assert.False(dialog.Button("Send").HasAttribute("disabled")), Soon);
    }

    [Fact]
    public async Task An_agent_who_opens_it_at_a_closed_desk_is_told_whom_they_can_add()
    {
        var (world, desk) = await OpenWorldAsync();
        await using var _ = world;
        await ChooseAsync(world, desk, CustomerAccess.Restricted);
        await world.PersonAsync("account@kunde.test");
        await using var seen = Seen.By(await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent), world);
        var dialog = await DialogAsync(seen, desk);

        Assert.Contains("Just now only people who have an account can be added", dialog.Text(), StringComparison.Ordinal);
        await dialog.Find("form").SubmitAsync();
        Assert.Contains("Type at least one address.", dialog.Text(), StringComparison.Ordinal);
        await dialog.Labelled("Email addresses").InputAsync(new() { Value = "account@kunde.test stranger@kunde.test" });
        await dialog.Find("form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.Contains("1 mail is on its way.", dialog.Text(), StringComparison.Ordinal), Soon);
        Assert.Contains("stranger@kunde.test Only people on the customer list may use this portal. No mail is sent.", dialog.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_no_longer_invite_is_told()
    {
        var (world, desk) = await OpenWorldAsync();
        await using var _ = world;
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        await using var seen = Seen.By(nora, world);
        var dialog = await DialogAsync(seen, desk);

        await world.Get<DeskAgents>().RemoveAsync(desk.Id, nora.AccountId!.Value, by: world.Ada);

        dialog.WaitForAssertion(() => Assert.Contains("You can no longer invite customers to this desk.", dialog.Text(), StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task The_list_under_the_customers_follows_and_sends_again_and_revokes_what_is_ticked()
    {
        var (world, desk) = await OpenWorldAsync();
        await using var _ = world;
        await using var seen = Seen.By(world.Ada, world);
        var list = seen.Show<InvitationList>(("DeskId", desk.Id), ("MayInvite", true));
        list.WaitForAssertion(() => Assert.Contains("No invitation is pending", list.Text(), StringComparison.Ordinal), Soon);

        await world.InviteAsync(desk, world.Ada, "a@kunde.test b@kunde.test c@kunde.test");
        list.WaitForAssertion(() => Assert.Equal("3", list.Find("[data-pending]").TextContent), Soon);
        await list.Button("Resend to c@kunde.test").ClickAsync(new());
        list.WaitForAssertion(() => Assert.Equal(["c@kunde.test: Was invited a moment ago: no further mail was sent."], seen.Notices), Soon);
        await list.Find("input[aria-label='Choose a@kunde.test']").ChangeAsync(new() { Value = true });
        await list.Find("input[aria-label='Choose b@kunde.test']").ChangeAsync(new() { Value = true });
        await list.Button("Revoke").ClickAsync(new());

        list.WaitForAssertion(() => Assert.Equal("1", list.Find("[data-pending]").TextContent), Soon);
        Assert.Equal("2 invitations were revoked.", seen.Notices[^1]);
        await list.Find("select").ChangeAsync(new() { Value = "All" });
        list.WaitForAssertion(() => Assert.Equal(3, list.FindAll("tbody tr").Count), Soon);
    }

    [Fact]
    public async Task A_contact_on_the_list_is_invited_from_their_row()
    {
        var (world, desk) = await OpenWorldAsync();
        await using var _ = world;
        await world.JoinAsync(desk, (await world.ContactAsync("contact@kunde.test", "Cora")).Id);
        await world.CustomerAsync(desk, "karl@kunde.test", "Karl");
        await using var seen = Seen.By(world.Ada, world);
        var table = seen.Show<CustomerTable>(("DeskId", desk.Id), ("MayRemove", false), ("MayInvite", true));
        table.WaitForAssertion(() => Assert.Equal(["Send invitation to Cora"], table.Buttons()), Soon);

        await table.Button("Send invitation to Cora").ClickAsync(new());

        table.WaitForAssertion(() => Assert.Contains("Invited", table.Text(), StringComparison.Ordinal), Soon);
        Assert.Equal(["The invitation to contact@kunde.test is on its way."], seen.Notices);
    }

    private static async Task<IRenderedComponent<InviteCustomers>> DialogAsync(Seen seen, Desk desk)
    {
        var dialog = seen.Show<InviteCustomers>(("DeskId", desk.Id));
        await dialog.WaitForElementAsync("form");
        return dialog;
    }

    private static async Task ChooseAsync(World world, Desk desk, CustomerAccess access)
    {
        var version = await world.ReadAsync(db => db.Desks.Where(d => d.Id == desk.Id).Select(d => d.Version).SingleAsync());
        Assert.True((await world.Get<DeskAccess>().ChooseAsync(desk.Id, access, version, world.Ada)).IsDone);
    }

    private async Task<(World World, Desk Desk)> OpenWorldAsync()
    {
        var world = await stage.LiveWorldAsync();
        await world.PublicSignupAsync(on: true);
        return (world, await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp));
    }
}
