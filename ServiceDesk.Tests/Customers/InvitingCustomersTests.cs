using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class InvitingCustomersTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Each_address_is_told_before_what_happens_then_and_gets_the_mail_it_was_told(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        await world.JoinAsync(desk, (await world.ContactAsync("contact@kunde.test", "Cora")).Id);
        await world.PersonAsync("account@kunde.test");
        await world.CustomerAsync(desk, "here@kunde.test");
        await world.DeactivateAsync((await world.PersonAsync("gone@kunde.test")).AccountId!.Value);
        await world.BlockAsync(AddressRuleKind.BlockedAddress, "blocked@kunde.test");
        await world.BlockAsync(AddressRuleKind.BlockedDomain, "bad.test");
        await world.BlockAsync(AddressRuleKind.AllowedDomain, "kunde.test");
        var people = TypedAddresses.Read("New <new@kunde.test>, contact@kunde.test, Account@kunde.test, here@kunde.test, gone@kunde.test, blocked@kunde.test, x@bad.test, y@other.test, nobody");

        var preview = (await world.Get<CustomerInvitations>().PreviewAsync(desk.Id, people, nora)).Done;
        Assert.Empty(await world.InvitationsAsync());
        var lines = (await world.Get<CustomerInvitations>().InviteAsync(desk.Id, new(people, null, IsOpenExpected: true), null, nora)).Done;

        Assert.Null(preview.Closed);
        Assert.Equal(preview.Lines, lines.Select(line => line with { InvitationId = null, CustomerId = null }));
        Assert.Equal(
            [
                (InviteEffect.Invited, null), (InviteEffect.InvitedContact, null), (InviteEffect.Added, null), (InviteEffect.AlreadyHere, null),
                (InviteEffect.Refused, RefusedBecause.AccountIsDeactivated), (InviteEffect.Refused, RefusedBecause.AddressIsBlocked),
                (InviteEffect.Refused, RefusedBecause.DomainIsBlocked), (InviteEffect.Refused, RefusedBecause.DomainIsNotAllowed), (InviteEffect.NotAnAddress, (RefusedBecause?)null),
            ],
            lines.Select(line => (line.Effect, line.Reason)));
        var mails = await world.ReadAsync(db => db.Outbox.OrderBy(mail => mail.To).Select(mail => new { mail.To, mail.Kind }).ToListAsync());
        Assert.Equal(
            [("account@kunde.test", MailKind.AccessGiven), ("contact@kunde.test", MailKind.CustomerInvitation), ("new@kunde.test", MailKind.CustomerInvitation)],
            mails.Select(mail => (mail.To, mail.Kind)));
        Assert.True(await world.IsOnListAsync(desk, (await world.AccountAsync("account@kunde.test")).Id));
        Assert.Null(await world.AccountOfAsync("new@kunde.test"));
        Assert.Equal(8, (await world.DoorLogAsync()).Count(entry => entry.Door is Door.Invitation && entry.ActorId == nora.AccountId));
        Assert.Equal(2, await world.ReadAsync(db => db.Audit.CountAsync(entry => entry.What == Changes.CustomerInvited)));
    }

    [Theory, OnBothDatabases]
    public async Task Two_agents_who_invite_the_same_person_in_the_same_second_mean_one_invitation_and_one_mail(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var tom = await world.StaffAsync(desk, "tom@desk.test", DeskRole.Agent);

        var lines = await Task.WhenAll(new[] { nora, tom, nora, tom }.Select(by => Task.Run(() => world.InviteOneAsync(desk, by, "karl@kunde.test"))));

        Assert.Equal([InviteEffect.Invited, InviteEffect.InvitedJustNow, InviteEffect.InvitedJustNow, InviteEffect.InvitedJustNow], lines.Order());
        Assert.Single(await world.InvitationsAsync());
        Assert.Equal([MailKind.CustomerInvitation], await world.MailsToAsync("karl@kunde.test"));
    }

    [Theory, OnBothDatabases]
    public async Task Inviting_again_renews_and_the_earlier_link_ends(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var first = await world.InvitedSecretAsync(desk, nora, "Karl <karl@kunde.test>");
        world.Clock.Advance(TimeSpan.FromDays(6));

        Assert.Equal(InviteEffect.InvitedAgain, Assert.Single((await world.Get<CustomerInvitations>().PreviewAsync(desk.Id, TypedAddresses.Read("KARL@kunde.test"), nora)).Done.Lines).Effect);
        Assert.Equal(InviteEffect.InvitedAgain, await world.InviteOneAsync(desk, nora, "KARL@kunde.test"));

        var invitation = Assert.Single(await world.InvitationsAsync());
        Assert.Equal((world.Now, world.Now.AddDays(7), "Karl"), (invitation.SentAt, invitation.ExpiresAt, invitation.FullName));
        Assert.IsType<LinkWasTakenBack>((await world.Get<InvitationAcceptance>().LookAsync(first, AccountStory.Stranger)).Refusal);
        Assert.Equal("Karl", (await world.Get<InvitationAcceptance>().LookAsync(await world.SecretMailedToAsync("karl@kunde.test"), AccountStory.Stranger)).Done.FullName);
        Assert.Equal(1, await world.ReadAsync(db => db.Outbox.CountAsync(mail => mail.SealedLink != null)));
    }

    [Theory, OnBothDatabases]
    public async Task A_door_that_has_closed_since_it_was_looked_at_sends_nothing(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        await world.PersonAsync("account@kunde.test");
        await world.PublicSignupAsync(on: false);

        var lines = await world.InviteAsync(desk, nora, "new@kunde.test, account@kunde.test", isOpenExpected: true);

        Assert.All(lines, line => Assert.Equal((InviteEffect.Refused, RefusedBecause.PublicSignupIsOff), (line.Effect, line.Reason)));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
        Assert.Equal(RefusedBecause.PublicSignupIsOff, (await world.Get<CustomerInvitations>().PreviewAsync(desk.Id, [], nora)).Done.Closed);
        Assert.Null((await world.Get<CustomerInvitations>().PreviewAsync(desk.Id, [], world.Ada)).Done.Closed);
    }

    [Theory]
    [InlineData(true, false, CustomerAccess.EveryoneMaySignUp, null)]
    [InlineData(true, false, CustomerAccess.Restricted, RefusedBecause.DeskIsRestricted)]
    [InlineData(true, true, CustomerAccess.Restricted, null)]
    [InlineData(false, true, CustomerAccess.EveryoneMaySignUp, RefusedBecause.AgentsMayNotCreateCustomers)]
    public async Task The_sites_setting_and_the_desks_option_say_whom_agents_may_invite(bool agentsMayCreate, bool mayInviteWhileNotOpen, CustomerAccess access, RefusedBecause? reason)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        var admin = await world.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator);
        await world.ChooseAsync(desk, access);
        await world.ChangeAsync(async db =>
        {
            (await db.Site.AsTracking().SingleAsync()).AgentsMayCreateCustomers = agentsMayCreate;
            (await db.Desks.AsTracking().SingleAsync()).AgentsMayInviteWhileNotOpen = mayInviteWhileNotOpen;
        });

        Assert.Equal(reason, Assert.Single(await world.InviteAsync(desk, nora, "new@kunde.test")).Reason);
        Assert.Null(Assert.Single(await world.InviteAsync(desk, admin, "other@kunde.test")).Reason);
    }

    [Fact]
    public async Task The_message_is_text_in_which_nothing_can_be_clicked()
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        await world.PersonAsync("account@kunde.test");

        await world.InviteAsync(desk, nora, "new@kunde.test account@kunde.test", "See\n\nhttps://evil.test/<b>\n{link}\u0001");

        Assert.All(await world.ReadAsync(db => db.Outbox.ToListAsync()), mail =>
        {
            Assert.Contains("> See\n>\n> https://evil.test/<b>\n> { link }", mail.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("href=\"https://evil", mail.Html, StringComparison.Ordinal);
            Assert.Equal(2, mail.Html.Split("<a ").Length);
        });
        Assert.Contains("nora@desk.test invites you to the customer portal of IT desk", (await world.ReadAsync(db => db.Outbox.SingleAsync(mail => mail.To == "new@kunde.test"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_goes_in_portions_and_can_be_stopped_between_them()
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        using var stop = new CancellationTokenSource();
        var told = new List<int>();
        var people = TypedAddresses.Read(string.Join(' ', Enumerable.Range(0, 250).Select(n => $"p{n}@kunde.test")));

        var lines = (await world.Get<CustomerInvitations>().InviteAsync(desk.Id, new(people, null, true), new StopAt(stop, 200, told), nora, stop.Token)).Done;

        Assert.Equal([100, 200, 250], told);
        Assert.Equal(200, lines.Count(line => line.IsMailed));
        Assert.Equal(50, lines.Count(line => line.Effect is InviteEffect.NotSent));
        Assert.Equal(200, (await world.InvitationsAsync()).Count);
    }

    [Fact]
    public async Task Too_many_at_once_and_too_many_in_an_hour_are_said()
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(DatabaseProvider.Sqlite, services =>
            Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<LimitsOptions>(services, limits => limits.InvitationsPerAccount = 3));
        await using var _ = world;
        var many = TypedAddresses.Read(string.Join(' ', Enumerable.Range(0, TypedAddresses.Most + 1).Select(n => $"p{n}@kunde.test")));

        Assert.Equal(new TooManyAddresses(TypedAddresses.Most), (await world.Get<CustomerInvitations>().InviteAsync(desk.Id, new(many, null, true), null, nora)).Refusal);
        Assert.Equal(new TooLong(Invitation.MostMessageCharacters), (await world.Get<CustomerInvitations>().InviteAsync(desk.Id, new(many, new string('x', 2_001), true), null, nora)).Refusal);
        var lines = (await world.Get<CustomerInvitations>().InviteAsync(desk.Id, new(TypedAddresses.Read("a@kunde.test b@kunde.test d@kunde.test e@kunde.test"), null, true), null, nora)).Done;
        Assert.Equal([InviteEffect.Invited, InviteEffect.Invited, InviteEffect.Invited, InviteEffect.NotSent], lines.Select(line => line.Effect));
        Assert.IsType<TooManyInvitations>(lines[^1].Refusal);
        Assert.IsType<TooManyInvitations>((await world.Get<CustomerInvitations>().InviteAsync(desk.Id, new(TypedAddresses.Read("c@kunde.test"), null, true), null, nora)).Refusal);
        Assert.Equal(3, (await world.InvitationsAsync()).Count);
    }

    private sealed class StopAt(CancellationTokenSource stop, int most, List<int> told) : IProgress<int>
    {
        public void Report(int value)
        {
            told.Add(value);
            if (value >= most)
            {
                stop.Cancel();
            }
        }
    }
}
