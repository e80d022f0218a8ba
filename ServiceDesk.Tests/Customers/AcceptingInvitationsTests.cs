using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Customers;

public sealed class AcceptingInvitationsTests(Stages stage)
{
    private const string Karl = "karl@kunde.test";

    [Theory, OnBothDatabases]
    public async Task Somebody_unknown_chooses_a_password_and_is_a_customer_with_a_welcome(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var secret = await world.InvitedSecretAsync(desk, nora, $"Karl <{Karl}>", "Come in!");

        var offer = (await Acceptance(world).LookAsync(secret, Stranger)).Done;
        var accepted = (await Acceptance(world).AcceptAsync(secret, "Karl Kunde", Good, Stranger)).Done;

        Assert.Equal(new InvitationOffer("IT", "IT desk", Karl, "Karl", "nora@desk.test", "Come in!", InvitationStep.ChoosePassword), offer);
        var karl = await world.AccountAsync(Karl);
        Assert.Equal((karl.Id, "/portal/IT"), (accepted.AccountId!.Value, accepted.LandsOn));
        Assert.Equal(("Karl Kunde", PasswordKind.Own, world.Now), (karl.FullName, karl.Password, karl.AddressProvedAt!.Value));
        Assert.True(await world.IsOnListAsync(desk, karl.Id));
        Assert.Equal(Door.AcceptInvitation, await world.ReadAsync(db => db.DeskCustomers.Where(c => c.AccountId == karl.Id).Select(c => c.CameBy).SingleAsync()));
        Assert.Equal([MailKind.CustomerInvitation, MailKind.Welcome], (await world.MailsToAsync(Karl)).Order(Comparer<MailKind>.Create((a, b) => b.CompareTo(a))));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.Where(mail => mail.SealedLink != null).ToListAsync()));
        Assert.Contains(await world.DoorLogAsync(), entry => entry is { Door: Door.AcceptInvitation, Effect: Effect.MakeAccountAndJoin });
    }

    [Theory, OnBothDatabases]
    public async Task A_contact_claims_the_account_and_keeps_its_name_until_they_say_another(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var contact = await world.ContactAsync(Karl, "Karl the Contact");
        await world.JoinAsync(desk, contact.Id);
        var secret = await world.InvitedSecretAsync(desk, nora, $"Somebody <{Karl}>");

        Assert.Equal("Karl the Contact", (await Acceptance(world).LookAsync(secret, Stranger)).Done.FullName);
        Assert.Equal(contact.Id, (await Acceptance(world).AcceptAsync(secret, "Karl Kunde", Good, Stranger)).Done.AccountId);

        Assert.Equal((PasswordKind.Own, "Karl Kunde"), ((await world.AccountAsync(Karl)).Password, (await world.AccountAsync(Karl)).FullName));
        Assert.Equal(1, await world.ReadAsync(db => db.DeskCustomers.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_posts_at_once_one_makes_the_account(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var secret = await world.InvitedSecretAsync(desk, nora, Karl);

        var outcomes = await Task.WhenAll(new[] { Good, Better }.Select(password => Task.Run(() => Acceptance(world).AcceptAsync(secret, "Karl", password, Stranger))));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Equal(1, await world.ReadAsync(db => db.DeskCustomers.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Who_has_an_account_joins_after_logging_in_as_that_address_and_nobody_else_in_their_place(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var secret = await world.InvitedSecretAsync(desk, nora, Karl);
        var karl = await world.PersonWithPasswordAsync(Karl);
        await world.ChangeAccountAsync(karl, account => account.AddressProvedAt = null);
        var before = (await world.AccountAsync(karl)).PasswordHash;
        var kim = await world.PersonAsync("kim@kunde.test");

        Assert.Equal(InvitationStep.LogIn, (await Acceptance(world).LookAsync(secret, Stranger)).Done.Step);
        Assert.Equal(new LogInToAccept(Karl), (await Acceptance(world).AcceptAsync(secret, "Eve", Better, Stranger)).Refusal);
        Assert.IsType<LogOutFirst>((await Acceptance(world).AcceptAsync(secret, null, null, kim)).Refusal);
        Assert.IsType<LogOutFirst>((await Acceptance(world).AcceptAsync(secret, null, null, nora)).Refusal);
        Assert.Empty(await world.ReadAsync(db => db.DeskCustomers.ToListAsync()));
        Assert.Equal(InvitationStep.Accept, (await Acceptance(world).LookAsync(secret, karl)).Done.Step);

        Assert.Equal(new AcceptedInvitation(null, "/portal/IT"), (await Acceptance(world).AcceptAsync(secret, "Ignored", Better, karl)).Done);

        Assert.True(await world.IsOnListAsync(desk, karl.AccountId!.Value));
        Assert.Equal((before, world.Now, Karl), ((await world.AccountAsync(karl)).PasswordHash, (await world.AccountAsync(karl)).AddressProvedAt!.Value, (await world.AccountAsync(karl)).FullName));
        Assert.Equal(InvitationStep.YouAreIn, (await Acceptance(world).LookAsync(secret, karl)).Done.Step);
        Assert.IsType<LinkWasUsed>((await Acceptance(world).LookAsync(secret, Stranger)).Refusal);
    }

    [Fact]
    public async Task Who_came_in_by_another_way_is_told_so()
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        var secret = await world.InvitedSecretAsync(desk, nora, Karl);
        var karl = await world.CustomerAsync(desk, Karl);

        Assert.Equal(InvitationStep.YouAreIn, (await Acceptance(world).LookAsync(secret, Stranger)).Done.Step);
        Assert.Equal(InvitationStep.YouAreIn, (await Acceptance(world).LookAsync(secret, karl)).Done.Step);
        Assert.Null((await Acceptance(world).AcceptAsync(secret, "Eve", Better, Stranger)).Done.AccountId);
        Assert.NotEqual(Better, (await world.AccountAsync(karl)).PasswordHash);
    }

    [Theory, OnBothDatabases]
    public async Task What_staff_judged_when_inviting_is_not_asked_again(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var secret = await world.InvitedSecretAsync(desk, nora, Karl);
        await world.PublicSignupAsync(on: false);
        await world.ChooseAsync(desk, CustomerAccess.Restricted);
        await world.BlockAsync(AddressRuleKind.AllowedDomain, "other.test");

        Assert.True((await Acceptance(world).AcceptAsync(secret, "Karl", Good, Stranger)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task Blocks_deactivation_and_archiving_are_asked_again(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var secret = await world.InvitedSecretAsync(desk, nora, Karl);

        await world.BlockAsync(AddressRuleKind.BlockedAddress, Karl);
        Assert.IsType<AddressIsBlocked>((await Acceptance(world).AcceptAsync(secret, "Karl", Good, Stranger)).Refusal);
        await world.ChangeAsync(db => db.AddressRules.ExecuteDeleteAsync());

        var contact = await world.ContactAsync(Karl);
        await world.DeactivateAsync(contact.Id);
        Assert.IsType<AccountIsDeactivated>((await Acceptance(world).AcceptAsync(secret, "Karl", Good, Stranger)).Refusal);
        await world.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(a => a.Id == contact.Id)).DeactivatedAt = null);

        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).ArchivedAt = world.Now);
        Assert.Equal(new DeskWasPutAway("IT desk"), (await Acceptance(world).AcceptAsync(secret, "Karl", Good, Stranger)).Refusal);
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync()).ArchivedAt = null);

        Assert.Equal(3, (await world.DoorLogAsync()).Count(entry => entry is { Door: Door.AcceptInvitation, Reason: not null }));
        Assert.True((await Acceptance(world).AcceptAsync(secret, "Karl", Good, Stranger)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task An_expired_one_is_sent_anew_by_one_button_once_while_whoever_invited_still_could(DatabaseProvider database)
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(database);
        await using var _ = world;
        var secret = await world.InvitedSecretAsync(desk, nora, Karl);
        Assert.True((await Acceptance(world).SendAgainAsync(secret, Stranger)).IsDone);
        world.Clock.Advance(TimeSpan.FromDays(7));

        await world.PublicSignupAsync(on: false);
        Assert.Equal(new AskForAnotherInvitation("IT desk"), (await Acceptance(world).SendAgainAsync(secret, Stranger)).Refusal);
        Assert.Single(await world.MailsToAsync(Karl));
        await world.PublicSignupAsync(on: true);
        Assert.True((await Acceptance(world).SendAgainAsync(secret, Stranger)).IsDone);
        Assert.True((await Acceptance(world).SendAgainAsync(secret, Stranger)).IsDone);
        Assert.True((await Acceptance(world).SendAgainAsync("made-up", Stranger)).IsDone);

        Assert.Equal(2, (await world.MailsToAsync(Karl)).Count);
        Assert.True((await Acceptance(world).AcceptAsync(await world.SecretMailedToAsync(Karl), "Karl", Good, Stranger)).IsDone);
    }

    [Fact]
    public async Task A_password_that_is_not_taken_leaves_the_invitation_as_it_was()
    {
        var (world, desk, nora) = await stage.OpenDeskWithAgentAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        var secret = await world.InvitedSecretAsync(desk, nora, Karl);

        Assert.IsType<PasswordTooCommon>((await Acceptance(world).AcceptAsync(secret, "Karl", "password1", Stranger)).Refusal);
        Assert.IsType<Missing>((await Acceptance(world).AcceptAsync(secret, " ", Good, Stranger)).Refusal);
        Assert.IsType<Missing>((await Acceptance(world).AcceptAsync(secret, "Karl", "", Stranger)).Refusal);
        Assert.True((await Acceptance(world).AcceptAsync(secret, "Karl", Good, Stranger)).IsDone);
    }

    private static InvitationAcceptance Acceptance(World world) => world.Get<InvitationAcceptance>();
}
