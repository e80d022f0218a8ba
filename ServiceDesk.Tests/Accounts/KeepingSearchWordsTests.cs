using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Customers;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

/// <summary>People are found by their words of today, wherever they stand: no row is left behind, and none is missing.</summary>
public sealed class KeepingSearchWordsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task The_words_go_along_with_every_name_address_place_and_merge(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await TwoAccounts.MakeAsync(world);
        await AssertInStepAsync(world, places: 4);

        await world.Get<AccountMerges>().MergeAsync(karl.Old, karl.Kept, by: world.Ada);
        await AssertInStepAsync(world, places: 3);
        Assert.Equal([karl.Kept], (await world.Get<DeskCustomers>().FindAsync(karl.Hr.Id, "karl.old", null, by: world.Ada)).Done.Rows.Select(row => row.AccountId));

        var merge = (await world.Get<AccountMerges>().OfAsync(karl.Kept, by: world.Ada)).Done.Single();
        Assert.True((await world.Get<AccountMerges>().UndoAsync(merge.Id, by: world.Ada)).IsDone);
        await AssertInStepAsync(world, places: 4);

        var profile = (await world.Get<UserDirectory>().ProfileAsync(karl.Old, by: world.Ada)).Done;
        Assert.True((await world.Get<UserDirectory>().EditAsync(karl.Old, profile with { FullName = "Konrad \"Koni\" O\\Brien" }, by: world.Ada)).IsDone);
        await AssertInStepAsync(world, places: 4);

        Assert.True((await world.Get<DeskCustomers>().RemoveAsync(karl.Hr.Id, karl.Old, by: world.Ada)).IsDone);
        await AssertInStepAsync(world, places: 3);

        await world.Get<UserDirectory>().AnonymiseAsync(karl.Kept, by: world.Ada);
        await AssertInStepAsync(world, places: 2);
    }

    [Theory, OnBothDatabases]
    public async Task An_import_writes_them_and_takes_them_back(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"));
        await world.CustomerAsync(hr, "lena@acme.test", "Lena Listed");
        var seen = await world.ReadAsync(it, ImportStory.File("email,name\nlena@acme.test,Lena\n\"odd\"\"one@acme.test\",\nmax@acme.test,\"Max \"\"M\"\" O\\Brien\"\n"), by: world.Ada);

        await world.BringInAsync(it, seen, by: world.Ada);
        await AssertInStepAsync(world, places: 1 + seen.Outlook!.Made + seen.Outlook.Joined);

        Assert.Null((await world.Imports().UndoAsync(seen.Import.Id, by: world.Ada)).Refusal);
        await world.WorkAsync();
        await AssertInStepAsync(world, places: 1);
    }

    private static async Task AssertInStepAsync(Story world, int places)
    {
        var people = await world.ReadAsync(db => db.Accounts.Select(account => new { account.Id, account.SortName, account.SearchWords, account.MergedIntoId }).ToListAsync());
        Assert.All(people, person => Assert.Equal(person.MergedIntoId is null, person.SearchWords.Length > 0));
        var directory = people.SelectMany(person => SortText.WordsIn(person.SearchWords).Select(word => (word, person.SortName, person.Id)));
        Assert.Equal(directory.Order(), (await world.ReadAsync(db => db.AccountWords.ToListAsync())).Select(row => (row.Word, row.SortName, row.AccountId)).Order());

        var listed = await world.ReadAsync(db => db.DeskCustomers.Select(place => new { place.DeskId, place.AccountId, place.SortName }).ToListAsync());
        Assert.Equal(places, listed.Count);
        var lists = listed.SelectMany(place => SortText.WordsIn(people.Single(person => person.Id == place.AccountId).SearchWords).Select(word => (place.DeskId, word, place.SortName, place.AccountId)));
        Assert.Equal(lists.Order(), (await world.ReadAsync(db => db.CustomerWords.ToListAsync())).Select(row => (row.DeskId, row.Word, row.SortName, row.AccountId)).Order());
    }
}
