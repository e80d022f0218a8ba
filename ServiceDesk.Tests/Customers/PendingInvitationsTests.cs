using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Templates;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Mail;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class PendingInvitationsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task An_invitation_shows_what_became_of_it(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        await world.InviteAsync(desk, nora, "expires@kunde.test");
        world.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(InvitationState.Sent, await world.StateAsync(desk, "expires@kunde.test"));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.InviteAsync(desk, nora, "sent@kunde.test back@kunde.test revoked@kunde.test");
        var accepting = await world.InvitedSecretAsync(desk, nora, "accepts@kunde.test");
        await world.InviteAsync(desk, nora, "else@kunde.test");

        await world.Get<InvitationAcceptance>().AcceptAsync(accepting, "Axel", AccountStory.Good, AccountStory.Stranger);
        await world.CustomerAsync(desk, "else@kunde.test");
        var mail = await world.ReadAsync(db => db.Outbox.SingleAsync(sent => sent.To == "back@kunde.test"));
        await world.Get<CustomerInvitations>().MarkBouncedAsync(mail.MessageId, "550 no\r\nsuch user");
        await world.Get<CustomerInvitations>().RevokeAsync(desk.Id, [await IdAsync(world, "revoked@kunde.test")], nora);

        var states = (await world.RowsAsync(desk, InvitationFilter.All)).ToDictionary(row => row.Address.Split('@')[0], row => (row.State, row.Problem));
        Assert.Equal((InvitationState.Expired, null), states["expires"]);
        Assert.Equal((InvitationState.Sent, null), states["sent"]);
        Assert.Equal((InvitationState.Bounced, "550 no such user"), states["back"]);
        Assert.Equal((InvitationState.Revoked, null), states["revoked"]);
        Assert.Equal((InvitationState.Accepted, null), states["accepts"]);
        Assert.Equal((InvitationState.Accepted, null), states["else"]);
        Assert.Equal(["back@kunde.test", "expires@kunde.test", "sent@kunde.test"], (await world.RowsAsync(desk)).Select(row => row.Address).Order());
        Assert.All(await world.RowsAsync(desk), row => Assert.Equal("nora@desk.test", row.InvitedBy));
        Assert.Equal(3, (await world.Get<CustomerInvitations>().CountPendingAsync(desk.Id, nora)).Done);
        Assert.IsType<NotFound>((await world.Get<CustomerInvitations>().MarkBouncedAsync("no-such@mail", null)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task The_mail_servers_answer_shows_by_itself(DatabaseProvider database)
    {
        await using var server = new SmtpServer { Answer = command => command.StartsWith("RCPT TO:<no@", StringComparison.Ordinal) ? "550 5.1.1 nobody here" : null };
        await using var world = await stage.WorldWithAsync(database, server);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await world.InviteAsync(desk, world.Ada, "yes@kunde.test no@kunde.test");

        while (await world.DeliverOneAsync())
        {
        }

        Assert.Equal(InvitationState.Delivered, await world.StateAsync(desk, "yes@kunde.test"));
        var bounced = Assert.Single(await world.RowsAsync(desk), row => row.State is InvitationState.Bounced);
        Assert.Equal("no@kunde.test", bounced.Address);
        Assert.Contains("nobody here", bounced.Problem, StringComparison.Ordinal);

        Assert.Equal(InviteEffect.InvitedJustNow, Assert.Single((await world.Get<CustomerInvitations>().ResendAsync(desk.Id, [bounced.Id], world.Ada)).Done).Effect);
        world.Clock.Advance(Invitation.AMoment);
        Assert.Equal(InviteEffect.InvitedAgain, Assert.Single((await world.Get<CustomerInvitations>().ResendAsync(desk.Id, [bounced.Id], world.Ada)).Done).Effect);
        Assert.Equal(InvitationState.Sent, await world.StateAsync(desk, "no@kunde.test"));
    }

    [Theory, OnBothDatabases]
    public async Task An_invitation_whose_mail_is_switched_off_is_said_to_be_without_a_mail_and_not_to_have_come_back(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        await world.PersonAsync("account@kunde.test");
        await world.InviteAsync(desk, nora, "earlier@kunde.test");
        Assert.True((await world.Get<MailTemplates>().SwitchAsync(MailKind.CustomerInvitation, deskId: null, on: false, by: world.Ada)).IsDone);

        var people = TypedAddresses.Read("a@kunde.test account@kunde.test earlier@kunde.test");
        var preview = (await world.Get<CustomerInvitations>().PreviewAsync(desk.Id, people, by: nora)).Done;
        var lines = await world.InviteAsync(desk, nora, "a@kunde.test account@kunde.test earlier@kunde.test");

        MailKind? none = null;
        Assert.Equal([(MailKind.CustomerInvitation, false), (none, true), (none, false)], lines.Select(line => (line.SwitchedOff, line.IsMailed)));
        Assert.Equal(lines.Select(line => line with { InvitationId = null, CustomerId = null }), preview.Lines);
        var row = Assert.Single(await world.RowsAsync(desk), row => row.Address == "a@kunde.test");
        Assert.Equal((InvitationState.NotMailed, true), (row.State, row.IsOpen));
        Assert.StartsWith("Mails of this kind are switched off", row.ProblemIn(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        Assert.True((await world.Get<MailTemplates>().SwitchAsync(MailKind.CustomerInvitation, deskId: null, on: true, by: world.Ada)).IsDone);
        world.Clock.Advance(Invitation.AMoment);
        Assert.True(Assert.Single((await world.Get<CustomerInvitations>().ResendAsync(desk.Id, [row.Id], nora)).Done).IsMailed);
        Assert.Equal(InvitationState.Sent, await world.StateAsync(desk, "a@kunde.test"));
    }

    [Theory, OnBothDatabases]
    public async Task Many_are_revoked_at_once_and_none_of_their_links_leads_anywhere(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var secret = await world.InvitedSecretAsync(desk, nora, "a@kunde.test");
        await world.InviteAsync(desk, nora, "b@kunde.test c@kunde.test");
        var other = await world.DeskAsync("HR");
        await world.InviteAsync(other, world.Ada, "a@kunde.test");
        var all = (await world.InvitationsAsync()).ConvertAll(invitation => invitation.Id);

        Assert.Equal(3, (await world.Get<CustomerInvitations>().RevokeAsync(desk.Id, all, nora)).Done);
        Assert.Equal(0, (await world.Get<CustomerInvitations>().RevokeAsync(desk.Id, all, nora)).Done);

        Assert.Empty(await world.RowsAsync(desk));
        Assert.Equal(InvitationState.Sent, await world.StateAsync(other, "a@kunde.test"));
        Assert.Equal(new InvitationWasRevoked("IT desk"), (await world.Get<InvitationAcceptance>().LookAsync(secret, AccountStory.Stranger)).Refusal);
        Assert.Equal(new InvitationWasRevoked("IT desk"), (await world.Get<InvitationAcceptance>().AcceptAsync(secret, "A", AccountStory.Good, AccountStory.Stranger)).Refusal);
        Assert.Null(await world.AccountOfAsync("a@kunde.test"));
        Assert.Equal(1, await world.ReadAsync(db => db.Outbox.CountAsync(mail => mail.SealedLink != null)));
        Assert.Equal(3, await world.ReadAsync(db => db.Audit.CountAsync(entry => entry.What == Changes.InvitationRevoked)));
        Assert.Equal(InviteEffect.Invited, await world.InviteOneAsync(desk, nora, "a@kunde.test"));
    }

    [Theory, OnBothDatabases]
    public async Task Resending_asks_the_rule_book_again_and_keeps_the_message(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        await world.InviteAsync(desk, nora, "a@kunde.test b@kunde.test c@kunde.test", "Welcome!");
        var ids = (await world.InvitationsAsync()).ConvertAll(invitation => invitation.Id);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.PersonAsync("b@kunde.test");
        await world.BlockAsync(AddressRuleKind.BlockedAddress, "c@kunde.test");

        var lines = (await world.Get<CustomerInvitations>().ResendAsync(desk.Id, ids, nora)).Done.ToDictionary(line => line.Person.Typed);

        Assert.Equal(InviteEffect.InvitedAgain, lines["a@kunde.test"].Effect);
        Assert.Equal(InviteEffect.Added, lines["b@kunde.test"].Effect);
        Assert.Equal(RefusedBecause.AddressIsBlocked, lines["c@kunde.test"].Reason);
        Assert.Equal(InvitationState.Accepted, await world.StateAsync(desk, "b@kunde.test"));
        Assert.Equal(2, await world.ReadAsync(db => db.Outbox.CountAsync(mail => mail.To == "a@kunde.test" && mail.Text.Contains("> Welcome!"))));
    }

    [Theory, OnBothDatabases]
    public async Task Turning_public_signup_off_can_revoke_them_all(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        await world.InviteAsync(desk, nora, "a@kunde.test b@kunde.test");
        var seen = (await world.Get<PublicSignup>().ConsequencesAsync(world.Ada)).Done;

        Assert.Equal(2, seen.InvitationsPending);
        Assert.True((await world.Get<PublicSignup>().TurnOffAsync(seen.Version, revokeInvitations: true, world.Ada)).IsDone);

        Assert.All(await world.InvitationsAsync(), invitation => Assert.Equal((world.Now, world.Ada.AccountId), (invitation.RevokedAt!.Value, invitation.RevokedById)));
        Assert.Empty(await world.RowsAsync(desk));
    }

    [Fact]
    public async Task A_listed_contact_who_is_invited_shows_so_on_the_customer_list_of_that_desk()
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        var other = await world.DeskAsync("HR");
        var contact = await world.ContactAsync("contact@kunde.test");
        await world.JoinAsync(desk, contact.Id);
        await world.JoinAsync(other, contact.Id);
        await world.InviteAsync(desk, nora, "contact@kunde.test");

        async Task<CustomerStatus> StatusAsync(Guid deskId) => Assert.Single((await world.Get<DeskCustomers>().FindAsync(deskId, null, null, world.Ada)).Done.Rows).Status;
        Assert.Equal(CustomerStatus.Invited, await StatusAsync(desk.Id));
        Assert.Equal(CustomerStatus.Contact, await StatusAsync(other.Id));
    }

    [Fact]
    public async Task The_list_is_paged_with_the_latest_sent_first()
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        var expected = new List<string>();
        for (var n = 0; n < CustomerInvitations.PageRows + 5; n++)
        {
            await world.InviteAsync(desk, nora, $"p{n}@kunde.test");
            expected.Insert(0, $"p{n}@kunde.test");
            world.Clock.Advance(n % 2 == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
        }

        var first = (await world.Get<CustomerInvitations>().ListAsync(desk.Id, InvitationFilter.Pending, null, nora)).Done;
        var second = (await world.Get<CustomerInvitations>().ListAsync(desk.Id, InvitationFilter.Pending, first.Next, nora)).Done;

        Assert.Null(second.Next);
        Assert.Equal(expected.Order(), first.Rows.Concat(second.Rows).Select(row => row.Address).Order());
        Assert.Equal(first.Rows.Concat(second.Rows).Select(row => row.SentAt).OrderDescending(), first.Rows.Concat(second.Rows).Select(row => row.SentAt));
    }

    [Theory, OnBothDatabases]
    public async Task The_outbox_sends_an_open_invitation_again_and_no_revoked_one(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var first = await world.InvitedSecretAsync(desk, nora, "karl@kunde.test");
        world.Clock.Advance(TimeSpan.FromHours(1));
        var mail = await world.ReadAsync(db => db.Outbox.SingleAsync());

        Assert.True((await world.Get<MailOutbox>().SendAgainAsync(mail.Id, world.Ada)).IsDone);
        Assert.Equal(world.Now, Assert.Single(await world.InvitationsAsync()).SentAt);
        Assert.IsType<LinkWasTakenBack>((await world.Get<InvitationAcceptance>().LookAsync(first, AccountStory.Stranger)).Refusal);
        Assert.True((await world.Get<InvitationAcceptance>().LookAsync(await world.SecretMailedToAsync("karl@kunde.test"), AccountStory.Stranger)).IsDone);

        world.Clock.Advance(TimeSpan.FromHours(1));
        var latest = await world.ReadAsync(db => db.Outbox.SingleAsync(sent => sent.SealedLink != null));
        await world.Get<CustomerInvitations>().RevokeAsync(desk.Id, [await IdAsync(world, "karl@kunde.test")], nora);
        Assert.IsType<LinkWasTakenBack>((await world.Get<MailOutbox>().SendAgainAsync(latest.Id, world.Ada)).Refusal);
    }

    private static Task<Guid> IdAsync(World world, string address) => world.ReadAsync(db => db.Invitations.Where(invitation => invitation.Address == address).Select(invitation => invitation.Id).SingleAsync());
}
