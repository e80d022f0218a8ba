using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Customers;

public sealed class StartingResetsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_desk_administrator_has_a_link_mailed_and_an_earlier_one_no_longer_counts(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        var karl = await world.ContactAsync("karl@kunde.test", "Karl");
        await world.JoinAsync(desk, karl.Id);

        Assert.True((await Resets(world).StartAsync(desk.Id, karl.Id, by: nora)).IsDone);
        var first = await world.SecretMailedToAsync("karl@kunde.test");
        Assert.True((await Resets(world).StartAsync(desk.Id, karl.Id, by: nora)).IsDone);

        Assert.Equal([MailKind.FirstPassword, MailKind.FirstPassword], await world.MailsToAsync("karl@kunde.test"));
        Assert.IsType<LinkWasTakenBack>((await Resets(world).ResetAsync(first, Good, by: Stranger)).Refusal);
        Assert.True((await Resets(world).ResetAsync(await world.SecretMailedToAsync("karl@kunde.test"), Good, by: Stranger)).IsDone);
        Assert.Equal(PasswordKind.Own, (await world.AccountAsync("karl@kunde.test")).Password);
        Assert.Equal(2, (await world.AuditOfAsync(karl.Id)).Count(what => what == Changes.ResetStarted));
    }

    [Theory, OnBothDatabases]
    public async Task For_staff_of_any_desk_only_a_site_administrator_does(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        var olga = await world.StaffAsync(await world.DeskAsync("HR"), "olga@desk.test", DeskRole.Agent);
        await world.JoinAsync(desk, olga.AccountId!.Value);

        Assert.Equal(new IsStaffSomewhere("olga@desk.test"), (await Resets(world).StartAsync(desk.Id, olga.AccountId!.Value, by: nora)).Refusal);
        Assert.True((await world.Get<DeskCustomers>().FindAsync(desk.Id, "", null, by: nora)).Done.Rows.Single().IsStaff);
        Assert.True((await Resets(world).StartAsync(desk.Id, olga.AccountId!.Value, by: world.Ada)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_is_mailed_who_is_on_another_list_deactivated_or_blocked(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var other = await world.CustomerAsync(await world.DeskAsync("HR"), "other@kunde.test");
        var shut = await world.CustomerAsync(desk, "shut@kunde.test");
        var blocked = await world.CustomerAsync(desk, "eve@blocked.test");
        await world.ChangeAccountAsync(shut, account => account.DeactivatedAt = world.Now);
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedDomain, Value = "blocked.test" })));

        Assert.IsType<NotFound>((await Resets(world).StartAsync(desk.Id, other.AccountId!.Value, by: world.Ada)).Refusal);
        Assert.IsType<AccountIsDeactivated>((await Resets(world).StartAsync(desk.Id, shut.AccountId!.Value, by: world.Ada)).Refusal);
        Assert.IsType<AddressIsBlocked>((await Resets(world).StartAsync(desk.Id, blocked.AccountId!.Value, by: world.Ada)).Refusal);
        Assert.Empty(await world.ReadAsync(db => db.Outbox.ToListAsync()));
    }

    private static PasswordResets Resets(World world) => world.Get<PasswordResets>();
}
