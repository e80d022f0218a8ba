using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class ChangingAddressesTests(Stages stage)
{
    private const string Old = "karl@acme.test";
    private const string New = "karl@kunde.test";

    [Theory, OnBothDatabases]
    public async Task The_new_address_proves_itself_and_the_old_one_is_told_and_unknown_again(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync(Old);
        await world.JoinAsync(await world.DeskAsync("IT"), karl.AccountId!.Value);
        var changes = world.Get<AddressChanges>();

        Assert.True((await changes.AskAsync(New, Good, by: karl)).IsDone);
        var secret = await world.SecretMailedToAsync(New);
        Assert.Equal(new AddressChangeSeen(Old, New), (await changes.LookAsync(secret, by: karl)).Done);
        Assert.Equal(Old, (await world.AccountAsync(karl)).Email);
        Assert.True((await changes.ConfirmAsync(secret, by: karl)).IsDone);

        var account = await world.AccountAsync(karl);
        Assert.Equal((New, New), (account.Email, account.NormalizedEmail));
        Assert.Equal([MailKind.AddressChanged], await world.MailsToAsync(Old));
        Assert.True((await world.Get<LogIns>().CheckAsync(New, Good, by: Stranger)).IsDone);
        Assert.IsType<WrongLogIn>((await world.Get<LogIns>().CheckAsync(Old, Good, by: Stranger)).Refusal);
        Assert.True(await world.ReadAsync(db => db.CustomerWords.AnyAsync(word => word.Word == "kunde.test")));
        Assert.False(await world.ReadAsync(db => db.AccountWords.AnyAsync(word => word.Word == "acme.test")));
        Assert.Equal([Changes.AddressChangeAsked, Changes.AddressChanged, Changes.CustomerJoined], (await world.AuditOfAsync(account.Id)).Order());
        Assert.Equal(AddressStanding.Unknown, (await world.ReadAsync(db => db.FactsOfAsync(EmailAddress.Parse(Old), null, world.Now))).Standing);
    }

    [Theory, OnBothDatabases]
    public async Task Known_and_blocked_addresses_look_like_any_other_and_are_mailed_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync(Old);
        await world.PersonAsync("lena@acme.test");
        await world.ChangeAsync(db =>
        {
            db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedAddress, Value = "bad@acme.test" });
            return Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedDomain, Value = "spam.test" }));
        });

        foreach (var address in (string[])["lena@acme.test", "LENA@ACME.TEST", "bad@acme.test", Old])
        {
            Assert.True((await world.Get<AddressChanges>().AskAsync(address, Good, by: karl)).IsDone);
        }

        Assert.IsType<AddressIsBlocked>((await world.Get<AddressChanges>().AskAsync("karl@spam.test", Good, by: karl)).Refusal);
        Assert.Equal(0, await world.ReadAsync(db => db.Outbox.CountAsync()));
        Assert.Equal(0, await world.ReadAsync(db => db.MailedLinks.CountAsync(link => link.VoidedAt == null)));
        Assert.IsType<AddressIsKnown>((await world.Get<AddressChanges>().AskForAsync(karl.AccountId!.Value, "lena@acme.test", by: world.Ada)).Refusal);
        Assert.IsType<AddressIsThePresentOne>((await world.Get<AddressChanges>().AskForAsync(karl.AccountId!.Value, " Karl@ACME.test", by: world.Ada)).Refusal);
    }

    [Fact]
    public async Task It_takes_the_present_password_and_later_the_person_who_is_logged_in()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonWithPasswordAsync(Old);
        var changes = world.Get<AddressChanges>();

        Assert.IsType<WrongPassword>((await changes.AskAsync(New, Better, by: karl)).Refusal);
        Assert.True((await changes.AskForAsync(karl.AccountId!.Value, New, by: world.Ada)).IsDone);
        var secret = await world.SecretMailedToAsync(New);

        // A mistyped address would else hand the account to whoever reads that mailbox.
        Assert.IsType<LogInToConfirm>((await changes.ConfirmAsync(secret, by: Stranger)).Refusal);
        Assert.IsType<LogOutFirst>((await changes.ConfirmAsync(secret, by: world.Ada)).Refusal);
        Assert.Equal(Old, (await world.AccountAsync(karl)).Email);
    }

    [Theory, OnBothDatabases]
    public async Task An_address_that_got_an_account_meanwhile_is_refused_at_the_link(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync(Old);
        await world.Get<AddressChanges>().AskAsync(New, Good, by: karl);
        var secret = await world.SecretMailedToAsync(New);
        await world.PersonAsync(New);

        Assert.IsType<AddressIsKnown>((await world.Get<AddressChanges>().ConfirmAsync(secret, by: karl)).Refusal);
        Assert.Equal(Old, (await world.AccountAsync(karl)).Email);
    }

    [Theory, OnBothDatabases]
    public async Task Links_to_the_old_address_end_with_it(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync(Old);
        await world.Get<PasswordResets>().AskAsync(Old, by: Stranger);
        var reset = await world.SecretMailedToAsync(Old);
        await world.Get<AddressChanges>().AskAsync(New, Good, by: karl);

        Assert.True((await world.Get<AddressChanges>().ConfirmAsync(await world.SecretMailedToAsync(New), by: karl)).IsDone);

        Assert.IsType<LinkWasTakenBack>((await world.Get<PasswordResets>().ResetAsync(reset, Better, by: Stranger)).Refusal);
    }
}
