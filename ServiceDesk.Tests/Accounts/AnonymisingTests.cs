using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class AnonymisingTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task Requests_stay_and_nothing_anywhere_tells_whose_they_were(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await TwoAccounts.MakeAsync(world);
        await world.Get<AccountMerges>().MergeAsync(karl.Old, karl.Kept, by: world.Ada);
        await world.Get<LogInSessions>().BeginAsync(karl.Kept);
        await world.Get<PasswordResets>().AskAsync(TwoAccounts.Address, by: Stranger);
        var profile = (await world.Get<UserDirectory>().ProfileAsync(karl.Kept, by: world.Ada)).Done;
        await world.Get<UserDirectory>().EditAsync(karl.Kept, profile with { FullName = "Karl Kaiser" }, by: world.Ada);
        var told = (await world.Get<UserDirectory>().AnonymisationAsync(karl.Kept, by: world.Ada)).Done;
        Assert.Equal((1, 1, 3, TwoAccounts.OldAddress), (told.Requests, told.Comments, told.Places, Assert.Single(told.FurtherAddresses)));

        Assert.True((await world.Get<UserDirectory>().AnonymiseAsync(karl.Kept, by: world.Ada)).IsDone);

        var row = (await world.Get<UserDirectory>().FindAsync(karl.Kept, by: world.Ada)).Done;
        Assert.Equal((UserStatus.Anonymised, "Anonymised", PasswordKind.None), (row.Status, row.FullName, row.Password));
        Assert.Equal(karl.Kept, await world.ReadAsync(db => db.Requests.Where(request => request.Id == karl.OldRequest.Id).Select(request => request.ReporterId).SingleAsync()));
        Assert.Equal("[]", await TracesAsync(world));
        Assert.Equal(0, await world.ReadAsync(db => db.LogInSessions.CountAsync()));
        Assert.Equal(0, await world.ReadAsync(db => db.DeskCustomers.CountAsync(place => place.AccountId == karl.Kept)));
        Assert.Contains(Changes.AccountAnonymised, await world.AuditOfAsync(karl.Kept));
        Assert.IsType<NotFound>((await world.Get<UserDirectory>().ReactivateAsync(karl.Kept, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task The_addresses_are_unknown_again_and_blocks_stay(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await TwoAccounts.MakeAsync(world);
        await world.Get<AccountMerges>().MergeAsync(karl.Old, karl.Kept, by: world.Ada);
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedAddress, Value = TwoAccounts.Address })));

        await world.Get<UserDirectory>().AnonymiseAsync(karl.Kept, by: world.Ada);

        Task<DoorFacts> Facts(string address) => world.ReadAsync(db => db.FactsOfAsync(EmailAddress.Parse(address), null, world.Now));
        Assert.Equal((AddressStanding.Unknown, true), (await Facts(TwoAccounts.Address) is var own ? (own.Standing, own.IsAddressBlocked) : default));
        Assert.Equal((AddressStanding.Unknown, false), (await Facts(TwoAccounts.OldAddress) is var old ? (old.Standing, old.IsAddressBlocked) : default));
        Assert.True((await world.Get<UserDirectory>().CreateUserAsync(new(TwoAccounts.OldAddress, "Another Karl", new HashSet<Domain.Licensing.Application>(), IsInvited: false), by: world.Ada)).IsDone);
    }

    [Fact]
    public async Task Never_oneself_and_never_the_last_site_administrator()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var ben = await world.ContactAsync("ben@desk.test");
        await world.Get<UserDirectory>().MakeSiteAdministratorAsync(ben.Id, by: world.Ada);

        Assert.IsType<NotYourself>((await world.Get<UserDirectory>().AnonymiseAsync(world.Ada.AccountId!.Value, by: world.Ada)).Refusal);
        Assert.IsType<LastSiteAdministrator>((await world.Get<UserDirectory>().AnonymiseAsync(world.Ada.AccountId.Value, by: Actor.Person(ben.Id, null))).Refusal);
        Assert.Equal("Ada Admin", (await world.AccountAsync(world.Ada)).FullName);
    }

    // Whatever is kept anywhere, row by row as text: what was written by hand into requests is nobody's but theirs.
    private static Task<string> TracesAsync(Story world) => world.ReadAsync(async db =>
    {
        List<string> kept =
        [
            .. await db.Accounts.Select(a => a.Email + a.NormalizedEmail + a.FullName + a.SortName).ToListAsync(),
            .. await db.AccountWords.Select(word => word.Word).ToListAsync(),
            .. await db.CustomerWords.Select(word => word.Word).ToListAsync(),
            .. await db.MailedLinks.Select(link => link.Address + link.FullName).ToListAsync(),
            .. await db.Outbox.Select(mail => mail.To + mail.Text).ToListAsync(),
            .. await db.DoorLog.Select(entry => entry.Address).ToListAsync(),
            .. await db.Audit.Select(entry => entry.Details).ToListAsync(),
        ];
        return System.Text.Json.JsonSerializer.Serialize(kept.Where(text => text.Contains("karl", StringComparison.OrdinalIgnoreCase) || text.Contains("kunde", StringComparison.OrdinalIgnoreCase)));
    });
}
