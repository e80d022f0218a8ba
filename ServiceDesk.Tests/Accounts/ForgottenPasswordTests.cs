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

public sealed class ForgottenPasswordTests(Stages stage)
{
    private const string Address = "karl@acme.test";

    [Theory, OnBothDatabases]
    public async Task A_reset_ends_every_session_and_is_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync(Address);
        var stamp = (await world.AccountAsync(karl)).SecurityStamp;

        Assert.True((await world.Get<PasswordResets>().AskAsync("KARL@acme.test", by: Stranger)).IsDone);
        var secret = await world.SecretMailedToAsync(Address);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Address, (await world.Get<PasswordResets>().LookAsync(secret)).Done);
        Assert.True((await world.Get<PasswordResets>().ResetAsync(secret, Better, by: Stranger)).IsDone);

        Assert.NotEqual(stamp, (await world.AccountAsync(karl)).SecurityStamp);
        Assert.Equal([MailKind.PasswordReset, MailKind.PasswordChanged], await world.MailsToAsync(Address));
        Assert.IsType<WrongLogIn>((await world.Get<LogIns>().CheckAsync(Address, Good, by: Stranger)).Refusal);
        Assert.Equal(karl.AccountId, (await world.Get<LogIns>().CheckAsync(Address, Better, by: Stranger)).Done.AccountId);
        Assert.Equal([Changes.PasswordChanged], await world.AuditOfAsync(karl.AccountId!.Value));
    }

    [Theory, OnBothDatabases]
    public async Task Whatever_is_known_of_the_address_the_answer_is_the_same(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PersonAsync(Address);
        await world.ContactAsync("contact@acme.test");
        var shut = await world.PersonAsync("shut@acme.test");
        await world.ChangeAccountAsync(shut, account => account.DeactivatedAt = world.Now);
        await world.PersonAsync("blocked@acme.test");
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedAddress, Value = "blocked@acme.test" })));
        string[] typed = [Address, "contact@acme.test", "shut@acme.test", "blocked@acme.test", "unknown@acme.test"];

        foreach (var address in typed)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True((await world.Get<PasswordResets>().AskAsync(address, by: Stranger)).IsDone);
        }

        Assert.Equal([Address], await world.ReadAsync(db => db.Outbox.Select(mail => mail.To).ToListAsync()));
        Assert.Single(await world.ReadAsync(db => db.MailedLinks.UsableAt(world.Now).ToListAsync()));
        Assert.Equal(
            [(Effect.MailReset, null), (null, RefusedBecause.NothingToClaim), (null, RefusedBecause.AccountIsDeactivated), (null, RefusedBecause.AddressIsBlocked), (null, RefusedBecause.NotKnownHere)],
            await world.ReadAsync(async db => (await db.DoorLog.Where(entry => entry.Door == Door.ForgottenPassword).OrderBy(entry => entry.At).ToListAsync()).ConvertAll(entry => (entry.Effect, entry.Reason))));
    }

    [Fact]
    public async Task A_blocked_domain_is_told_so_known_or_not()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.PersonAsync(Address);
        await world.ChangeAsync(db => Task.FromResult(db.AddressRules.Add(new AddressRule { Kind = AddressRuleKind.BlockedDomain, Value = "acme.test" })));

        Assert.IsType<AddressIsBlocked>((await world.Get<PasswordResets>().AskAsync(Address, by: Stranger)).Refusal);
        Assert.IsType<AddressIsBlocked>((await world.Get<PasswordResets>().AskAsync("unknown@acme.test", by: Stranger)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_contact_on_a_list_claims_the_account_whatever_Public_signup_says(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.ContactAsync(Address, "Karl");
        await world.JoinAsync(await world.DeskAsync("IT"), karl.Id);

        await world.Get<PasswordResets>().AskAsync(Address, by: Stranger);
        Assert.True((await world.Get<PasswordResets>().ResetAsync(await world.SecretMailedToAsync(Address), Good, by: Stranger)).IsDone);

        var claimed = await world.AccountAsync(Address);
        Assert.Equal(PasswordKind.Own, claimed.Password);
        Assert.Equal(world.Now, claimed.AddressProvedAt);
        Assert.Contains(Changes.ContactClaimed, await world.AuditOfAsync(karl.Id));
        Assert.Equal([MailKind.FirstPassword], await world.MailsToAsync(Address));
        Assert.DoesNotContain("stays as it is", await world.ReadAsync(db => db.Outbox.Select(mail => mail.Text).SingleAsync()), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_contact_taken_off_every_list_meanwhile_claims_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.ContactAsync(Address, "Karl");
        await world.JoinAsync(await world.DeskAsync("IT"), karl.Id);
        await world.Get<PasswordResets>().AskAsync(Address, by: Stranger);
        var secret = await world.SecretMailedToAsync(Address);

        await world.ChangeAsync(db => db.CustomerWords.ExecuteDeleteAsync());
        await world.ChangeAsync(db => db.DeskCustomers.ExecuteDeleteAsync());

        Assert.IsType<LinkWasTakenBack>((await world.Get<PasswordResets>().LookAsync(secret)).Refusal);
        Assert.IsType<LinkWasTakenBack>((await world.Get<PasswordResets>().ResetAsync(secret, Good, by: Stranger)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_link_works_once_and_takes_the_others_with_it(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PersonAsync(Address);
        var resets = world.Get<PasswordResets>();
        await resets.AskAsync(Address, by: Stranger);
        var first = await world.SecretMailedToAsync(Address);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await resets.AskAsync(Address, by: Stranger);
        var second = await world.SecretMailedToAsync(Address);

        var done = await Task.WhenAll(resets.ResetAsync(first, Good, by: Stranger), resets.ResetAsync(first, Better, by: Stranger));

        Assert.Single(done, outcome => outcome.IsDone);
        Assert.IsType<LinkWasUsed>((await resets.ResetAsync(first, Better, by: Stranger)).Refusal);
        Assert.IsType<LinkWasTakenBack>((await resets.ResetAsync(second, Better, by: Stranger)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task It_lives_an_hour_and_one_button_sends_another(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.PersonAsync(Address);
        var resets = world.Get<PasswordResets>();
        await resets.AskAsync(Address, by: Stranger);
        var secret = await world.SecretMailedToAsync(Address);
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.IsType<LinkHasExpired>((await resets.ResetAsync(secret, Good, by: Stranger)).Refusal);
        Assert.True((await resets.SendAgainAsync(secret, by: Stranger)).IsDone);
        Assert.True((await resets.SendAgainAsync(secret, by: Stranger)).IsDone);
        Assert.True((await resets.SendAgainAsync("", by: Stranger)).IsDone);

        Assert.Equal(2, (await world.MailsToAsync(Address)).Count);
        Assert.True((await resets.ResetAsync(await world.SecretMailedToAsync(Address), Good, by: Stranger)).IsDone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made-up")]
    public async Task A_secret_that_is_none_resets_nothing(string? secret)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.PersonAsync(Address);
        await world.Get<PasswordResets>().AskAsync(Address, by: Stranger);

        Assert.IsType<LinkIsUnknown>((await world.Get<PasswordResets>().ResetAsync(secret, Good, by: Stranger)).Refusal);
    }

    [Fact]
    public async Task Who_was_deactivated_meanwhile_is_refused()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonAsync(Address);
        await world.Get<PasswordResets>().AskAsync(Address, by: Stranger);
        var secret = await world.SecretMailedToAsync(Address);
        await world.ChangeAccountAsync(karl, account => account.DeactivatedAt = world.Now);

        Assert.IsType<AccountIsDeactivated>((await world.Get<PasswordResets>().ResetAsync(secret, Good, by: Stranger)).Refusal);
    }

    [Fact]
    public async Task Two_factor_log_in_stays_on()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonWithPasswordAsync(Address);
        await world.ChangeAccountAsync(karl, account => account.TwoFactorEnabled = true);
        await world.Get<PasswordResets>().AskAsync(Address, by: Stranger);
        await world.Get<PasswordResets>().ResetAsync(await world.SecretMailedToAsync(Address), Better, by: Stranger);

        Assert.True((await world.Get<LogIns>().CheckAsync(Address, Better, by: Stranger)).Done.NeedsCode);
    }

    [Theory]
    [InlineData("karl")]
    [InlineData("karl@acme.test\r\nBcc: eve@acme.test")]
    [InlineData("")]
    public async Task What_is_no_address_is_said_to_be_none(string typed)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        Assert.IsType<NotAnAddress>((await world.Get<PasswordResets>().AskAsync(typed, by: Stranger)).Refusal);
    }
}
