using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Customers;

public sealed class AddingSilentlyTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_site_administrator_adds_people_to_a_restricted_desk_with_public_signup_off_and_no_mail_leaves(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");

        var added = (await Customers(world).AddAsync(desk.Id, SilentPerson.Read("Karl Kunde <Karl@kunde.test>\r\n\n\"Kim, K.\" <kim@kunde.test>;\nkuno@kunde.test"), by: world.Ada)).Done;

        Assert.Equal([("Karl@kunde.test", SilentEffect.Made), ("kim@kunde.test", SilentEffect.Made), ("kuno@kunde.test", SilentEffect.Made)], added.Select(one => (one.Typed, one.Effect)));
        var rows = (await world.Get<DeskCustomers>().FindAsync(desk.Id, "", null, by: world.Ada)).Done.Rows;
        Assert.Equal(["Karl Kunde", "Kim, K.", "kuno@kunde.test"], rows.Select(row => row.Name));
        Assert.All(rows, row => Assert.Equal((CustomerStatus.Contact, Door.SilentAdd, "Ada Admin", null), (row.Status, row.CameBy, row.AddedBy, row.LastSeenAt)));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
        Assert.Equal(3, await world.ReadAsync(db => db.DoorLog.CountAsync(entry => entry.Door == Door.SilentAdd && entry.Effect == Effect.MakeContactAndJoin && entry.DeskId == desk.Id)));
        Assert.Equal([Changes.AccountMade, Changes.CustomerJoined], (await world.AuditOfAsync((await world.AccountAsync("karl@kunde.test")).Id)).Order());
    }

    [Theory, OnBothDatabases]
    public async Task A_desk_administrator_makes_customers_only_while_public_signup_is_on(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await world.PersonAsync("known@kunde.test", "Known");
        SilentPerson[] people = [new("karl@kunde.test", "Karl"), new("known@kunde.test", "Renamed")];

        var off = (await Customers(world).AddAsync(desk.Id, people, by: nora)).Done;
        await world.PublicSignupAsync(on: true);
        var on = (await Customers(world).AddAsync(desk.Id, people, by: nora)).Done;

        Assert.Equal([(SilentEffect.Refused, RefusedBecause.PublicSignupIsOff), (SilentEffect.Joined, null)], off.Select(one => (one.Effect, one.Reason)));
        Assert.Equal([SilentEffect.Made, SilentEffect.AlreadyHere], on.Select(one => one.Effect));
        Assert.Equal("Known", (await world.AccountAsync("known@kunde.test")).FullName);
    }

    [Theory, OnBothDatabases]
    public async Task Each_address_is_told_what_was_done(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var shut = await world.PersonAsync("shut@kunde.test");
        await world.ChangeAccountAsync(shut, account => account.DeactivatedAt = world.Now);
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedDomain, Value = "blocked.test" })));

        var added = (await Customers(world).AddAsync(desk.Id, [new("new@kunde.test", ""), new("NEW@KUNDE.TEST", ""), new("no address", ""), new("shut@kunde.test", ""), new("eve@blocked.test", "")], by: world.Ada)).Done;

        Assert.Equal([SilentEffect.Made, SilentEffect.AlreadyHere, SilentEffect.Refused, SilentEffect.Refused, SilentEffect.Refused], added.Select(one => one.Effect));
        Assert.Equal([null, null, null, RefusedBecause.AccountIsDeactivated, RefusedBecause.DomainIsBlocked], added.Select(one => one.Reason));
        Assert.IsType<NotAnAddress>(added[2].Problem);
        Assert.Equal(1, (await world.Get<DeskCustomers>().CountAsync(desk.Id, by: world.Ada)).Done);
    }

    [Theory, OnBothDatabases]
    public async Task A_password_is_taken_for_an_unknown_address_and_runs_out_when_it_was_said(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);

        var added = (await Customers(world).AddAsync(desk.Id, [new("karl@kunde.test", "Karl", Usual), new("kim@kunde.test", "Kim", new(Good, Lifetime: null)), new("weak@kunde.test", "", new("password1", null))], by: nora)).Done;

        Assert.Equal([PasswordEffect.Set, PasswordEffect.Set, PasswordEffect.NoneGiven], added.Select(one => one.Password));
        Assert.IsType<PasswordTooCommon>(added[2].Problem);
        var karl = await world.AccountAsync("karl@kunde.test");
        Assert.Equal((PasswordKind.Temporary, world.Now.AddHours(72), null), (karl.Password, karl.TemporaryPasswordExpiresAt, karl.AddressProvedAt));
        world.Clock.Advance(TimeSpan.FromDays(365));
        Assert.True((await world.Get<LogIns>().CheckAsync("kim@kunde.test", Good, by: Stranger)).IsDone);
        Assert.False((await world.Get<LogIns>().CheckAsync("karl@kunde.test", Good, by: Stranger)).IsDone);
        Assert.Equal(0, await world.ReadAsync(db => db.Outbox.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_site_administrator_gives_contacts_a_password_and_replaces_another_only_where_that_is_asked_for(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.PersonWithPasswordAsync("karl@kunde.test");
        await world.JoinAsync(desk, (await world.ContactAsync("kim@kunde.test", "Kim")).Id);
        SilentPerson[] people = [new("karl@kunde.test", "", new(Better, null)), new("kim@kunde.test", "", new(Better, null)), new("new@kunde.test", "", new(Better, null)), new("ada@desk.test", "", new(Better, null))];

        var offered = (await Customers(world).PreviewAsync(desk.Id, [.. people.Select(person => new TypedAddress(person.Address!, EmailAddress.Parse(person.Address!)))], by: world.Ada)).Done;
        Assert.Equal([PasswordOffer.OnlyToReplace, PasswordOffer.TakenForContact, PasswordOffer.TakenForNew, PasswordOffer.NotTaken], offered.Select(one => one.Offer));
        Assert.Equal([SilentEffect.Joined, SilentEffect.AlreadyHere, SilentEffect.Made, SilentEffect.Joined], offered.Select(one => one.Effect));

        var added = (await Customers(world).AddAsync(desk.Id, people, by: world.Ada)).Done;
        Assert.Equal([PasswordEffect.NotSet, PasswordEffect.Set, PasswordEffect.Set, PasswordEffect.NotSet], added.Select(one => one.Password));
        Assert.True((await world.Get<LogIns>().CheckAsync("karl@kunde.test", Good, by: Stranger)).IsDone);
        Assert.True((await world.Get<LogIns>().CheckAsync("kim@kunde.test", Better, by: Stranger)).IsDone);

        var replaced = (await Customers(world).AddAsync(desk.Id, [people[0] with { ReplacesPassword = true }], by: world.Ada)).Done.Single();
        Assert.Equal((SilentEffect.AlreadyHere, PasswordEffect.Set), (replaced.Effect, replaced.Password));
        Assert.False((await world.Get<LogIns>().CheckAsync("karl@kunde.test", Good, by: Stranger)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task A_further_address_of_somebody_is_known_before_they_are_added_or_invited(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        await world.JoinAsync(desk, (await world.PersonWithPasswordAsync("karl@kunde.test")).AccountId!.Value);
        var old = (await world.ContactAsync("old@kunde.test")).Id;
        var karl = (await world.AccountAsync("karl@kunde.test")).Id;
        Assert.True((await world.Get<AccountMerges>().MergeAsync(old, karl, by: world.Ada)).IsDone);

        var added = (await Customers(world).PreviewAsync(desk.Id, TypedAddresses.Read("old@kunde.test"), by: world.Ada)).Done.Single();
        var invited = (await world.Get<CustomerInvitations>().PreviewAsync(desk.Id, TypedAddresses.Read("old@kunde.test"), by: world.Ada)).Done.Lines.Single();

        Assert.Equal((SilentEffect.AlreadyHere, InviteEffect.AlreadyHere), (added.Effect, invited.Effect));
    }

    [Theory, OnBothDatabases]
    public async Task Two_who_add_the_same_person_at_once_make_one(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Customers(world).AddAsync(desk.Id, [new("karl@kunde.test", "Karl")], by: world.Ada))));

        Assert.Equal([SilentEffect.Made, SilentEffect.AlreadyHere, SilentEffect.AlreadyHere], outcomes.Select(outcome => outcome.Done.Single().Effect).Order());
        Assert.Equal(1, await world.ReadAsync(db => db.DeskCustomers.CountAsync()));
    }

    [Fact]
    public async Task More_than_the_most_and_nobody_at_all_are_refused()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");

        Assert.IsType<Missing>((await Customers(world).AddAsync(desk.Id, [], by: world.Ada)).Refusal);
        Assert.Equal(new TooManyAtOnce(500), (await Customers(world).AddAsync(desk.Id, [.. Enumerable.Repeat(new SilentPerson("a@b.test", ""), 501)], by: world.Ada)).Refusal);
    }

    private static TemporaryPassword Usual => new(Good, TemporaryPassword.UsualLifetime);

    private static SilentCustomers Customers(World world) => world.Get<SilentCustomers>();
}
