using System.Text;
using ServiceDesk.Domain.Mail.Smtp;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Wire;

public sealed class SendingBySmtpTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_it_is_offered_a_mail_is_announced_in_one_go_with_its_size()
    {
        await using var server = new ScriptedServer(
            "S: 220 hello", "C: EHLO .*", "S: 250-me", "S: 250-PIPELINING", "S: 250-SIZE 1000", "S: 250 8BITMIME",
            "C: MAIL FROM:<desk@example.org> SIZE=12 BODY=8BITMIME", "C: RCPT TO:<karl@example.com>", "C: DATA",
            "S: 250 2.1.0 ok", "S: 250 2.1.5 ok", "S: 354 go on", "C: S: ü", "C: ", "C: ..", "C: \\.", "S: 250 2.0.0 taken", "C: QUIT", "S: 221 bye");

        Assert.True((await SendAsync(server, "S: ü\r\n\r\n.\r\n")).IsTaken);

        await server.PlayedAsync();
    }

    [Fact]
    public async Task Where_it_is_not_every_answer_is_awaited_and_the_empty_return_path_is_sent()
    {
        await using var server = new ScriptedServer(
            "S: 220 hello", "C: EHLO .*", "S: 250 me", "C: MAIL FROM:<>", "S: 250 ok", "C: RCPT TO:<karl@example.com>", "S: 250 ok", "C: DATA", "S: 354 go on",
            "C: S: x", "C: ", "C: a", "C: b", "C: c", "C: \\.", "S: 250 taken", "C: QUIT", "S: 221 bye");

        Assert.True((await SendAsync(server, "S: x\r\n\r\na\nb\rc", from: null)).IsTaken);

        await server.PlayedAsync();
    }

    [Fact]
    public async Task Whom_it_refuses_after_being_asked_in_one_go_gets_an_empty_content()
    {
        await using var server = new ScriptedServer(
            "S: 220 hello", "C: EHLO .*", "S: 250-me", "S: 250 PIPELINING", "C: MAIL .*", "C: RCPT .*", "C: DATA",
            "S: 250 ok", "S: 550-5.1.1 nobody", "S: 550 5.1.1 of that name", "S: 354 go on", "C: \\.", "S: 554 5.5.1 no valid recipients", "C: QUIT", "S: 221 bye");

        var outcome = await SendAsync(server, "S: x\r\n\r\n");

        Assert.Equal((SmtpStep.Recipients, "550 5.1.1 nobody 5.1.1 of that name", "5.1.1", true), (outcome.Step, outcome.Reply.Words, outcome.Reply.EnhancedCode, outcome.Reply.IsNever));
        await server.PlayedAsync();
    }

    [Fact]
    public async Task Of_several_recipients_one_is_enough_and_each_has_its_answer()
    {
        await using var server = new ScriptedServer(
            "S: 220 hello", "C: EHLO .*", "S: 250 me", "C: MAIL .*", "S: 250 ok", "C: RCPT TO:<karl@example.com>", "S: 450 4.2.0 later", "C: RCPT TO:<nora@example.com>", "S: 250 ok",
            "C: DATA", "S: 354 go on", "C: x", "C: \\.", "S: 250 taken", "C: QUIT", "S: 221 bye");

        var outcome = await SendAsync(server, "x\r\n", to: ["karl@example.com", "nora@example.com"]);

        Assert.True(outcome.IsTaken);
        Assert.Equal([450, 250], outcome.Recipients.Select(reply => reply.Code));
        await server.PlayedAsync();
    }

    [Theory]
    [InlineData("x\r\n", "jürgen@example.com", "5.6.7")]
    [InlineData("ü\r\n", "karl@example.com", "5.6.3")]
    [InlineData("far too much for this server\r\n", "karl@example.com", "5.3.4")]
    public async Task What_a_server_is_known_not_to_take_is_not_even_offered(string content, string to, string code)
    {
        await using var server = new ScriptedServer("S: 220 hello", "C: EHLO .*", "S: 250-me", "S: 250 SIZE 20", "C: QUIT", "S: 221 bye");

        var outcome = await SendAsync(server, content, to: [to]);

        Assert.Equal((SmtpStep.Offered, code, true), (outcome.Step, outcome.Reply.EnhancedCode, outcome.Reply.IsNever));
        await server.PlayedAsync();
    }

    [Fact]
    public async Task An_address_beyond_ascii_is_announced_where_the_server_takes_it()
    {
        await using var server = new ScriptedServer(
            "S: 220 hello", "C: EHLO .*", "S: 250-me", "S: 250 SMTPUTF8", "C: MAIL FROM:<desk@example.org> SMTPUTF8", "S: 250 ok", "C: RCPT TO:<jürgen@example.com>", "S: 250 ok",
            "C: DATA", "S: 354 go on", "C: x", "C: \\.", "S: 250 taken", "C: QUIT", "S: 221 bye");

        Assert.True((await SendAsync(server, "x\r\n", to: ["jürgen@example.com"])).IsTaken);

        await server.PlayedAsync();
    }

    [Theory]
    [InlineData("karl@example.com>\r\nRCPT TO:<eve@example.com")]
    [InlineData("karl@example.com> <eve@example.com")]
    [InlineData("karl@example.com\n")]
    public async Task No_command_is_smuggled_in_with_an_address(string to)
    {
        await using var server = new ScriptedServer("S: 220 hello", "C: EHLO .*", "S: 250-me", "S: 250 PIPELINING");

        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(server, "x\r\n", to: [to]));

        Assert.Single(server.Heard);
    }

    [Fact]
    public async Task After_a_refused_mail_the_next_begins_anew()
    {
        await using var server = new ScriptedServer(
            "S: 220 hello", "C: EHLO .*", "S: 250 me", "C: MAIL .*", "S: 250 ok", "C: RCPT .*", "S: 550 no",
            "C: RSET", "S: 250 ok", "C: MAIL .*", "S: 250 ok", "C: RCPT .*", "S: 250 ok", "C: DATA", "S: 354 go on", "C: x", "C: \\.", "S: 250 taken", "C: QUIT", "S: 221 bye");
        await using (var session = await SmtpSession.ConnectAsync(At(server.Port), null, Cancel))
        {
            Assert.False((await session.SendAsync(Mail("x\r\n"), Cancel)).IsTaken);
            Assert.True(session.IsUsable);
            Assert.True((await session.SendAsync(Mail("x\r\n"), Cancel)).IsTaken);
        }

        await server.PlayedAsync();
    }

    [Fact]
    public async Task A_server_that_says_good_bye_is_asked_for_nothing_more()
    {
        await using var server = new ScriptedServer("S: 220 hello", "C: EHLO .*", "S: 250 me", "C: MAIL .*", "S: 421 4.3.2 shutting down");
        await using var session = await SmtpSession.ConnectAsync(At(server.Port), null, Cancel);

        var outcome = await session.SendAsync(Mail("x\r\n"), Cancel);

        Assert.Equal(("421 4.3.2 shutting down", false, false), (outcome.Reply.Words, outcome.Reply.IsNever, session.IsUsable));
    }

    [Theory]
    [InlineData(WireFault.NotUnderstood, "~SSH-2.0-OpenSSH\r\n")]
    [InlineData(WireFault.NotUnderstood, "S: 220-hello", "S: 250 there")]
    [InlineData(WireFault.Refused, "S: 554 5.7.1 not you")]
    [InlineData(WireFault.ConnectionLost, "S: 220 hello", "C: EHLO .*")]
    [InlineData(WireFault.NoAnswerInTime, "S: 220 hello", "C: EHLO .*", "~250-me", "...")]
    public async Task What_goes_wrong_at_the_beginning_is_told_apart(WireFault fault, params string[] script)
    {
        await using var server = new ScriptedServer(script);

        var problem = await Assert.ThrowsAsync<WireException>(() => SmtpSession.ConnectAsync(At(server.Port) with { Timeout = fault is WireFault.NoAnswerInTime ? ImapStory.Impatience : ImapStory.Patience }, null, Cancel));

        Assert.Equal(fault, problem.Fault);
    }

    [Fact]
    public async Task An_endless_line_or_answer_is_cut_off()
    {
        await using var line = new ScriptedServer("~" + new string('2', 20_000));
        await using var answer = new ScriptedServer("~" + string.Concat(Enumerable.Repeat("220-more\r\n", 300)));

        Assert.Equal(WireFault.NotUnderstood, (await Assert.ThrowsAsync<WireException>(() => SmtpSession.ConnectAsync(At(line.Port), null, Cancel))).Fault);
        Assert.Equal(WireFault.NotUnderstood, (await Assert.ThrowsAsync<WireException>(() => SmtpSession.ConnectAsync(At(answer.Port), null, Cancel))).Fault);
    }

    [Fact]
    public async Task What_is_said_in_clear_after_the_word_to_encrypt_ends_it()
    {
        await using var server = new ScriptedServer("S: 220 hello", "C: EHLO .*", "S: 250-me", "S: 250 STARTTLS", "C: STARTTLS", "~220 go ahead\r\n250-me\r\n250 AUTH PLAIN\r\n");

        var problem = await Assert.ThrowsAsync<WireException>(() => SmtpSession.ConnectAsync(At(server.Port) with { Security = WireSecurity.StartTls }, null, Cancel));

        Assert.Equal(WireFault.NotUnderstood, problem.Fault);
    }

    internal static MailServer At(int port) => new("127.0.0.1", port, WireSecurity.None) { Timeout = ImapStory.Patience };

    private static SmtpMail Mail(string content) => new("desk@example.org", ["karl@example.com"], SmtpContent.Of(Encoding.UTF8.GetBytes(content)));

    private static async Task<SmtpOutcome> SendAsync(ScriptedServer server, string content, string? from = "desk@example.org", string[]? to = null)
    {
        await using var session = await SmtpSession.ConnectAsync(At(server.Port), null, Cancel);
        return await session.SendAsync(new SmtpMail(from, to ?? ["karl@example.com"], SmtpContent.Of(Encoding.UTF8.GetBytes(content))), Cancel);
    }
}
