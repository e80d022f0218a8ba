using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Mime.Writing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class MailsAmongOthersTests(Stages stage) : IAsyncDisposable
{
    private static readonly MailBody Body = new("Re: The printer", "It works again.");

    private readonly SmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory, OnBothDatabases]
    public async Task A_mail_says_what_it_answers_where_answers_go_and_how_such_mails_end(DatabaseProvider database)
    {
        var mail = await SentAsync(database, new MailContext
        {
            MessageId = "it-42.3@desk.test",
            InReplyTo = "b@example.com",
            References = ["a@example.com", "b@example.com"],
            ReplyTo = EmailAddress.Parse("help+token@desk.test"),
            Unsubscribe = new Uri("https://desk.test/unsubscribe/IT-42?to=karl"),
        });

        Assert.Equal(
            ("<it-42.3@desk.test>", "<b@example.com>", "<a@example.com> <b@example.com>", "help+token@desk.test"),
            (mail.Header("Message-ID"), mail.Header("In-Reply-To"), mail.Header("References"), mail.Header("Reply-To")));
        Assert.Equal(
            ("<https://desk.test/unsubscribe/IT-42?to=karl>", "List-Unsubscribe=One-Click", "auto-generated"),
            (mail.Header("List-Unsubscribe"), mail.Header("List-Unsubscribe-Post"), mail.Header("Auto-Submitted")));
        Assert.StartsWith("MAIL FROM:<help@desk.test>", mail.From, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_answers_nothing_says_nothing_of_it()
    {
        var mail = await SentAsync(DatabaseProvider.Sqlite, MailContext.None);

        Assert.All(new[] { "In-Reply-To", "References", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post" }, name => Assert.Null(mail.Header(name)));
        Assert.Matches("^<[0-9a-f]{32}@.+>$", mail.Header("Message-ID"));
        Assert.Equal(("Re: The printer", "It works again."), (mail.Header("Subject"), mail.Text));
        Assert.Contains("<p>It works again.</p>", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AutoSubmitted.No, null)]
    [InlineData(AutoSubmitted.Replied, "auto-replied")]
    public async Task What_a_person_wrote_is_told_from_what_a_machine_answered(AutoSubmitted automatic, string? told) =>
        Assert.Equal(told, (await SentAsync(DatabaseProvider.Sqlite, new MailContext { Automatic = automatic })).Header("Auto-Submitted"));

    [Fact]
    public async Task Of_a_mail_with_an_empty_return_path_nobody_is_told_that_it_failed()
    {
        var mail = await SentAsync(DatabaseProvider.Sqlite, new MailContext { HasEmptyReturnPath = true });

        Assert.Equal("MAIL FROM:<>", mail.From);
        Assert.Equal("Help desk <help@desk.test>", mail.Header("From"));
    }

    [Fact]
    public async Task Ending_by_one_post_is_promised_only_where_it_goes_encrypted()
    {
        var mail = await SentAsync(DatabaseProvider.Sqlite, new MailContext { Unsubscribe = new Uri("http://localhost:5000/unsubscribe") });

        Assert.Equal(("<http://localhost:5000/unsubscribe>", null), (mail.Header("List-Unsubscribe"), mail.Header("List-Unsubscribe-Post")));
    }

    [Fact]
    public async Task Words_of_its_own_may_have_html_of_their_own() =>
        Assert.Equal("<h1>Fixed</h1>", (await SentAsync(DatabaseProvider.Sqlite, MailContext.None, Body with { Html = "<h1>Fixed</h1>" })).Html);

    [Theory, OnBothDatabases]
    public async Task Files_of_a_request_go_along_and_what_is_gone_is_left_out(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        var karl = await world.PersonAsync("karl@example.com");
        var content = RandomNumberGenerator.GetBytes(Attachment.PieceBytes + 100);
        var large = await UploadAsync(world, karl, "log.bin", content);
        var gone = await UploadAsync(world, karl, "gone.txt", [1]);
        var small = await UploadAsync(world, karl, "Übersicht.pdf", [1, 2, 3]);
        var id = await WriteAsync(world, new MailContext { Files = [new(large), new(gone), new(small, "overview@desk")] });
        Assert.True((await world.Get<Uploads>().TakeBackAsync(gone, karl)).IsDone);

        Assert.True(await world.DeliverOneAsync());

        var mail = await _server.NextAsync();
        Assert.NotNull((await world.MailAsync(id)).DeliveredAt);
        Assert.Equal(["multipart/alternative", "text/plain", "multipart/related", "text/html", "application/pdf", "application/octet-stream"], TypesWithin(mail));
        Assert.Equal(content, ContentOf(mail, "filename=\"log.bin\"\r\n\r\n"));
        Assert.Equal([1, 2, 3], ContentOf(mail, "Content-ID: <overview@desk>\r\n\r\n"));
        Assert.DoesNotContain("gone.txt", mail.Raw, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task With_a_mail_that_is_forgotten_go_the_names_of_its_files_and_not_the_files(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonAsync("karl@example.com");
        await WriteAsync(world, new MailContext { Files = [new(await UploadAsync(world, karl, "a.txt", [1]))] });

        await world.ChangeAsync(db => db.Outbox.ExecuteDeleteAsync());

        Assert.Equal((0, 1), (await world.ReadAsync(db => db.OutboxFiles.CountAsync()), await world.ReadAsync(db => db.Attachments.CountAsync())));
    }

    [Fact]
    public async Task A_mail_with_a_secret_link_keeps_its_place_when_it_is_sent_again()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.ContactAsync("karl@example.com");
        var file = await UploadAsync(world, world.Ada, "house-rules.pdf", [1]);
        var (link, secret) = MailedLink.Issue(LinkPurpose.AccountInvitation, karl.Address, karl.Id, deskId: null, fullName: null, returnPath: null, world.Now);
        var context = new MailContext { InReplyTo = "a@example.com", ReplyTo = EmailAddress.Parse("help+1@desk.test"), Files = [new(file)] };
        var mail = world.Get<MailWriting>().Write(MailKind.AccountInvitation, Recipient.Of(karl), world.Now, context, world.Get<SiteLinks>().To(link.Purpose, secret), link, requestId: null, "Desk");
        await world.ChangeAsync(db =>
        {
            db.AddRange(link, mail);
            return Task.CompletedTask;
        });

        Assert.True((await world.Get<MailOutbox>().SendAgainAsync(mail.Id, world.Ada)).IsDone);

        var again = await world.ReadAsync(db => db.Outbox.Include(row => row.Files).SingleAsync(row => row.Id != mail.Id));
        Assert.Equal(("a@example.com", "help+1@desk.test", true, file), (again.InReplyTo, again.ReplyTo, again.HasFiles, Assert.Single(again.Files).AttachmentId));
        Assert.NotEqual(mail.MessageId, again.MessageId);
    }

    [Fact]
    public async Task What_a_stranger_calls_a_message_id_and_is_none_is_left_out_and_long_threads_are_cut_in_the_middle()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var thread = Enumerable.Range(1, 50).Select(n => $"{n}@example.com").ToList();

        var torn = Make(world, new MailContext { InReplyTo = "a@b>\r\nBcc: <eve@example.com", References = ["a b@c", "", "1@example.com", "ü@example.com", "1@example.com"] });
        var cut = Make(world, new MailContext { References = thread });

        Assert.Equal((null, "1@example.com"), (torn.InReplyTo, torn.References));
        Assert.Equal([thread[0], .. thread.TakeLast(19)], cut.References!.Split(' '));
    }

    public static TheoryData<MailContext> Wrong =>
    [
        new MailContext { MessageId = "a@b\r\nBcc: eve@example.com" },
        new MailContext { Unsubscribe = new Uri("javascript:alert(1)") },
        new MailContext { Unsubscribe = new Uri("/unsubscribe", UriKind.Relative) },
        new MailContext { Unsubscribe = new Uri("https://desk.test/" + new string('a', 900)) },
        new MailContext { Files = [new(Guid.Empty, "a b")] },
    ];

    [Theory, MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_of_our_own_cannot_be_written_is_told_when_the_mail_is(MailContext context)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        Assert.Throws<ArgumentException>(() => Make(world, context));
    }

    private static OutboxMail Make(World world, MailContext context, MailBody? body = null) => world.Get<MailWriting>()
        .Compose(MailKind.PublicReply, new Recipient(EmailAddress.Parse("karl@example.com"), Languages.CultureOf(null)), world.Now, context, body ?? Body, requestId: null);

    private static async Task<Guid> WriteAsync(World world, MailContext context, MailBody? body = null)
    {
        var mail = Make(world, context, body);
        await world.ChangeAsync(db => Task.FromResult(db.Outbox.Add(mail)));
        return mail.Id;
    }

    private static async Task<Guid> UploadAsync(World world, Actor by, string name, byte[] content) =>
        (await world.Get<Uploads>().TakeAsync(name, name.EndsWith(".pdf", StringComparison.Ordinal) ? "application/pdf" : null, new MemoryStream(content), by)).Done.Id;

    private static IEnumerable<string> TypesWithin(ReceivedMail mail) => Regex.Matches(mail.Raw, "(?m)^Content-Type: ([a-z/-]+)").Skip(1).Select(type => type.Groups[1].Value);

    private static byte[] ContentOf(ReceivedMail mail, string before) => Convert.FromBase64String(mail.Raw.Split(before)[1].Split("\r\n--")[0]);

    private async Task<ReceivedMail> SentAsync(DatabaseProvider database, MailContext context, MailBody? body = null)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        await WriteAsync(world, context, body);
        Assert.True(await world.DeliverOneAsync());
        return await _server.NextAsync();
    }
}
