using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Mailboxes;

public sealed class ChoosingAMailboxTests(Stages stage)
{
    private const string Secret = "correct horse battery staple";

    [Theory, OnBothDatabases]
    public async Task What_is_secret_is_kept_sealed_shown_to_nobody_and_stays_until_it_is_typed_anew_or_removed(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (desk, mailboxes) = (await world.DeskAsync("IT"), world.Get<DeskMailboxes>());
        var anna = await world.StaffAsync(desk, "anna@desk.test", DeskRole.Administrator);
        var form = Form(desk.Id);

        Assert.IsType<NoMailboxYet>((await mailboxes.SwitchAsync(desk.Id, isOn: true, by: anna)).Refusal);
        Assert.IsType<MailboxSecretIsMissing>((await mailboxes.ChangeAsync(form with { Password = "" }, by: anna)).Refusal);
        Assert.True((await mailboxes.ChangeAsync(form, by: anna)).IsDone);
        var now = (await mailboxes.NowAsync(desk.Id, by: anna)).Done;
        Assert.Equal(form with { Password = "", Version = now.Form.Version }, now.Form);
        Assert.Equal((true, false, true), (now.IsSaved, now.IsOn, now.HasPassword));
        Assert.DoesNotContain(Secret, string.Join('\n', (await Snapshot.TakeAsync(world)).Values), StringComparison.Ordinal);
        Assert.IsType<ChangedMeanwhile>((await mailboxes.ChangeAsync(form with { Folder = "Help" }, by: anna)).Refusal);

        Assert.True((await mailboxes.ChangeAsync(now.Form with { Folder = "Help" }, by: anna)).IsDone);
        Assert.True((await mailboxes.SwitchAsync(desk.Id, isOn: true, by: anna)).IsDone);
        Assert.True((await mailboxes.NowAsync(desk.Id, by: anna)).Done is { HasPassword: true, IsOn: true });
        Assert.True((await mailboxes.ForgetAsync(desk.Id, MailboxSecret.Password, by: anna)).IsDone);
        Assert.False((await mailboxes.NowAsync(desk.Id, by: anna)).Done.HasPassword);
        Assert.Equal(
            [Changes.MailboxChanged, Changes.MailboxChanged, Changes.MailboxChanged, Changes.MailboxSwitchedOn],
            await world.ReadAsync(db => db.Audit.Where(entry => entry.DeskId == desk.Id && entry.ActorId == anna.AccountId).Select(entry => entry.What).Order().ToListAsync()));
    }

    [Fact]
    public async Task A_password_that_is_kept_is_handed_to_no_other_server_user_or_certificate()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        await world.SaveAsync(Form(desk.Id));
        var kept = (await world.Get<DeskMailboxes>().NowAsync(desk.Id, by: world.Ada)).Done.Form;
        MailboxForm[] others = [kept with { Host = "imap.evil.test" }, kept with { Port = 1993 }, kept with { User = "other" }, kept with { Security = WireSecurity.StartTls }, kept with { Thumbprint = new string('a', 64) }];

        foreach (var other in others)
        {
            Assert.IsType<SecretIsForAnotherServer>((await world.Get<DeskMailboxes>().ChangeAsync(other, by: world.Ada)).Refusal);
            Assert.IsType<SecretIsForAnotherServer>((await world.Get<MailboxTrials>().TestAsync(other, by: world.Ada)).Refusal);
        }

        Assert.True((await world.Get<DeskMailboxes>().ChangeAsync(others[0] with { Password = "another" }, by: world.Ada)).IsDone);
    }

    [Fact]
    public async Task A_secret_that_is_kept_is_handed_to_no_other_token_server_or_registration_and_goes_with_the_log_in_it_was_for()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        await world.SaveAsync(Form(desk.Id));
        await world.SaveAsync(Form(desk.Id) with { Password = "", Login = MailboxLogin.RefreshToken, TokenUrl = "https://login.example.org/token", ClientId = "desk", RefreshToken = Secret });
        var now = (await world.Get<DeskMailboxes>().NowAsync(desk.Id, by: world.Ada)).Done;
        Assert.Equal((false, false, true), (now.HasPassword, now.HasClientSecret, now.HasRefreshToken));

        foreach (var other in new[] { now.Form with { TokenUrl = "https://login.evil.test/token" }, now.Form with { ClientId = "another" } })
        {
            Assert.IsType<SecretIsForAnotherServer>((await world.Get<DeskMailboxes>().ChangeAsync(other, by: world.Ada)).Refusal);
            Assert.IsType<SecretIsForAnotherServer>((await world.Get<MailboxTrials>().TestAsync(other, by: world.Ada)).Refusal);
        }

        await world.SaveAsync(Form(desk.Id) with { Password = "another" });
        Assert.False((await world.Get<DeskMailboxes>().NowAsync(desk.Id, by: world.Ada)).Done.HasRefreshToken);
    }

    [Fact]
    public async Task A_mailbox_that_could_not_be_read_safely_is_not_taken()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var form = Form((await world.DeskAsync("IT")).Id);
        var byToken = form with { Login = MailboxLogin.ClientCredentials, TokenUrl = "https://login.example.org/token", ClientId = "desk", ClientSecret = "s" };
        (MailboxForm Form, Type Why)[] wrong =
        [
            (form with { Host = " " }, typeof(MailboxIsIncomplete)),
            (form with { Port = 0 }, typeof(MailboxIsIncomplete)),
            (form with { Security = WireSecurity.None }, typeof(MailboxMustBeEncrypted)),
            (form with { Security = WireSecurity.StartTlsWhenOffered, Host = "localhost" }, typeof(MailboxMustBeEncrypted)),
            (form with { Thumbprint = "12:34" }, typeof(NotAThumbprint)),
            (form with { Folder = "" }, typeof(NotAMailFolder)),
            (form with { ProcessedFolder = "inbox" }, typeof(NotAMailFolder)),
            (form with { RefusedFolder = "a\nb" }, typeof(NotAMailFolder)),
            (form with { User = new string('u', 300) }, typeof(TooLong)),
            (byToken with { TokenUrl = "http://127.0.0.1/token" }, typeof(NotATokenServer)),
            (byToken with { ClientId = "" }, typeof(MailboxIsIncomplete)),
            (byToken with { ClientSecret = "" }, typeof(MailboxSecretIsMissing)),
            (byToken with { Login = MailboxLogin.RefreshToken }, typeof(MailboxSecretIsMissing)),
            (new MailboxForm(form.DeskId) { Kind = MailboxKind.Maildir }, typeof(NoMaildirHere)),
            (new MailboxForm(form.DeskId) { Kind = MailboxKind.Maildir, Afterwards = AfterReading.Leave }, typeof(MaildirCannotBeLeft)),
            (new MailboxForm(form.DeskId) { Kind = MailboxKind.Maildir, ProcessedFolder = "../HR" }, typeof(NotAMailFolder)),
        ];

        foreach (var (asked, why) in wrong)
        {
            Assert.IsType(why, (await world.Get<DeskMailboxes>().ChangeAsync(asked, by: world.Ada)).Refusal);
        }

        Assert.True((await world.Get<DeskMailboxes>().ChangeAsync(byToken, by: world.Ada)).IsDone);
    }

    private static MailboxForm Form(Guid deskId) => new(deskId) { Host = "imap.desk.test", User = "help", Password = Secret };
}
