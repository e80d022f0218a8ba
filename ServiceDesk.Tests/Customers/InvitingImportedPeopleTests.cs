using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Customers;

/// <summary>The mails of an import: none, now, or later (design.md 2.5).</summary>
public sealed class InvitingImportedPeopleTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Invited_at_once_is_who_has_no_password(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.PersonWithPasswordAsync("own@kunde.test");
        await world.ContactAsync("contact@kunde.test");
        var seen = await world.ReadAsync(desk, ImportStory.File($"email,name,password\nkarl@kunde.test,Karl Kunde,\nown@kunde.test,,\nkim@kunde.test,,{Good}\ncontact@kunde.test,,\n"), by: world.Ada);

        var done = await world.BringInAsync(desk, seen, by: world.Ada, ImportMail.Now);

        Assert.Equal((ImportState.Done, 2), (done.State, done.Invited));
        Assert.Equal(["contact@kunde.test", "karl@kunde.test"], (await world.RowsAsync(desk)).Select(row => row.Address).Order());
        Assert.Equal([MailKind.CustomerInvitation, MailKind.CustomerInvitation], await world.ReadAsync(db => db.Outbox.Select(mail => mail.Kind).ToListAsync()));
        var secret = (await world.LinkMailedToAsync("karl@kunde.test")).Segments[^1];
        Assert.True((await world.Get<InvitationAcceptance>().AcceptAsync(secret, "Karl Kunde", Better, Stranger)).IsDone);
        Assert.IsType<ImportHasGoneOn>((await world.Imports().InviteAsync(done.Id, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Later_they_are_invited_once_and_whoever_was_invited_meanwhile_gets_no_second_mail(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var seen = await world.ReadAsync(desk, ImportStory.File("email\nkarl@kunde.test\nkim@kunde.test\n"), by: world.Ada);
        var waiting = await world.BringInAsync(desk, seen, by: world.Ada, ImportMail.Later);
        Assert.Equal((ImportState.Done, 0), (waiting.State, await world.ReadAsync(db => db.Outbox.CountAsync())));
        await world.InviteAsync(desk, world.Ada, "kim@kunde.test");
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.True((await world.Imports().InviteAsync(waiting.Id, by: world.Ada)).IsDone);
        await world.WorkAsync();

        Assert.Equal((ImportState.Done, 1), await world.ReadAsync(db => db.CustomerImports.Select(import => new ValueTuple<ImportState, int>(import.State, import.Invited)).SingleAsync()));
        Assert.Equal(["karl@kunde.test", "kim@kunde.test"], await world.ReadAsync(db => db.Outbox.Select(mail => mail.To).Order().ToListAsync()));
        Assert.IsType<ImportHasGoneOn>((await world.Imports().InviteAsync(waiting.Id, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Undoing_takes_the_invitations_back_and_keeps_who_accepted_or_was_invited_by_hand(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.ContactAsync("known@kunde.test");
        var seen = await world.ReadAsync(desk, ImportStory.File("email\nunused@kunde.test\naccepted@kunde.test\nagain@kunde.test\nknown@kunde.test\n"), by: world.Ada);
        var done = await world.BringInAsync(desk, seen, by: world.Ada, ImportMail.Now);
        var (secret, unused) = ((await world.LinkMailedToAsync("accepted@kunde.test")).Segments[^1], (await world.LinkMailedToAsync("unused@kunde.test")).Segments[^1]);
        Assert.True((await world.Get<InvitationAcceptance>().AcceptAsync(secret, "Kim", Better, Stranger)).IsDone);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.InviteAsync(desk, world.Ada, "again@kunde.test");

        await world.Imports().UndoAsync(done.Id, by: world.Ada);
        await world.WorkAsync();

        Assert.Equal(["accepted@kunde.test", "again@kunde.test"], await world.ListedAsync(desk));
        Assert.False(await world.ReadAsync(db => db.Accounts.AnyAsync(account => account.NormalizedEmail == "unused@kunde.test")));
        Assert.Equal((InvitationState.Revoked, InvitationState.Revoked), (await world.StateAsync(desk, "unused@kunde.test"), await world.StateAsync(desk, "known@kunde.test")));
        Assert.False((await world.Get<InvitationAcceptance>().AcceptAsync(unused, "Uwe", Better, Stranger)).IsDone);
        Assert.Equal(InvitationState.Accepted, await world.StateAsync(desk, "accepted@kunde.test"));
    }

    [Fact]
    public async Task As_many_go_out_as_one_person_may_send_the_rest_after_a_while_and_it_can_be_stopped()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite, services => services.Configure<LimitsOptions>(limits => limits.InvitationsPerAccount = 100));
        var desk = await world.DeskAsync("IT");
        var seen = await world.ReadAsync(desk, ImportStory.File("email\n" + string.Concat(Enumerable.Range(0, 450).Select(n => $"p{n}@kunde.test\n"))), by: world.Ada);
        var paused = await world.BringInAsync(desk, seen, by: world.Ada, ImportMail.Now);
        Assert.Equal((ImportState.Inviting, 100), (paused.State, paused.Invited));

        world.Clock.Advance(TimeSpan.FromHours(1.1));
        await world.WorkAsync();
        Assert.Equal(200, await world.ReadAsync(db => db.Invitations.CountAsync()));

        Assert.True((await world.Imports().CancelAsync(paused.Id, by: world.Ada)).IsDone);
        world.Clock.Advance(TimeSpan.FromHours(1.1));
        await world.WorkAsync();
        Assert.Equal((ImportState.Done, 200), await world.ReadAsync(db => db.CustomerImports.Select(import => new ValueTuple<ImportState, int>(import.State, import.Invited)).SingleAsync()));
        Assert.Equal(450, (await world.ListedAsync(desk)).Count);
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_may_no_longer_invite_sends_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        var waiting = await world.BringInAsync(desk, await world.ReadAsync(desk, ImportStory.File("email\nkarl@kunde.test\n"), by: nora), by: nora, ImportMail.Later);
        Assert.True((await world.Imports().InviteAsync(waiting.Id, by: nora)).IsDone);

        await world.ChangeAsync(db => db.Seats.Where(seat => seat.AccountId == nora.AccountId).ExecuteDeleteAsync());
        await world.WorkAsync();

        Assert.Equal((ImportState.Done, 0), await world.ReadAsync(db => db.CustomerImports.Select(import => new ValueTuple<ImportState, int>(import.State, import.Invited)).SingleAsync()));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
    }
}
