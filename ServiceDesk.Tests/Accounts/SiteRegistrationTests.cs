using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class SiteRegistrationTests(Stages stage)
{
    private const string Address = "rita@acme.test";

    [Theory, OnBothDatabases]
    public async Task Who_proves_the_address_becomes_a_licensed_user_on_no_list(DatabaseProvider database)
    {
        await using var world = await PublicWorldAsync(database);
        var registrations = world.Get<SiteRegistrations>();

        Assert.Null((await registrations.AskAsync(Address, "Rita", null, by: Stranger)).Done.AccountId);
        Assert.Null(await world.ReadAsync(db => db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == Address)));
        var secret = await world.SecretMailedToAsync(Address);
        Assert.Equal(new InvitationSeen(Address, "Rita"), (await registrations.LookAsync(secret, by: Stranger)).Done);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var made = await registrations.AcceptAsync(secret, "Rita Rose", Good, by: Stranger);

        var rita = await world.AccountAsync(Address);
        Assert.Equal(rita.Id, made.Done);
        Assert.Equal((PasswordKind.Own, "Rita Rose", world.Now), (rita.Password, rita.FullName, rita.AddressProvedAt));
        Assert.Equal([Application.Team], await world.ReadAsync(db => db.Seats.Where(seat => seat.AccountId == rita.Id).Select(seat => seat.Application).ToListAsync()));
        Assert.Empty(await world.ReadAsync(db => db.DeskCustomers.ToListAsync()));
        Assert.Contains(Changes.AccountMade, await world.AuditOfAsync(rita.Id));
        Assert.Equal([Effect.MailProof, Effect.MakeLicensedUser], await world.ReadAsync(db => db.DoorLog.OrderBy(entry => entry.At).Select(entry => entry.Effect!.Value).ToListAsync()));
        Assert.IsType<LinkWasUsed>((await registrations.AcceptAsync(secret, "Eve", Better, by: Stranger)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Two_who_accept_with_one_seat_left_do_not_both_get_it(DatabaseProvider database)
    {
        await using var world = await PublicWorldAsync(database);
        await world.FreeSeatsAsync(Application.Team, 1);
        var registrations = world.Get<SiteRegistrations>();
        await registrations.AskAsync("a@acme.test", "A", null, by: Stranger);
        await registrations.AskAsync("b@acme.test", "B", null, by: Stranger);

        var done = await Task.WhenAll(
            registrations.AcceptAsync(await world.SecretMailedToAsync("a@acme.test"), "A", Good, by: Stranger),
            registrations.AcceptAsync(await world.SecretMailedToAsync("b@acme.test"), "B", Good, by: Stranger));

        Assert.IsType<NoSeatToRegister>(Assert.Single(done, outcome => !outcome.IsDone).Refusal);
        Assert.Equal(1, await world.ReadAsync(db => db.Seats.CountAsync(seat => seat.Application == Application.Team)));
        Assert.Equal(2, await world.ReadAsync(db => db.Accounts.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Known_and_unknown_addresses_get_the_same_answer(DatabaseProvider database)
    {
        await using var world = await PublicWorldAsync(database);
        await world.PersonAsync("karl@acme.test");
        var shut = await world.PersonAsync("shut@acme.test");
        await world.ChangeAccountAsync(shut, account => account.DeactivatedAt = world.Now);

        foreach (var address in (string[])["karl@acme.test", "shut@acme.test", Address])
        {
            Assert.Equal(new Registration(null), (await world.Get<SiteRegistrations>().AskAsync(address, "Somebody", null, by: Stranger)).Done);
        }

        Assert.Equal([MailKind.RegisteredAlready], await world.MailsToAsync("karl@acme.test"));
        Assert.Equal([MailKind.RegistrationProof], await world.MailsToAsync(Address));
        Assert.Empty(await world.MailsToAsync("shut@acme.test"));
    }

    [Fact]
    public async Task While_the_site_is_private_nobody_registers()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        Assert.IsType<RegistrationIsClosed>((await world.Get<SiteRegistrations>().LookAsync()).Refusal);
        Assert.IsType<RegistrationIsClosed>((await world.Get<SiteRegistrations>().AskAsync(Address, "Rita", null, by: Stranger)).Refusal);
        Assert.Empty(await world.MailsToAsync(Address));
        Assert.Equal(RefusedBecause.SiteIsPrivate, await world.ReadAsync(db => db.DoorLog.Select(entry => entry.Reason).SingleAsync()));
    }

    [Fact]
    public async Task Closed_while_the_mail_was_under_way_the_link_is_refused()
    {
        await using var world = await PublicWorldAsync(DatabaseProvider.Sqlite);
        await world.Get<SiteRegistrations>().AskAsync(Address, "Rita", null, by: Stranger);
        var secret = await world.SecretMailedToAsync(Address);
        await ChangeSiteAsync(world, site => site.Choose(SiteMode.Private, world.Ada.AccountId!.Value, world.Now));

        Assert.IsType<RegistrationIsClosed>((await world.Get<SiteRegistrations>().AcceptAsync(secret, "Rita", Good, by: Stranger)).Refusal);
    }

    [Fact]
    public async Task With_no_application_to_give_or_no_seat_it_is_closed()
    {
        await using var world = await PublicWorldAsync(DatabaseProvider.Sqlite);
        await world.FreeSeatsAsync(Application.Team, 0);
        Assert.IsType<NoSeatToRegister>((await world.Get<SiteRegistrations>().AskAsync(Address, "Rita", null, by: Stranger)).Refusal);

        await ChangeSiteAsync(world, site => site.GivesTeamByDefault = false);
        Assert.IsType<RegistrationIsClosed>((await world.Get<SiteRegistrations>().AskAsync(Address, "Rita", null, by: Stranger)).Refusal);
    }

    [Fact]
    public async Task A_domain_that_may_not_is_told_so_known_or_not()
    {
        await using var world = await PublicWorldAsync(DatabaseProvider.Sqlite);
        await world.PersonAsync("karl@acme.test");
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.AllowedDomain, Value = "desk.test" })));

        Assert.IsType<DomainMayNotRegister>((await world.Get<SiteRegistrations>().AskAsync("karl@acme.test", "Karl", null, by: Stranger)).Refusal);
        Assert.IsType<DomainMayNotRegister>((await world.Get<SiteRegistrations>().AskAsync(Address, "Rita", null, by: Stranger)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_contact_claims_the_account(DatabaseProvider database)
    {
        await using var world = await PublicWorldAsync(database);
        var contact = await world.ContactAsync(Address, "R.");
        await world.Get<SiteRegistrations>().AskAsync(Address, "Eve", null, by: Stranger);
        Assert.Equal("R.", (await world.AccountAsync(Address)).FullName);

        var made = await world.Get<SiteRegistrations>().AcceptAsync(await world.SecretMailedToAsync(Address), "Rita", Good, by: Stranger);

        Assert.Equal(contact.Id, made.Done);
        Assert.Contains(Changes.ContactClaimed, await world.AuditOfAsync(contact.Id));
    }

    [Theory, OnBothDatabases]
    public async Task While_addresses_are_not_verified_the_account_works_at_once_unproved(DatabaseProvider database)
    {
        await using var world = await PublicWorldAsync(database);
        await ChangeSiteAsync(world, site => site.VerifiesAddresses = false);
        await world.ContactAsync("contact@acme.test");
        var registrations = world.Get<SiteRegistrations>();

        Assert.Equal(new RegistrationForm(AsksForPassword: true), (await registrations.LookAsync()).Done);
        Assert.IsType<Missing>((await registrations.AskAsync(Address, "Rita", "", by: Stranger)).Refusal);
        Assert.NotNull((await registrations.AskAsync(Address, "Rita", Good, by: Stranger)).Done.AccountId);
        Assert.Null((await world.AccountAsync(Address)).AddressProvedAt);
        Assert.IsType<AskAnAdministrator>((await registrations.AskAsync("contact@acme.test", "Eve", Good, by: Stranger)).Refusal);
        Assert.IsType<AskAnAdministrator>((await registrations.AskAsync(Address, "Eve", Good, by: Stranger)).Refusal);
    }

    [Fact]
    public async Task An_expired_link_is_replaced_once_and_somebody_else_logs_out_first()
    {
        await using var world = await PublicWorldAsync(DatabaseProvider.Sqlite);
        var registrations = world.Get<SiteRegistrations>();
        await registrations.AskAsync(Address, "Rita", null, by: Stranger);
        var secret = await world.SecretMailedToAsync(Address);
        Assert.IsType<LogOutFirst>((await registrations.AcceptAsync(secret, "Rita", Good, by: world.Ada)).Refusal);
        world.Clock.Advance(TimeSpan.FromHours(24));

        Assert.IsType<LinkHasExpired>((await registrations.AcceptAsync(secret, "Rita", Good, by: Stranger)).Refusal);
        await registrations.SendAgainAsync(secret, by: Stranger);
        await registrations.SendAgainAsync(secret, by: Stranger);

        Assert.Equal(2, (await world.MailsToAsync(Address)).Count);
        Assert.True((await registrations.AcceptAsync(await world.SecretMailedToAsync(Address), "Rita", Good, by: Stranger)).IsDone);
    }

    private static Task ChangeSiteAsync(World world, Action<Site> change) =>
        world.ChangeAsync(async db => change(await db.Site.AsTracking().SingleAsync()));

    private async Task<World> PublicWorldAsync(DatabaseProvider database)
    {
        var world = await stage.WorldAsync(database);
        await world.OpenRegistrationAsync();
        return world;
    }
}
