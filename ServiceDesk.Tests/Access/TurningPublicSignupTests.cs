using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

public sealed class TurningPublicSignupTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Off_suspends_the_desks_that_let_strangers_sign_up_and_no_others(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var open = await world.DeskAsync("OPEN", CustomerAccess.EveryoneMaySignUp);
        var everyone = await world.DeskAsync("ALL", CustomerAccess.Everyone);
        var archived = await world.DeskAsync("OLD", CustomerAccess.EveryoneMaySignUp);
        await world.ChangeAsync(async db => (await db.Desks.AsTracking().SingleAsync(d => d.Id == archived.Id)).ArchivedAt = world.Now);
        world.Clock.Advance(TimeSpan.FromHours(1));

        var outcome = await Signup(world).TurnOffAsync(await VersionAsync(world), revokeInvitations: false, by: world.Ada);

        Assert.True(outcome.IsDone);
        var desks = await world.ReadAsync(db => db.Desks.ToDictionaryAsync(d => d.Id));
        Assert.Equal((world.Now, world.Ada.AccountId), (desks[open.Id].SuspendedAt, desks[open.Id].SuspendedById));
        Assert.Equal(world.Now, desks[archived.Id].SuspendedAt);
        Assert.Null(desks[everyone.Id].SuspendedAt);
        Assert.Equal(CustomerAccess.EveryoneMaySignUp, desks[open.Id].Access);
        var site = await world.ReadAsync(db => db.Site.SingleAsync());
        Assert.Equal((false, world.Now, world.Ada.AccountId), (site.IsPublicSignupOn, site.PublicSignupChangedAt!.Value, site.PublicSignupChangedById));
        var entry = await world.ReadAsync(db => db.Audit.SingleAsync(e => e.What == Changes.PublicSignupTurnedOff));
        Assert.Equal("Public signup was turned off. 2 desks were closed to strangers.", entry.Sentence(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory, OnBothDatabases]
    public async Task A_desk_that_was_suspended_before_keeps_since_when(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await TurnAsync(world, on: false);
        var since = world.Now;
        world.Clock.Advance(TimeSpan.FromDays(1));

        await TurnAsync(world, on: true);
        await TurnAsync(world, on: false);

        Assert.Equal(since, (await DeskAsync(world, desk)).SuspendedAt);
    }

    [Theory, OnBothDatabases]
    public async Task The_consequences_are_counted_before(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var it = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var hr = await world.DeskAsync("HR", CustomerAccess.EveryoneMaySignUp);
        var shut = await world.DeskAsync("SHUT", CustomerAccess.Restricted);
        var karl = await world.CustomerAsync(it, "karl@kunde.test");
        await world.JoinAsync(hr, karl.AccountId!.Value);
        await world.CustomerAsync(hr, "kim@kunde.test");
        await world.CustomerAsync(shut, "kuno@kunde.test");
        var contact = await world.ContactAsync("kea@kunde.test");
        await LinkAsync(world, LinkPurpose.SignUp, "new@kunde.test", it.Id);
        await LinkAsync(world, LinkPurpose.SignUp, "other@kunde.test", shut.Id);
        await LinkAsync(world, LinkPurpose.SignUp, "kea@kunde.test", it.Id, contact.Id);
        await LinkAsync(world, LinkPurpose.SignUp, "late@kunde.test", it.Id, at: world.Now.AddDays(-2));
        await LinkAsync(world, LinkPurpose.CustomerInvitation, "inga@kunde.test", shut.Id);
        await LinkAsync(world, LinkPurpose.AccountInvitation, "agent@desk.test", deskId: null);

        var told = (await Signup(world).ConsequencesAsync(world.Ada)).Done;

        Assert.Equal((true, 2, 1, 1, 2), (told.IsOn, told.DesksThatClose, told.SignUpsRefused, told.InvitationsPending, told.CustomersWhoKeepAccess));
        Assert.Empty(told.Suspended);
        Assert.Equal(await VersionAsync(world), told.Version);
    }

    [Theory, OnBothDatabases]
    public async Task Invitations_stay_unless_they_are_revoked_too(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var it = await world.DeskAsync("IT");
        await LinkAsync(world, LinkPurpose.CustomerInvitation, "inga@kunde.test", it.Id);
        await LinkAsync(world, LinkPurpose.AccountInvitation, "agent@desk.test", deskId: null);
        await TurnAsync(world, on: false);
        Assert.Equal(2, await UsableAsync(world));
        await TurnAsync(world, on: true);

        await Signup(world).TurnOffAsync(await VersionAsync(world), revokeInvitations: true, by: world.Ada);

        Assert.Equal(1, await UsableAsync(world));
        var mails = await world.ReadAsync(db => db.Outbox.ToDictionaryAsync(mail => mail.To));
        Assert.Null(mails["inga@kunde.test"].SealedLink);
        Assert.Null(mails["inga@kunde.test"].NextTryAt);
        Assert.NotNull(mails["agent@desk.test"].SealedLink);
    }

    [Theory, OnBothDatabases]
    public async Task On_reopens_only_what_is_ticked(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var it = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        var hr = await world.DeskAsync("HR", CustomerAccess.EveryoneMaySignUp);
        await TurnAsync(world, on: false);
        Assert.Equal(["HR", "IT"], (await Signup(world).ConsequencesAsync(world.Ada)).Done.Suspended.Select(desk => desk.Key));

        var outcome = await Signup(world).TurnOnAsync(await VersionAsync(world), [it.Id], by: world.Ada);

        Assert.True(outcome.IsDone);
        Assert.True((await DeskAsync(world, it)).IsOpen(isPublicSignupOn: true));
        Assert.False((await DeskAsync(world, hr)).IsOpen(isPublicSignupOn: true));
        var reopened = await world.ReadAsync(db => db.Audit.Where(e => e.What == Changes.DeskReopened).Select(e => e.DeskId).ToListAsync());
        Assert.Equal([it.Id], reopened);
    }

    [Theory, OnBothDatabases]
    public async Task A_ticked_desk_that_is_no_longer_suspended_is_told_and_nothing_happens(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var it = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await TurnAsync(world, on: false);
        await world.Get<DeskAccess>().ChooseAsync(it.Id, CustomerAccess.Restricted, (await DeskAsync(world, it)).Version, by: world.Ada);

        var outcome = await Signup(world).TurnOnAsync(await VersionAsync(world), [it.Id], by: world.Ada);

        Assert.Equal(new ChangedMeanwhile(), outcome.Refusal);
        Assert.False((await world.ReadAsync(db => db.Site.SingleAsync())).IsPublicSignupOn);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_administrators_who_turn_it_at_once_the_later_is_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var bert = await AdministratorAsync(world);
        var version = await VersionAsync(world);

        var outcomes = await Task.WhenAll(
            Task.Run(() => Signup(world).TurnOnAsync(version, [], by: world.Ada)),
            Task.Run(() => Signup(world).TurnOnAsync(version, [], by: bert)));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Single(outcomes, outcome => outcome.Refusal is ChangedMeanwhile);
        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync(e => e.What == Changes.PublicSignupTurnedOn)));
    }

    [Theory, OnBothDatabases]
    public async Task Who_looked_before_it_was_turned_twice_is_told_too(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var seen = await VersionAsync(world);
        await TurnAsync(world, on: false);
        await TurnAsync(world, on: true);

        Assert.Equal(new ChangedMeanwhile(), (await Signup(world).TurnOffAsync(seen, revokeInvitations: false, by: world.Ada)).Refusal);
        Assert.True((await world.ReadAsync(db => db.Site.SingleAsync())).IsPublicSignupOn);
    }

    [Theory, OnBothDatabases]
    public async Task A_desk_opened_while_the_switch_is_turned_off_is_suspended_or_refused(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var it = await world.DeskAsync("IT");
        var version = await VersionAsync(world);

        var outcomes = await Task.WhenAll(
            Task.Run(() => Signup(world).TurnOffAsync(version, revokeInvitations: false, by: world.Ada)),
            Task.Run(() => world.Get<DeskAccess>().ChooseAsync(it.Id, CustomerAccess.EveryoneMaySignUp, it.Version, by: world.Ada)));

        Assert.True(outcomes[0].IsDone);
        var desk = await DeskAsync(world, it);
        Assert.True(outcomes[1].IsDone ? desk.SuspendedAt is not null : outcomes[1].Refusal is PublicSignupIsOff && desk.Access is CustomerAccess.Restricted);
    }

    private static PublicSignup Signup(World world) => world.Get<PublicSignup>();

    private static Task<int> VersionAsync(World world) => world.ReadAsync(db => db.Site.Select(site => site.Version).SingleAsync());

    private static Task<Desk> DeskAsync(World world, Desk desk) => world.ReadAsync(db => db.Desks.SingleAsync(d => d.Id == desk.Id));

    private static Task<int> UsableAsync(World world) => world.ReadAsync(db => db.MailedLinks.UsableAt(world.Now).CountAsync());

    private static async Task TurnAsync(World world, bool on)
    {
        var version = await VersionAsync(world);
        var outcome = on
            ? await Signup(world).TurnOnAsync(version, [], by: world.Ada)
            : await Signup(world).TurnOffAsync(version, revokeInvitations: false, by: world.Ada);
        Assert.True(outcome.IsDone);
    }

    private static async Task<Actor> AdministratorAsync(World world)
    {
        var bert = await world.PersonAsync("bert@desk.test");
        await world.ChangeAsync(async db => (await db.Accounts.AsTracking().SingleAsync(a => a.Id == bert.AccountId)).IsSiteAdministrator = true);
        return bert;
    }

    private static Task LinkAsync(World world, LinkPurpose purpose, string address, Guid? deskId, Guid? accountId = null, DateTimeOffset? at = null) =>
        world.ChangeAsync(db =>
        {
            var (link, secret) = MailedLink.Issue(purpose, EmailAddress.Parse(address), accountId, deskId, null, null, at ?? world.Now);
            db.MailedLinks.Add(link);
            db.Outbox.Add(new OutboxMail
            {
                Id = Guid.CreateVersion7(),
                Kind = MailKind.AccountInvitation,
                To = address,
                Subject = "You are invited",
                Text = OutboxMail.LinkMark,
                Html = OutboxMail.LinkMark,
                MessageId = $"{secret}@desk.test",
                LinkId = link.Id,
                SealedLink = world.Get<ILinkSeal>().Seal(secret),
                WrittenAt = world.Now,
                NextTryAt = world.Now,
            });
            return Task.CompletedTask;
        });
}
