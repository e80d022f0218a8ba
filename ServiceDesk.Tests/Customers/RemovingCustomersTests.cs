using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

public sealed class RemovingCustomersTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task The_person_leaves_the_list_and_keeps_the_account(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde");
        await world.CustomerAsync(desk, "kim@kunde.test", "Kim Kunde");

        var outcome = await Customers(world).RemoveAsync(desk.Id, karl.AccountId!.Value, by: world.Ada);

        Assert.Equal(new RemovedCustomer("Karl Kunde", CanComeBack: false), outcome.Done);
        Assert.Equal(["Kim Kunde"], (await Customers(world).FindAsync(desk.Id, "kunde", null, by: world.Ada)).Done.Rows.Select(row => row.Name));
        Assert.True(await world.ReadAsync(db => db.Accounts.AnyAsync(a => a.Id == karl.AccountId)));
        Assert.False(await world.ReadAsync(db => db.CustomerWords.AnyAsync(w => w.AccountId == karl.AccountId)));
        Assert.Equal(karl.AccountId, await world.ReadAsync(db => db.Audit.Where(e => e.What == Changes.CustomerRemoved).Select(e => e.SubjectId).SingleAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Where_everyone_gets_in_they_can_come_back(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.CustomerAsync(desk, "karl@kunde.test");

        Assert.True((await Customers(world).RemoveAsync(desk.Id, karl.AccountId!.Value, by: world.Ada)).Done.CanComeBack);
        await world.JoinAsync(desk, karl.AccountId!.Value);
        Assert.Equal(1, (await Customers(world).CountAsync(desk.Id, by: world.Ada)).Done);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_who_remove_the_same_person_one_is_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(desk, "karl@kunde.test");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Customers(world).RemoveAsync(desk.Id, karl.AccountId!.Value, by: world.Ada))));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Equal(2, outcomes.Count(outcome => outcome.Refusal is NotFound or ChangedMeanwhile));
        Assert.Equal(1, await world.ReadAsync(db => db.Audit.CountAsync(e => e.What == Changes.CustomerRemoved)));
    }

    [Theory, OnBothDatabases]
    public async Task Somebody_of_another_desk_is_not_there(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(await world.DeskAsync("HR"), "karl@kunde.test");

        Assert.Equal(new NotFound(), (await Customers(world).RemoveAsync(desk.Id, karl.AccountId!.Value, by: world.Ada)).Refusal);
    }

    private static DeskCustomers Customers(World world) => world.Get<DeskCustomers>();
}
