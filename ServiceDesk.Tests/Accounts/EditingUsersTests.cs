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

public sealed class EditingUsersTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_new_name_and_language_are_audited_with_what_was_before(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var directory = world.Get<UserDirectory>();
        var karl = await world.CustomerAsync(await world.DeskAsync("IT"), "karl@acme.test", "Karl");
        var profile = (await directory.ProfileAsync(karl.AccountId!.Value, by: world.Ada)).Done;

        Assert.True((await directory.EditAsync(karl.AccountId.Value, profile with { FullName = "Konrad", Language = "de" }, by: world.Ada)).IsDone);

        Assert.Equal(("Konrad", "de"), (await world.AccountAsync(karl) is var account ? (account.FullName, account.Language) : default));
        Assert.True(await world.ReadAsync(db => db.CustomerWords.AnyAsync(word => word.Word == "konrad")));
        var entry = await world.ReadAsync(db => db.Audit.SingleAsync(row => row.What == Changes.ProfileChanged));
        Assert.Equal((world.Ada.AccountId, true), (entry.ActorId, entry.Details.Contains("\"Before\":{\"FullName\":\"Karl\",\"Language\":null}", StringComparison.Ordinal)));
        Assert.IsType<ChangedMeanwhile>((await directory.EditAsync(karl.AccountId.Value, profile with { FullName = "Late" }, by: world.Ada)).Refusal);
        Assert.IsType<UnknownLanguage>((await directory.EditAsync(karl.AccountId.Value, (await directory.ProfileAsync(karl.AccountId.Value, by: world.Ada)).Done with { Language = "tlh" }, by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task A_temporary_password_ends_the_old_one_and_its_sessions_and_the_mail_does_not_have_it(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");
        var stamp = (await world.AccountAsync(karl)).SecurityStamp;

        Assert.True((await world.Get<UserDirectory>().SetTemporaryPasswordAsync(karl.AccountId!.Value, Better, by: world.Ada)).IsDone);

        var account = await world.AccountAsync(karl);
        Assert.Equal((PasswordKind.Temporary, world.Now + TemporaryPassword.UsualLifetime), (account.Password, account.TemporaryPasswordExpiresAt));
        Assert.NotEqual(stamp, account.SecurityStamp);
        Assert.IsType<WrongLogIn>((await world.Get<LogIns>().CheckAsync("karl@acme.test", Good, by: Stranger)).Refusal);
        Assert.True((await world.Get<LogIns>().CheckAsync("karl@acme.test", Better, by: Stranger)).IsDone);
        var mail = await world.ReadAsync(db => db.Outbox.SingleAsync(row => row.To == "karl@acme.test"));
        Assert.Equal((MailKind.TemporaryPasswordSet, false), (mail.Kind, mail.Text.Contains(Better, StringComparison.Ordinal)));
        Assert.Equal([Changes.TemporaryPasswordSet], await world.AuditOfAsync(account.Id));
    }

    [Fact]
    public async Task A_temporary_password_is_refused_for_oneself_for_the_deactivated_and_where_it_is_weak()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var directory = world.Get<UserDirectory>();
        var karl = (await world.PersonAsync("karl@acme.test")).AccountId!.Value;

        Assert.IsType<ChangeYourOwnPassword>((await directory.SetTemporaryPasswordAsync(world.Ada.AccountId!.Value, Better, by: world.Ada)).Refusal);
        Assert.IsType<PasswordTooCommon>((await directory.SetTemporaryPasswordAsync(karl, "password1", by: world.Ada)).Refusal);
        await directory.DeactivateAsync(karl, by: world.Ada);
        Assert.IsType<AccountIsDeactivated>((await directory.SetTemporaryPasswordAsync(karl, Better, by: world.Ada)).Refusal);
        Assert.Equal(PasswordKind.Own, (await world.AccountAsync("karl@acme.test")).Password);
    }

    [Theory, OnBothDatabases]
    public async Task A_reset_started_by_an_administrator_is_the_mail_the_person_could_have_asked_for(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonAsync("karl@acme.test");
        var contact = await world.ContactAsync("lena@acme.test");
        var resets = world.Get<PasswordResets>();

        Assert.True((await resets.StartAsync(karl.AccountId!.Value, by: world.Ada)).IsDone);
        var first = await world.SecretMailedToAsync("karl@acme.test");
        Assert.True((await resets.StartAsync(karl.AccountId.Value, by: world.Ada)).IsDone);

        Assert.IsType<LinkWasTakenBack>((await resets.ResetAsync(first, Good, by: Stranger)).Refusal);
        Assert.True((await resets.ResetAsync(await world.SecretMailedToAsync("karl@acme.test"), Good, by: Stranger)).IsDone);
        Assert.IsType<NothingToReset>((await resets.StartAsync(contact.Id, by: world.Ada)).Refusal);
        await world.JoinAsync(await world.DeskAsync("IT"), contact.Id);
        Assert.True((await resets.StartAsync(contact.Id, by: world.Ada)).IsDone);
    }

    [Fact]
    public void A_deactivated_person_is_let_in_at_no_door_of_the_table() =>
        Assert.All(WhatDeactivatedMeans.AtEveryDoor, row => Assert.IsType<Refused>(row.Decision));
}
