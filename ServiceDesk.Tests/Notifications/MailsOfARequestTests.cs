using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mime;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Mail;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Requests.RequestStories;
using ReceivedMail = ServiceDesk.Tests.Stage.ReceivedMail;

namespace ServiceDesk.Tests.Notifications;

/// <summary>The mails about a request as a mail server takes them, and what comes back.</summary>
public sealed class MailsOfARequestTests(Stages stage) : IAsyncDisposable
{
    private const string Karls = "karl@kunde.test";
    private readonly SmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory, OnBothDatabases]
    public async Task A_stranger_writes_the_agent_replies_and_the_answer_to_that_mail_is_a_comment_without_the_old_words(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        var (desk, nora) = await DeskAsync(world);
        await world.ComesAsync(desk, new Letter(Karls) { MessageId = "first@kunde.test" });
        var request = Assert.Single(await world.RequestsAsync());

        var received = await SentAsync(world);
        Assert.Equal(("<first@kunde.test>", "<first@kunde.test>", "auto-replied"), (received.Header("In-Reply-To"), received.Header("References"), received.Header("Auto-Submitted")));
        await world.ReplyAsync(request, nora, "Which printer?");
        var reply = await SentAsync(world);

        Assert.Equal("IT desk <help@desk.test>", reply.Header("From")!.Replace("\"", "", StringComparison.Ordinal));
        Assert.Equal("MAIL FROM:<help@desk.test>", reply.From.Split(" SIZE")[0].Split(" BODY")[0]);
        Assert.Equal($"<first@kunde.test> {received.Header("Message-ID")}", reply.Header("References"));
        Assert.Equal(received.Header("Message-ID"), reply.Header("In-Reply-To"));
        Assert.Null(reply.Header("Auto-Submitted"));
        Assert.NotNull(reply.Header("X-ServiceDesk-Loop"));
        Assert.StartsWith("## Please write your answer above this line ##\r\n\r\nHello", reply.Text, StringComparison.Ordinal);

        var answer = new Letter(Karls, To: reply.Header("Reply-To")!, Subject: "another subject", Text: "The one on floor 3.\r\n\r\n" + reply.Text);
        var mail = await world.ComesAsync(desk, answer);
        Assert.Equal((IncomingState.Processed, request.Id), (mail.State, mail.RequestId));
        Assert.Equal("The one on floor 3.", (await world.CommentsAsync())[^1].Text);
    }

    [Theory, OnBothDatabases]
    public async Task An_agent_answers_a_notification_by_mail_and_the_customer_is_mailed_but_an_answer_to_an_internal_one_stays_internal(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        var (desk, nora) = await DeskAsync(world);
        await world.ChannelAsync(desk, channel => channel.TrustedServer = IncomingStory.Server);
        var nils = await world.StaffAsync(desk, "nils@desk.test", DeskRole.Agent);
        var karl = await world.CustomerAsync(desk, Karls, "Karl");
        var request = await world.RequestAsync(desk, karl);
        await SentAsync(world);
        await world.Get<AgentRequests>().AssignAsync(request.Id, nora.AccountId, request.Version, nils);
        var given = await SentAsync(world);
        Assert.StartsWith("## Your answer to the customer above this line ##", given.Text, StringComparison.Ordinal);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.NoteAsync(request, nils, "He always says so.");
        var note = await SentAsync(world);
        Assert.StartsWith("## Your internal note above this line ##", note.Text, StringComparison.Ordinal);

        Letter By(ReceivedMail mail, string text) => new Letter("nora@desk.test", To: mail.Header("Reply-To")!, Text: text).With(IncomingStory.Says("dmarc=pass header.from=desk.test"));
        await world.ComesAsync(desk, By(note, "I know."));
        await world.ComesAsync(desk, By(given, "Try again, please."));

        Assert.Equal([("He always says so.", true), ("I know.", true), ("Try again, please.", false)], (await world.CommentsAsync()).Select(comment => (comment.Text, comment.IsInternal)));
        Assert.Equal("PublicReply karl@kunde.test", (await world.MailedAsync()).Single(mail => mail.StartsWith("PublicReply", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_desk_without_an_address_writes_as_the_site_and_says_that_nobody_reads_answers()
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server);
        var desk = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var request = await world.RequestAsync(desk, await world.PersonAsync(Karls));
        await SentAsync(world);

        await world.ReplyAsync(request, nora);

        var mail = await SentAsync(world);
        Assert.Equal("Help desk <help@desk.test>", mail.Header("From")!.Replace("\"", "", StringComparison.Ordinal));
        Assert.Null(mail.Header("Reply-To"));
        Assert.DoesNotContain("##", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody reads answers to this mail", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_desk_may_send_from_the_sites_address_and_have_answers_all_the_same()
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server);
        var (desk, nora) = await DeskAsync(world);
        await world.ChannelAsync(desk, channel => (channel.SendsFromAddress, channel.Address) = (false, "it@desk.test"));
        var request = await world.RequestAsync(desk, await world.CustomerAsync(desk, Karls));
        await SentAsync(world);

        await world.ReplyAsync(request, nora);

        var mail = await SentAsync(world);
        Assert.StartsWith("Help desk", mail.Header("From")!.Trim('"'), StringComparison.Ordinal);
        Assert.Matches("^it\\+r[a-z0-9]+@desk.test$", mail.Header("Reply-To")!);
    }

    [Theory, OnBothDatabases]
    public async Task What_happens_shortly_after_other_news_is_gathered_into_one_mail_for_each_reader(DatabaseProvider database)
    {
        await using var world = await stage.WorldWithAsync(database, _server);
        var (desk, nora) = await DeskAsync(world);
        var karl = await world.CustomerAsync(desk, Karls, "Karl");
        var request = await world.RequestAsync(desk, karl);
        await SentAsync(world);
        var file = await world.FileAsync(nora, "how to.txt");

        await SayAsync(world, request, nora, "First.");
        Assert.Contains("First.", (await SentAsync(world)).Text, StringComparison.Ordinal);
        await SayAsync(world, request, nora, "Second.", file.Id);
        await SayAsync(world, request, nora, "Third.");
        Assert.Null((await world.Get<AgentRequests>().MoveAsync(request.Id, RequestStatus.WaitingForCustomer, (await world.RowAsync(request.Id)).Version, nora)).Refusal);
        Assert.False(await world.DeliverOneAsync());
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        var gathered = await SentAsync(world);
        Assert.False(await world.DeliverOneAsync());
        Assert.Equal((Karls, "Re: [IT-1] No paper"), (gathered.To.Split('<', '>')[1], gathered.Header("Subject")));
        var text = TextOf(gathered);
        Assert.True(text.IndexOf("Second.", StringComparison.Ordinal) < text.IndexOf("Third.", StringComparison.Ordinal) && text.IndexOf("Third.", StringComparison.Ordinal) < text.IndexOf("Status: Waiting for you", StringComparison.Ordinal));
        Assert.DoesNotContain("First.", text, StringComparison.Ordinal);
        Assert.Contains("how to.txt", gathered.Raw, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("one, two")), gathered.Raw, StringComparison.Ordinal);

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await SayAsync(world, request, nora, "Much later.");
        Assert.Contains("Much later.", (await SentAsync(world)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_gathered_news_hold_something_internal_the_answer_to_them_is_internal()
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server);
        var (desk, nora) = await DeskAsync(world);
        var nils = await world.StaffAsync(desk, "nils@desk.test", DeskRole.Agent);
        var request = await world.RequestAsync(desk, await world.CustomerAsync(desk, Karls));
        await SentAsync(world);
        await world.Get<AgentRequests>().AssignAsync(request.Id, nils.AccountId, request.Version, nora);
        await SentAsync(world);

        await world.Get<AgentRequests>().NoteAsync(Comment(request, "Between us."), nora);
        await world.Get<CustomerRequests>().CommentAsync(Comment(request, "Hello?"), Actor.Person(request.ReporterId, null));
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        var mail = await SentAsync(world);
        Assert.Contains("Between us.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Hello?", mail.Text, StringComparison.Ordinal);
        Assert.Matches("^help\\+n[a-z0-9]+@desk.test$", mail.Header("Reply-To")!);
    }

    [Fact]
    public async Task Files_come_along_as_long_as_they_are_small_and_have_links_beyond()
    {
        await using var world = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _server, more: services => services.AddSingleton(Options.Create(new NotificationOptions { MostAttachedBytes = 20 })));
        var (desk, nora) = await DeskAsync(world);
        var request = await world.RequestAsync(desk, await world.CustomerAsync(desk, Karls));
        await SentAsync(world);
        var (small, large) = (await world.FileAsync(nora, "small.txt", "0123456789"), await world.FileAsync(nora, "large.txt", new string('x', 50)));

        await SayAsync(world, request, nora, "Two files.", small.Id, large.Id);

        var mail = await SentAsync(world);
        Assert.Contains("Attached: small.txt", TextOf(mail), StringComparison.Ordinal);
        Assert.Contains($"large.txt, which is too large for a mail:\nhttps://desk.test/portal/attachments/{large.Id}", TextOf(mail), StringComparison.Ordinal);
        Assert.Equal(1, mail.Raw.Split("Content-Disposition: attachment").Length - 1);
    }

    private static async Task SayAsync(World world, Request request, Actor by, string text, params Guid[] files) =>
        Assert.Null((await world.Get<AgentRequests>().ReplyAsync(Comment(request, text, files), (await world.RowAsync(request.Id)).Version, by)).Refusal);

    private static string TextOf(ReceivedMail mail)
    {
        using var raw = new MemoryStream(Encoding.UTF8.GetBytes(mail.Raw));
        var read = MailReader.Read(raw, TestContext.Current.CancellationToken);
        return read.Text.ReplaceLineEndings("\n");
    }

    private async Task<ReceivedMail> SentAsync(World world)
    {
        Assert.True(await world.DeliverOneAsync());
        return await _server.NextAsync();
    }

    private static async Task<(Desk Desk, Actor Nora)> DeskAsync(World world)
    {
        var desk = await world.MailDeskAsync();
        return (desk, await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent));
    }
}
