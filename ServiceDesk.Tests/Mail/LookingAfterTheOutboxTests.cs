using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class LookingAfterTheOutboxTests(Stages stage) : IAsyncDisposable
{
    private readonly SmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory, OnBothDatabases]
    public async Task Mails_are_listed_newest_first_a_page_at_a_time(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        foreach (var n in Enumerable.Range(0, MailOutbox.PageSize + 3))
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await world.WriteAsync($"person{n}@example.com");
        }

        var first = (await world.Get<MailOutbox>().ListAsync(null, null, world.Ada)).Done;
        var second = (await world.Get<MailOutbox>().ListAsync(null, first.Next, world.Ada)).Done;

        Assert.Equal(
            Enumerable.Range(0, MailOutbox.PageSize + 3).Reverse().Select(n => $"person{n}@example.com"),
            first.Rows.Concat(second.Rows).Select(row => row.To));
        Assert.Null(second.Next);
        Assert.Equal(first.Rows[0].Id, (await world.Get<MailOutbox>().ListAsync(null, "no such place", world.Ada)).Done.Rows[0].Id);
    }

    [Theory, OnBothDatabases]
    public async Task Each_state_lists_its_own(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        _server.Answer = command => command.Contains("refused@", StringComparison.Ordinal) ? "550 no" : null;
        var refused = await world.WriteAsync("refused@example.com");
        await world.DeliverOneAsync();
        var delivered = await world.WriteAsync("delivered@example.com");
        await world.DeliverOneAsync();
        var (withdrawn, _) = await world.WriteWithLinkAsync("withdrawn@example.com");
        await world.ChangeAsync(async db => (await db.Outbox.AsTracking().SingleAsync(mail => mail.Id == withdrawn)).Withdraw());
        var waiting = await world.WriteAsync("waiting@example.com");

        foreach (var (state, id) in new[] { (MailState.Failed, refused), (MailState.Delivered, delivered), (MailState.Withdrawn, withdrawn), (MailState.Waiting, waiting) })
        {
            var row = Assert.Single((await world.Get<MailOutbox>().ListAsync(state, null, world.Ada)).Done.Rows);
            Assert.Equal((id, state), (row.Id, row.State));
        }

        Assert.Empty((await world.Get<MailOutbox>().ListAsync(MailState.Kept, null, world.Ada)).Done.Rows);
    }

    [Theory, OnBothDatabases]
    public async Task Without_a_server_opening_shows_the_link_and_is_audited(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var (id, link) = await world.WriteWithLinkAsync("karl@example.com");

        var opened = (await world.Get<MailOutbox>().OpenAsync(id, CultureInfo.InvariantCulture, world.Ada)).Done;

        Assert.Equal((link, MailState.Kept), (opened.Link!.AbsoluteUri, opened.Row.State));
        Assert.Contains(link, opened.Text, StringComparison.Ordinal);
        var audit = await world.ReadAsync(db => db.Audit.SingleAsync(entry => entry.What == Changes.MailOpened));
        Assert.Equal((world.Ada.AccountId, id), (audit.ActorId, audit.SubjectId));
        Assert.DoesNotContain(new Uri(link).Segments[^1], audit.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_server_nobody_but_the_reader_sees_the_link()
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server);
        var (id, link) = await world.WriteWithLinkAsync("karl@example.com");

        var opened = (await world.Get<MailOutbox>().OpenAsync(id, CultureInfo.InvariantCulture, world.Ada)).Done;

        Assert.Null(opened.Link);
        Assert.DoesNotContain(link, opened.Text + opened.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(OutboxMail.LinkMark, opened.Text + opened.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_a_site_administrator_is_told_that_there_is_anything()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        var id = await world.WriteAsync("karl@example.com");
        var administrator = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Administrator);
        await world.DeactivateAsync(world.Ada.AccountId!.Value);
        var outbox = world.Get<MailOutbox>();

        foreach (var somebody in new[] { administrator, Actor.Stranger(null), Actor.Site, world.Ada })
        {
            Assert.IsType<NotFound>((await outbox.ListAsync(null, null, somebody)).Refusal);
            Assert.IsType<NotFound>((await outbox.OpenAsync(id, CultureInfo.InvariantCulture, somebody)).Refusal);
            Assert.IsType<NotFound>((await outbox.SendAgainAsync(id, somebody)).Refusal);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_about_a_request_is_for_the_staff_of_its_desk(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.DeskAsync("IT");
        var to = new Recipient(EmailAddress.Parse("karl@example.com"), Languages.CultureOf(null), DeskId: desk.Id);
        var mail = world.Get<MailWriting>().Write(MailKind.RequestReceived, to, world.Now, new Uri("https://desk.test/x"), null, Guid.NewGuid(), "IT-1", "My salary", "Karl");
        await world.ChangeAsync(db => Task.FromResult(db.Outbox.Add(mail)));
        var outbox = world.Get<MailOutbox>();

        var row = Assert.Single((await outbox.ListAsync(null, null, world.Ada)).Done.Rows);
        Assert.Equal((null, false), (row.Subject, row.CanBeOpened));
        Assert.IsType<NotAllowed>((await outbox.OpenAsync(mail.Id, CultureInfo.InvariantCulture, world.Ada)).Refusal);

        await world.ChangeAsync(db => Task.FromResult(db.DeskAgents.Add(new() { DeskId = desk.Id, AccountId = world.Ada.AccountId!.Value, Since = world.Now })));
        Assert.Contains("My salary", (await outbox.ListAsync(null, null, world.Ada)).Done.Rows[0].Subject, StringComparison.Ordinal);
        Assert.True((await outbox.OpenAsync(mail.Id, CultureInfo.InvariantCulture, world.Ada)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task An_ordinary_mail_is_queued_again_as_it_is(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        _server.Answer = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 no" : null;
        var id = await world.WriteAsync("karl@example.com");
        await world.DeliverOneAsync();
        _server.Answer = _ => null;

        Assert.True((await world.Get<MailOutbox>().SendAgainAsync(id, world.Ada)).IsDone);
        Assert.True(await world.DeliverOneAsync());

        Assert.Equal(MailState.Delivered, (await world.MailAsync(id)).StateOf(hasServer: true));
        Assert.Equal(id, await world.ReadAsync(db => db.Audit.Where(entry => entry.What == Changes.MailSentAgain).Select(entry => entry.SubjectId!.Value).SingleAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_with_a_secret_is_written_anew_and_the_old_link_ends(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;
        var old = await world.SignUpSecretAsync("karl@example.com", returnPath: "/portal/IT/create/hardware");
        var mail = await world.ReadAsync(db => db.Outbox.SingleAsync());
        world.Clock.Advance(TimeSpan.FromHours(30));

        Assert.True((await world.Get<MailOutbox>().SendAgainAsync(mail.Id, world.Ada)).IsDone);

        var fresh = (await world.LinkMailedToAsync("karl@example.com")).Segments[^1];
        Assert.IsType<LinkWasTakenBack>((await world.FinishAsync(old)).Refusal);
        Assert.Null((await world.MailAsync(mail.Id)).SealedLink);
        Assert.NotEqual(mail.MessageId, (await world.ReadAsync(db => db.Outbox.OrderBy(m => m.Id).LastAsync())).MessageId);
        Assert.Equal("/portal/IT/create/hardware", (await world.FinishAsync(fresh)).Done.LandsOn);
    }

    [Theory, OnBothDatabases]
    public async Task Two_presses_send_one_mail(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await world.ContactAsync("karl@example.com");
        var (withLink, _) = await world.WriteWithLinkAsync("karl@example.com", LinkPurpose.AccountInvitation);
        var plain = await world.WriteAsync("nora@example.com");
        var outbox = world.Get<MailOutbox>();
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        foreach (var id in new[] { withLink, plain })
        {
            var pressed = await Task.WhenAll(outbox.SendAgainAsync(id, world.Ada), outbox.SendAgainAsync(id, world.Ada));

            Assert.IsType<SentAgainJustNow>(Assert.Single(pressed, outcome => !outcome.IsDone).Refusal);
        }

        Assert.Equal(2, await world.ReadAsync(db => db.Outbox.CountAsync(mail => mail.To == "karl@example.com")));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await outbox.SendAgainAsync(plain, world.Ada)).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task Sending_again_asks_the_rule_book_again(DatabaseProvider database)
    {
        var (world, _) = await stage.OpenDeskAsync(database);
        await using var __ = world;
        await world.SignUpSecretAsync("karl@example.com");
        var mail = await world.ReadAsync(db => db.Outbox.SingleAsync());

        await world.PublicSignupAsync(on: false);
        Assert.IsType<SignUpIsClosed>((await world.Get<MailOutbox>().SendAgainAsync(mail.Id, world.Ada)).Refusal);
        await world.PublicSignupAsync(on: true);
        await world.BlockAsync(AddressRuleKind.BlockedAddress, "karl@example.com");
        Assert.IsType<AddressIsBlocked>((await world.Get<MailOutbox>().SendAgainAsync(mail.Id, world.Ada)).Refusal);

        Assert.Equal(1, await world.ReadAsync(db => db.Outbox.CountAsync()));
        Assert.NotNull((await world.MailAsync(mail.Id)).SealedLink);
    }

    [Fact]
    public async Task Who_finished_meanwhile_is_sent_no_further_link()
    {
        var (world, _) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var __ = world;
        var used = await world.SignUpSecretAsync("karl@example.com");
        var unused = await world.ReadAsync(db => db.Outbox.SingleAsync());
        await world.FinishAsync(used);
        await world.SignUpSecretAsync("nora@example.com");
        var nora = await world.ReadAsync(db => db.Outbox.SingleAsync(mail => mail.To == "nora@example.com"));
        await world.PersonAsync("nora@example.com");

        Assert.IsType<LinkWasUsed>((await world.Get<MailOutbox>().SendAgainAsync(unused.Id, world.Ada)).Refusal);
        Assert.IsType<HasAnAccount>((await world.Get<MailOutbox>().SendAgainAsync(nora.Id, world.Ada)).Refusal);
    }

    [Fact]
    public async Task Resets_and_invitations_are_sent_again_by_their_own_doors()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.PersonAsync("nora@example.com");
        await world.Get<PasswordResets>().AskAsync("nora@example.com", Actor.Stranger(null));
        await world.ContactAsync("karl@example.com");
        var (invited, _) = await world.WriteWithLinkAsync("karl@example.com", LinkPurpose.AccountInvitation);
        var reset = await world.ReadAsync(db => db.Outbox.SingleAsync(mail => mail.To == "nora@example.com"));
        var oldReset = await world.LinkMailedToAsync("nora@example.com");
        var oldInvitation = await world.LinkMailedToAsync("karl@example.com");
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await world.Get<MailOutbox>().SendAgainAsync(reset.Id, world.Ada)).IsDone);
        Assert.True((await world.Get<MailOutbox>().SendAgainAsync(invited, world.Ada)).IsDone);

        var (newReset, newInvitation) = (await world.LinkMailedToAsync("nora@example.com"), await world.LinkMailedToAsync("karl@example.com"));
        Assert.Equal((oldReset.AbsolutePath, true), (newReset.AbsolutePath, newReset != oldReset));
        Assert.Equal((oldInvitation.Segments[^2], true), (newInvitation.Segments[^2], newInvitation != oldInvitation));
        Assert.IsType<LinkWasTakenBack>((await world.Get<PasswordResets>().LookAsync(oldReset.Query.Split('=')[1])).Refusal);
    }
}
