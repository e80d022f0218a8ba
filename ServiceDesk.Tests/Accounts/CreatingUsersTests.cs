using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Customers;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class CreatingUsersTests(Stages stage)
{
    private static readonly NewUser Nora = new("Nora@desk.test", "Nora Agent", new HashSet<Application> { Application.ServiceDesk, Application.Team }, IsInvited: true);

    [Theory, OnBothDatabases]
    public async Task A_user_gets_seats_and_an_invitation_and_no_password(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);

        var made = await world.Get<UserDirectory>().CreateUserAsync(Nora, by: world.Ada);

        var nora = await world.AccountAsync("nora@desk.test");
        Assert.Equal(nora.Id, made.Done);
        Assert.True(nora.IsContact);
        Assert.Null(nora.AddressProvedAt);
        Assert.Equal([Application.ServiceDesk, Application.Team], await world.ReadAsync(db => db.Seats.Where(seat => seat.AccountId == nora.Id).Select(seat => seat.Application).Order().ToListAsync()));
        Assert.Equal([MailKind.AccountInvitation], await world.MailsToAsync("Nora@desk.test"));
        Assert.StartsWith("https://desk.test/portal/invitations/", (await world.LinkMailedToAsync("Nora@desk.test")).AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains(Changes.AccountMade, await world.AuditOfAsync(nora.Id));
        Assert.Equal(2, (await world.AuditOfAsync(nora.Id)).Count(what => what == Changes.SeatGiven));
    }

    [Theory, OnBothDatabases]
    public async Task Two_administrators_who_want_the_last_seat_at_once_do_not_both_get_it(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.FreeSeatsAsync(Application.Team, 1);
        NewUser Collaborator(int number) => new($"c{number}@desk.test", $"C {number}", new HashSet<Application> { Application.Team }, IsInvited: true);

        var made = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => world.Get<UserDirectory>().CreateUserAsync(Collaborator(number), by: world.Ada)));

        Assert.Single(made, outcome => outcome.IsDone);
        Assert.Equal(new NoSeatLeft("Team", 1), made.First(outcome => !outcome.IsDone).Refusal);
        Assert.Equal(1, await world.ReadAsync(db => db.Seats.CountAsync(seat => seat.Application == Application.Team)));
    }

    [Theory, OnBothDatabases]
    public async Task With_no_seat_left_nothing_is_half_done(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.FreeSeatsAsync(Application.Team, 0);

        var refused = await world.Get<UserDirectory>().CreateUserAsync(Nora, by: world.Ada);

        Assert.Equal(new NoSeatLeft("Team", 0), refused.Refusal);
        Assert.Equal(1, await world.ReadAsync(db => db.Accounts.CountAsync()));
        Assert.Equal(1, await world.ReadAsync(db => db.Seats.CountAsync()));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
        Assert.Empty(await world.ReadAsync(db => db.MailedLinks.ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task An_address_that_is_known_is_refused_also_when_two_make_it_at_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var directory = world.Get<UserDirectory>();

        var made = await Task.WhenAll(directory.CreateUserAsync(Nora, by: world.Ada), directory.CreateUserAsync(Nora with { Address = "nora@DESK.test" }, by: world.Ada));

        Assert.IsType<AddressIsKnown>(Assert.Single(made, outcome => !outcome.IsDone).Refusal);
        Assert.Single(await world.ReadAsync(db => db.MailedLinks.ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_user_is_put_on_desks_also_restricted_ones_and_on_no_archived_one(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR", CustomerAccess.Everyone));
        var silent = Nora with { IsInvited = false, Applications = new HashSet<Application>(), Desks = new HashSet<Guid> { it.Id, hr.Id } };

        var nora = (await world.Get<UserDirectory>().CreateUserAsync(silent, by: world.Ada)).Done;
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync(desk => desk.Id == hr.Id)).ArchivedAt = world.Now);
        var refused = await world.Get<UserDirectory>().CreateUserAsync(silent with { Address = "other@desk.test" }, by: world.Ada);

        Assert.Equal(new[] { it.Id, hr.Id }.Order(), await world.ReadAsync(db => db.DeskCustomers.Where(place => place.AccountId == nora).Select(place => place.DeskId).Order().ToListAsync()));
        Assert.Equal(2, await world.ReadAsync(db => db.DoorLog.CountAsync(entry => entry.Door == Door.SilentAdd && entry.Effect == Effect.MakeContactAndJoin)));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
        Assert.IsType<NotFound>(refused.Refusal);
        Assert.False(await world.ReadAsync(db => db.Accounts.AnyAsync(account => account.Email == "other@desk.test")));
    }

    [Theory, OnBothDatabases]
    public async Task Only_site_administrators_make_users(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var nora = await world.StaffAsync(await world.DeskAsync("IT"), "nora@desk.test", DeskRole.Administrator);

        Assert.IsType<NotFound>((await world.Get<UserDirectory>().CreateUserAsync(Nora with { Address = "karl@desk.test" }, by: nora)).Refusal);
        Assert.IsType<NotFound>((await world.Get<UserDirectory>().CreateUserAsync(Nora with { Address = "karl@desk.test" }, by: Stranger)).Refusal);
    }

    [Fact]
    public async Task Without_an_invitation_a_password_is_temporary_and_no_mail_leaves()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        await world.Get<UserDirectory>().CreateUserAsync(Nora with { IsInvited = false, TemporaryPassword = Good }, by: world.Ada);

        var nora = await world.AccountAsync("nora@desk.test");
        Assert.Equal(PasswordKind.Temporary, nora.Password);
        Assert.Equal(world.Now.AddHours(72), nora.TemporaryPasswordExpiresAt);
        Assert.Empty(await world.MailsToAsync("Nora@desk.test"));
    }

    [Fact]
    public async Task Without_either_the_user_is_a_contact()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        await world.Get<UserDirectory>().CreateUserAsync(Nora with { IsInvited = false, TemporaryPassword = "" }, by: world.Ada);

        Assert.True((await world.AccountAsync("nora@desk.test")).IsContact);
        Assert.Empty(await world.MailsToAsync("Nora@desk.test"));
    }

    [Fact]
    public async Task A_blocked_address_is_refused_to_everybody()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedDomain, Value = "desk.test" })));

        Assert.IsType<AddressIsBlocked>((await world.Get<UserDirectory>().CreateUserAsync(Nora, by: world.Ada)).Refusal);
    }

    [Theory]
    [InlineData("nora", "Nora", typeof(NotAnAddress))]
    [InlineData("nora@desk.test\r\nBcc: eve@desk.test", "Nora", typeof(NotAnAddress))]
    [InlineData("nora@desk.test", "  ", typeof(Missing))]
    public async Task What_is_typed_wrongly_is_said_by_its_type(string address, string name, Type refusal)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        Assert.IsType(refusal, (await world.Get<UserDirectory>().CreateUserAsync(Nora with { Address = address, FullName = name }, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Inviting_again_sends_a_fresh_link_and_blanks_the_old_one(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var nora = (await world.Get<UserDirectory>().CreateUserAsync(Nora, by: world.Ada)).Done;
        var old = await world.SecretMailedToAsync("Nora@desk.test");

        Assert.True((await world.Get<UserDirectory>().InviteAsync(nora, by: world.Ada)).IsDone);

        Assert.NotEqual(old, await world.SecretMailedToAsync("Nora@desk.test"));
        Assert.IsType<LinkWasTakenBack>((await world.Get<AccountInvitations>().LookAsync(old, by: Stranger)).Refusal);
        Assert.Single(await world.ReadAsync(db => db.Outbox.Where(mail => mail.SealedLink != null).ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Whom_a_desk_has_invited_gets_the_invitation_of_that_desk_once_more(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var lena = await world.ContactAsync("lena@acme.test", "Lena");
        await world.InviteAsync(desk, world.Ada, "lena@acme.test", "Welcome to IT");
        var old = await world.SecretMailedToAsync("lena@acme.test");

        Assert.True((await world.Get<UserDirectory>().InviteAsync(lena.Id, by: world.Ada)).IsDone);

        Assert.Equal([MailKind.CustomerInvitation, MailKind.CustomerInvitation], await world.MailsToAsync("lena@acme.test"));
        Assert.Contains("Welcome to IT", await world.ReadAsync(db => db.Outbox.Where(mail => mail.SealedLink != null).Select(mail => mail.Text).SingleAsync()), StringComparison.Ordinal);
        Assert.NotEqual(old, await world.SecretMailedToAsync("lena@acme.test"));
        Assert.Single(await world.InvitationsAsync());
    }

    [Fact]
    public async Task Who_has_a_password_is_not_invited_but_a_contact_is()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonAsync("karl@acme.test");
        var lena = await world.ContactAsync("lena@acme.test");

        Assert.IsType<HasOwnPassword>((await world.Get<UserDirectory>().InviteAsync(karl.AccountId!.Value, by: world.Ada)).Refusal);
        Assert.True((await world.Get<UserDirectory>().InviteAsync(lena.Id, by: world.Ada)).IsDone);
        Assert.IsType<NotFound>((await world.Get<UserDirectory>().InviteAsync(Guid.NewGuid(), by: world.Ada)).Refusal);
    }
}
