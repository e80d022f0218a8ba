using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class ChangingPasswordsTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_change_needs_the_present_one_ends_sessions_and_is_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");
        var stamp = (await world.AccountAsync(karl)).SecurityStamp;
        var passwords = world.Get<Passwords>();

        Assert.IsType<WrongPassword>((await passwords.ChangeAsync(Better, Better, by: karl)).Refusal);
        Assert.IsType<Missing>((await passwords.ChangeAsync("", Better, by: karl)).Refusal);
        Assert.IsType<PasswordTooShort>((await passwords.ChangeAsync(Good, "short", by: karl)).Refusal);
        Assert.IsType<SamePassword>((await passwords.ChangeAsync(Good, Good, by: karl)).Refusal);
        Assert.Equal(stamp, (await world.AccountAsync(karl)).SecurityStamp);

        Assert.True((await passwords.ChangeAsync(Good, Better, by: karl)).IsDone);
        Assert.NotEqual(stamp, (await world.AccountAsync(karl)).SecurityStamp);
        Assert.Equal([MailKind.PasswordChanged], await world.MailsToAsync("karl@acme.test"));
        Assert.Equal([Changes.PasswordChanged], await world.AuditOfAsync(karl.AccountId!.Value));
        Assert.True((await world.Get<LogIns>().CheckAsync("karl@acme.test", Better, by: Stranger)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task Changing_a_temporary_password_makes_it_the_persons_own_and_proves_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.Get<UserDirectory>().CreateUserAsync(new("tom@desk.test", "Tom", new HashSet<Domain.Licensing.Application>(), IsInvited: false, Good), by: world.Ada);
        var tom = Actor.Person((await world.AccountAsync("tom@desk.test")).Id, null);

        Assert.True((await world.Get<Passwords>().ChangeAsync(Good, Better, by: tom)).IsDone);

        var own = await world.AccountAsync(tom);
        Assert.Equal(PasswordKind.Own, own.Password);
        Assert.Null(own.TemporaryPasswordExpiresAt);
        Assert.Null(own.AddressProvedAt);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_changes_at_once_one_is_told_that_it_came_too_late(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");

        var done = await Task.WhenAll(
            world.Get<Passwords>().ChangeAsync(Good, Better, by: karl),
            world.Get<Passwords>().ChangeAsync(Good, "seven quiet kettles", by: karl));

        Assert.Single(done, outcome => outcome.IsDone);
        Assert.Single(await world.MailsToAsync("karl@acme.test"));
    }

    [Fact]
    public async Task Guessing_the_present_one_in_an_open_session_is_slowed_down()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");

        for (var tries = 0; tries < 5; tries++)
        {
            Assert.IsType<WrongPassword>((await world.Get<Passwords>().ChangeAsync($"guess {tries}", Better, by: karl)).Refusal);
        }

        Assert.IsType<TooManyTries>((await world.Get<Passwords>().ChangeAsync(Good, Better, by: karl)).Refusal);
    }

    [Fact]
    public async Task Who_is_nobody_or_deactivated_changes_nothing()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");
        await world.ChangeAccountAsync(karl, account => account.DeactivatedAt = world.Now);

        Assert.IsType<NotFound>((await world.Get<Passwords>().ChangeAsync(Good, Better, by: karl)).Refusal);
        Assert.IsType<NotFound>((await world.Get<Passwords>().ChangeAsync(Good, Better, by: Stranger)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_reset_link_asked_for_earlier_no_longer_counts(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");
        await world.Get<PasswordResets>().AskAsync("karl@acme.test", by: Stranger);
        var secret = await world.SecretMailedToAsync("karl@acme.test");

        await world.Get<Passwords>().ChangeAsync(Good, Better, by: karl);

        Assert.IsType<LinkWasTakenBack>((await world.Get<PasswordResets>().ResetAsync(secret, Good, by: Stranger)).Refusal);
    }

    [Fact]
    public async Task The_same_password_typed_on_two_keyboards_is_the_same()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.PersonWithPasswordAsync("karl@acme.test", "caf\u00e9 with three ponies");

        Assert.True((await world.Get<LogIns>().CheckAsync("karl@acme.test", "cafe\u0301 with three ponies", by: Stranger)).IsDone);
        Assert.True((await world.ReadAsync(db => db.Accounts.AnyAsync(a => a.NormalizedEmail == "karl@acme.test"))));
    }
}
