using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

/// <summary>Whom an import brought in, seen by the other rooms.</summary>
public sealed class ImportedPeopleTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Who_was_imported_is_found_in_the_directory_of_users_by_what_they_are_called_now(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var seen = await world.ReadAsync(desk, ImportStory.File("email,name\nkarl@kunde.test,Karl Kunde\nkim@kunde.test,Kim Muster\nleft@kunde.test,Lena Lang\n"), by: world.Ada);
        await world.Imports().BringInAsync(seen.Import.Id, ImportMail.None, by: world.Ada);
        await world.Get<ImportWork>().WorkAsync(TestContext.Current.CancellationToken);

        // On the list, the words not written yet: one gets another name and one leaves the list.
        var kim = Actor.Person((await world.AccountAsync("kim@kunde.test")).Id, null);
        var profile = (await world.Get<UserDirectory>().ProfileAsync(kim.AccountId!.Value, by: world.Ada)).Done;
        Assert.True((await world.Get<UserDirectory>().EditAsync(kim.AccountId.Value, profile with { FullName = "Kim Kurz" }, by: world.Ada)).IsDone);
        Assert.True((await world.Get<DeskCustomers>().RemoveAsync(desk.Id, (await world.AccountAsync("left@kunde.test")).Id, by: world.Ada)).IsDone);
        await world.WorkAsync();

        Assert.Equal(["Karl Kunde"], await FoundAsync(world, "kar kun"));
        Assert.Equal(["Karl Kunde", "Kim Kurz", "Lena Lang"], await FoundAsync(world, "kunde.test"));
        Assert.Equal(["Lena Lang"], await FoundAsync(world, "lang"));
        Assert.Empty(await FoundAsync(world, "muster"));
    }

    [Theory, OnBothDatabases]
    public async Task Two_addresses_of_one_person_are_one_place_on_the_list(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await TwoAccounts.MakeAsync(world);
        Assert.True((await world.Get<AccountMerges>().MergeAsync(karl.Old, karl.Kept, by: world.Ada)).IsDone);
        var desk = await world.DeskAsync("NET");

        var seen = await world.ReadAsync(desk, ImportStory.File($"email\n{TwoAccounts.OldAddress}\n{TwoAccounts.Address}\n"), by: world.Ada);
        Assert.Empty(seen.Outlook!.Refused);
        var done = await world.BringInAsync(desk, seen, by: world.Ada);

        Assert.Equal((0, 1), (done.Made, done.Joined));
        Assert.Equal([TwoAccounts.Address], await world.ListedAsync(desk));
        Assert.Single((await world.Get<DeskCustomers>().FindAsync(desk.Id, TwoAccounts.Address, null, world.Ada)).Done.Rows);
        await world.Imports().UndoAsync(done.Id, by: world.Ada);
        await world.WorkAsync();
        Assert.Empty(await world.ListedAsync(desk));
    }

    [Theory, OnBothDatabases]
    public async Task Whom_the_rule_book_refuses_stands_in_the_door_log_with_the_reason(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await world.ContactAsync("contact@kunde.test");
        await world.ContactAsync("blocked@kunde.test");
        await world.ChangeAccountAsync(await world.PersonAsync("shut@kunde.test"), account => account.DeactivatedAt = world.Now);
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedAddress, Value = "blocked@kunde.test" })));

        await world.BringInAsync(desk, await world.ReadAsync(desk, ImportStory.File("email\nnew@kunde.test\ncontact@kunde.test\nblocked@kunde.test\nshut@kunde.test\nnobody\n"), by: nora), by: nora);

        var log = (await world.Get<DoorLog>().ListAsync(desk.Id, new DoorLogFilter { Door = Door.Import }, null, by: nora)).Done.Rows;
        Assert.Equal(
            [("blocked@kunde.test", RefusedBecause.AddressIsBlocked), ("new@kunde.test", RefusedBecause.PublicSignupIsOff), ("shut@kunde.test", RefusedBecause.AccountIsDeactivated)],
            log.Select(entry => (entry.Address, entry.Reason!.Value)).Order());
        Assert.All(log, entry => Assert.Equal((world.Now, "nora@desk.test"), (entry.At, entry.Actor)));
        Assert.Equal(["contact@kunde.test"], await world.ListedAsync(desk));
    }

    [Fact]
    public async Task Who_is_anonymised_is_in_no_row_of_an_import_any_more()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        await world.BringInAsync(desk, await world.ReadAsync(desk, ImportStory.File("email,name,organisation\nkarl@kunde.test,Karl,Kunde AG\nkim@kunde.test,,\n"), by: world.Ada), by: world.Ada);
        var karl = await world.AccountAsync("karl@kunde.test");

        Assert.True((await world.Get<UserDirectory>().AnonymiseAsync(karl.Id, by: world.Ada)).IsDone);

        Assert.Equal(["kim@kunde.test"], await world.ReadAsync(db => db.ImportRows.Select(row => row.Address).ToListAsync()));
        Assert.Null(await world.ReadAsync(db => db.Accounts.Where(account => account.Id == karl.Id).Select(account => account.Organisation).SingleAsync()));
    }

    private static async Task<IEnumerable<string>> FoundAsync(Story world, string typed) =>
        (await world.Get<UserDirectory>().ListAsync(typed, UserFilter.All, null, by: world.Ada)).Done.Rows.Select(row => row.FullName).Order();
}
