using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class MergingAccountsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Everything_moves_as_the_preview_said(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await TwoAccounts.MakeAsync(world);
        var preview = (await world.Get<AccountMerges>().PreviewAsync(TwoAccounts.OldAddress, karl.Kept, by: world.Ada)).Done;
        Assert.Equal((1, 1, 1, 1, false), (preview.Requests, preview.Assigned, preview.Comments, preview.Participations, preview.IsFromUnproved));
        Assert.Equal(["HR desk", "IT desk"], preview.CustomerOf);
        Assert.Equal(["IT desk"], preview.AgentOf);
        Assert.Equal([Application.Team], preview.SeatsMoved);

        Assert.True((await world.Get<AccountMerges>().MergeAsync(preview.FromId, karl.Kept, by: world.Ada)).IsDone);

        Assert.Equal(0, await RowsOfAsync(world, karl.Old));
        Assert.Equal(8, await RowsOfAsync(world, karl.Kept));
        Assert.True(await world.ReadAsync(db => db.DeskAgents.AnyAsync(agent => agent.AccountId == karl.Kept && agent.IsAdministrator)));
        Assert.Equal(2, await world.ReadAsync(db => db.CustomerWords.CountAsync(word => word.AccountId == karl.Kept && word.Word == "kunde")));
        Assert.Equal([Changes.AccountsMerged], (await world.AuditOfAsync(karl.Kept)).Except([Changes.CustomerJoined]));
    }

    [Theory, OnBothDatabases]
    public async Task The_address_given_up_is_a_further_one_at_every_door(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await TwoAccounts.MakeAsync(world);
        await world.Get<AccountMerges>().MergeAsync(karl.Old, karl.Kept, by: world.Ada);
        await world.PublicSignupAsync(on: true);
        await world.DeskAsync("WEB", CustomerAccess.EveryoneMaySignUp);

        var facts = await world.ReadAsync(db => db.FactsOfAsync(EmailAddress.Parse(TwoAccounts.OldAddress), karl.Hr.Id, world.Now));
        Assert.Equal((AddressStanding.Account, true, false), (facts.Standing, facts.IsOnList, facts.IsDeactivated));
        Assert.Equal(karl.Kept, (await world.Get<LogIns>().CheckAsync(TwoAccounts.OldAddress, Better, by: Stranger)).Done.AccountId);
        Assert.IsType<WrongLogIn>((await world.Get<LogIns>().CheckAsync(TwoAccounts.OldAddress, Good, by: Stranger)).Refusal);
        await world.Get<SignUps>().AskAsync("WEB", TwoAccounts.OldAddress, "Karl", null, null, by: Stranger);
        await world.Get<PasswordResets>().AskAsync(TwoAccounts.OldAddress, by: Stranger);
        Assert.Equal([MailKind.YouHaveAnAccount, MailKind.PasswordReset], (await world.MailsToAsync(TwoAccounts.Address)).Order());
        Assert.Empty(await world.MailsToAsync(TwoAccounts.OldAddress));
        Assert.IsType<AddressIsKnown>((await world.Get<UserDirectory>().CreateUserAsync(new(TwoAccounts.OldAddress, "Karl", new HashSet<Application>(), IsInvited: false), by: world.Ada)).Refusal);

        var found = (await world.Get<UserDirectory>().ListAsync("karl.old", UserFilter.All, null, by: world.Ada)).Done.Rows;
        Assert.Equal([karl.Kept], found.Select(row => row.Id));
        Assert.Equal([TwoAccounts.OldAddress], (await world.Get<UserDirectory>().FurtherAddressesAsync(karl.Kept, by: world.Ada)).Done);
        Assert.IsType<NotFound>((await world.Get<UserDirectory>().FindAsync(karl.Old, by: world.Ada)).Refusal);
        Assert.IsType<NotFound>((await world.Get<UserDirectory>().ReactivateAsync(karl.Old, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task For_a_day_all_of_it_goes_back_and_the_old_password_opens_the_old_account(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await TwoAccounts.MakeAsync(world);
        var before = (await RowsOfAsync(world, karl.Old), await RowsOfAsync(world, karl.Kept));
        await world.Get<AccountMerges>().MergeAsync(karl.Old, karl.Kept, by: world.Ada);
        var merge = Assert.Single((await world.Get<AccountMerges>().OfAsync(karl.Kept, by: world.Ada)).Done);
        world.Clock.Advance(AccountMerge.Undoable - TimeSpan.FromSeconds(1));
        await world.Get<AccountMerges>().SweepAsync(TestContext.Current.CancellationToken);

        Assert.True((await world.Get<AccountMerges>().UndoAsync(merge.Id, by: world.Ada)).IsDone);

        Assert.Equal(before, (await RowsOfAsync(world, karl.Old), await RowsOfAsync(world, karl.Kept)));
        Assert.Equal(karl.Old, (await world.Get<LogIns>().CheckAsync(TwoAccounts.OldAddress, Good, by: Stranger)).Done.AccountId);
        Assert.Equal([karl.Old], (await world.Get<UserDirectory>().ListAsync("karl.old", UserFilter.All, null, by: world.Ada)).Done.Rows.Select(row => row.Id));
        Assert.IsType<MergeIsFinal>((await world.Get<AccountMerges>().UndoAsync(merge.Id, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_others_changed_meanwhile_stays_as_they_left_it(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await TwoAccounts.MakeAsync(world);
        await world.Get<AccountMerges>().MergeAsync(karl.Old, karl.Kept, by: world.Ada);
        await world.Get<UserDirectory>().TakeSeatAsync(karl.Kept, Application.Team, by: world.Ada);
        await world.ChangeAsync(async db => (await db.Requests.AsTracking().SingleAsync(request => request.Id == karl.OthersRequest.Id)).AssigneeId = world.Ada.AccountId);

        Assert.True((await world.Get<AccountMerges>().UndoAsync((await world.Get<AccountMerges>().OfAsync(karl.Kept, by: world.Ada)).Done[0].Id, by: world.Ada)).IsDone);

        Assert.Equal(0, await world.ReadAsync(db => db.Seats.CountAsync(seat => seat.Application == Application.Team)));
        Assert.Equal(world.Ada.AccountId, await world.ReadAsync(db => db.Requests.Where(request => request.Id == karl.OthersRequest.Id).Select(request => request.AssigneeId).SingleAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task After_its_day_a_merge_is_final_and_the_old_password_forgotten(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await TwoAccounts.MakeAsync(world);
        await world.Get<AccountMerges>().MergeAsync(karl.Old, karl.Kept, by: world.Ada);
        var merge = (await world.Get<AccountMerges>().OfAsync(karl.Kept, by: world.Ada)).Done[0];

        world.Clock.Advance(AccountMerge.Undoable + TimeSpan.FromSeconds(1));
        Assert.IsType<MergeIsFinal>((await world.Get<AccountMerges>().UndoAsync(merge.Id, by: world.Ada)).Refusal);
        Assert.Equal(1, await world.Get<AccountMerges>().SweepAsync(TestContext.Current.CancellationToken));

        Assert.Null(await world.ReadAsync(db => db.Accounts.Where(account => account.Id == karl.Old).Select(account => account.PasswordHash).SingleAsync()));
        Assert.Equal("", await world.ReadAsync(db => db.AccountMerges.Select(row => row.Moved).SingleAsync()));
        Assert.NotNull((await world.AccountAsync(TwoAccounts.Address)).PasswordHash);
    }

    [Fact]
    public async Task What_must_not_be_merged_is_not()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var merges = world.Get<AccountMerges>();
        var karl = (await world.PersonAsync("karl@acme.test")).AccountId!.Value;
        var contact = (await world.ContactAsync("contact@acme.test")).Id;
        var gone = (await world.PersonAsync("gone@acme.test")).AccountId!.Value;
        await world.Get<UserDirectory>().DeactivateAsync(gone, by: world.Ada);
        var ben = await world.PersonAsync("ben@desk.test");
        await world.Get<UserDirectory>().MakeSiteAdministratorAsync(ben.AccountId!.Value, by: world.Ada);

        Assert.IsType<SameAccount>((await merges.MergeAsync(karl, karl, by: world.Ada)).Refusal);
        Assert.IsType<NotYourselfAway>((await merges.MergeAsync(world.Ada.AccountId!.Value, karl, by: world.Ada)).Refusal);
        Assert.IsType<ProvedIntoUnproved>((await merges.MergeAsync(karl, contact, by: world.Ada)).Refusal);
        Assert.IsType<AccountIsDeactivated>((await merges.MergeAsync(gone, karl, by: world.Ada)).Refusal);
        Assert.IsType<NobodyHasThisAddress>((await merges.PreviewAsync("nobody@acme.test", karl, by: world.Ada)).Refusal);
        Assert.True((await merges.PreviewAsync("contact@acme.test", karl, by: world.Ada)).Done.IsFromUnproved);
        Assert.Equal(0, await world.ReadAsync(db => db.AccountMerges.CountAsync()));
    }

    private static Task<int> RowsOfAsync(Story world, Guid id) => world.ReadAsync(async db =>
        await db.Requests.CountAsync(row => row.ReporterId == id) + await db.Requests.CountAsync(row => row.AssigneeId == id)
        + await db.Comments.CountAsync(row => row.AuthorId == id) + await db.Participants.CountAsync(row => row.AccountId == id)
        + await db.DeskCustomers.CountAsync(row => row.AccountId == id) + await db.DeskAgents.CountAsync(row => row.AccountId == id)
        + await db.Seats.CountAsync(row => row.AccountId == id));
}
