using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class AcceptingAccountInvitationsTests(Stages stage)
{
    private const string Address = "nora@desk.test";

    [Theory, OnBothDatabases]
    public async Task Accepting_proves_the_address_and_makes_the_password_the_persons_own(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (id, secret) = await InviteAsync(world);

        Assert.Equal(new InvitationSeen(Address, "Nora"), (await world.Get<AccountInvitations>().LookAsync(secret, by: Stranger)).Done);
        Assert.Equal(id, (await world.Get<AccountInvitations>().AcceptAsync(secret, "Nora Agent", Good, by: Stranger)).Done);

        var nora = await world.AccountAsync(Address);
        Assert.Equal(PasswordKind.Own, nora.Password);
        Assert.Equal(world.Now, nora.AddressProvedAt);
        Assert.Equal("Nora Agent", nora.FullName);
        Assert.NotEqual(PasswordVerificationResult.Failed, world.Get<IPasswordHasher<Account>>().VerifyHashedPassword(nora, nora.PasswordHash!, Good));
        Assert.Contains(Changes.ContactClaimed, await world.AuditOfAsync(id));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.Where(mail => mail.SealedLink != null).ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_link_works_once_also_when_sent_twice_at_the_same_time(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (_, secret) = await InviteAsync(world);
        var invitations = world.Get<AccountInvitations>();

        var accepted = await Task.WhenAll(
            invitations.AcceptAsync(secret, "Nora", Good, by: Stranger),
            invitations.AcceptAsync(secret, "Nora", Better, by: Stranger));

        Assert.Single(accepted, outcome => outcome.IsDone);
        Assert.IsType<LinkWasUsed>((await invitations.LookAsync(secret, by: Stranger)).Refusal);
        Assert.IsType<LinkWasUsed>((await invitations.AcceptAsync(secret, "Eve", Better, by: Stranger)).Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("made-up")]
    public async Task A_secret_that_is_none_leads_nowhere(string? secret)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await InviteAsync(world);

        Assert.IsType<LinkIsUnknown>((await world.Get<AccountInvitations>().LookAsync(secret, by: Stranger)).Refusal);
        Assert.IsType<LinkIsUnknown>((await world.Get<AccountInvitations>().AcceptAsync(secret, "Eve", Good, by: Stranger)).Refusal);
    }

    [Fact]
    public async Task A_link_of_another_purpose_is_none()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (_, invitation) = await InviteAsync(world);
        await world.PersonAsync("karl@acme.test");
        await world.Get<PasswordResets>().AskAsync("karl@acme.test", by: Stranger);
        var reset = await world.SecretMailedToAsync("karl@acme.test");

        Assert.IsType<LinkIsUnknown>((await world.Get<AccountInvitations>().AcceptAsync(reset, "Eve", Good, by: Stranger)).Refusal);
        Assert.IsType<LinkIsUnknown>((await world.Get<PasswordResets>().ResetAsync(invitation, Good, by: Stranger)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task One_that_has_just_expired_is_replaced_by_one_button_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (_, secret) = await InviteAsync(world);
        var invitations = world.Get<AccountInvitations>();
        world.Clock.Advance(TimeSpan.FromDays(7));

        Assert.IsType<LinkHasExpired>((await invitations.LookAsync(secret, by: Stranger)).Refusal);
        Assert.IsType<LinkHasExpired>((await invitations.AcceptAsync(secret, "Nora", Good, by: Stranger)).Refusal);

        Assert.True((await invitations.SendAgainAsync(secret, by: Stranger)).IsDone);
        Assert.True((await invitations.SendAgainAsync(secret, by: Stranger)).IsDone);
        Assert.True((await invitations.SendAgainAsync("made-up", by: Stranger)).IsDone);

        Assert.Equal(2, (await world.MailsToAsync(Address)).Count);
        var fresh = await world.SecretMailedToAsync(Address);
        Assert.NotEqual(secret, fresh);
        Assert.True((await invitations.AcceptAsync(fresh, "Nora", Good, by: Stranger)).IsDone);
    }

    [Fact]
    public async Task A_moment_before_it_still_counts()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (_, secret) = await InviteAsync(world);
        world.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));

        Assert.True((await world.Get<AccountInvitations>().AcceptAsync(secret, "Nora", Good, by: Stranger)).IsDone);
    }

    [Fact]
    public async Task It_is_asked_again_whether_the_person_may_come_in()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (_, secret) = await InviteAsync(world);

        await world.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(a => a.NormalizedEmail == Address)).DeactivatedAt = world.Now);
        Assert.IsType<AccountIsDeactivated>((await world.Get<AccountInvitations>().AcceptAsync(secret, "Nora", Good, by: Stranger)).Refusal);

        await world.ChangeAsync(async db =>
        {
            (await db.Accounts.AsTracking().SingleAsync(a => a.NormalizedEmail == Address)).DeactivatedAt = null;
            db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedAddress, Value = Address });
        });
        Assert.IsType<AddressIsBlocked>((await world.Get<AccountInvitations>().AcceptAsync(secret, "Nora", Good, by: Stranger)).Refusal);
    }

    [Fact]
    public async Task Who_is_logged_in_as_somebody_else_logs_out_first()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (_, secret) = await InviteAsync(world);

        Assert.IsType<LogOutFirst>((await world.Get<AccountInvitations>().LookAsync(secret, by: world.Ada)).Refusal);
        Assert.IsType<LogOutFirst>((await world.Get<AccountInvitations>().AcceptAsync(secret, "Nora", Good, by: world.Ada)).Refusal);
    }

    [Fact]
    public async Task A_password_that_is_not_taken_leaves_the_link_as_it_was()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (_, secret) = await InviteAsync(world);
        var invitations = world.Get<AccountInvitations>();

        Assert.IsType<PasswordTooCommon>((await invitations.AcceptAsync(secret, "Nora", "password1", by: Stranger)).Refusal);
        Assert.IsType<Missing>((await invitations.AcceptAsync(secret, "", Good, by: Stranger)).Refusal);
        Assert.True((await invitations.AcceptAsync(secret, "Nora", Good, by: Stranger)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task Who_has_chosen_a_password_meanwhile_is_not_given_another_by_the_old_link(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (id, secret) = await InviteAsync(world);
        await world.JoinAsync(await world.DeskAsync("IT"), id);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Get<PasswordResets>().AskAsync(Address, by: Stranger);
        await world.Get<PasswordResets>().ResetAsync(await world.SecretMailedToAsync(Address), Good, by: Stranger);

        Assert.IsType<LinkWasTakenBack>((await world.Get<AccountInvitations>().AcceptAsync(secret, "Eve", Better, by: Stranger)).Refusal);
    }

    private static async Task<(Guid Id, string Secret)> InviteAsync(World world)
    {
        var user = new NewUser(Address, "Nora", new HashSet<Application> { Application.ServiceDesk }, IsInvited: true);
        var id = (await world.Get<UserDirectory>().CreateUserAsync(user, by: world.Ada)).Done;
        return (id, await world.SecretMailedToAsync(Address));
    }
}
