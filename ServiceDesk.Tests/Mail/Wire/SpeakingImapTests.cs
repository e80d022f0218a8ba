using System.Text;
using ServiceDesk.Domain.Mail.Imap;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Mail.Wire.ImapStory;

namespace ServiceDesk.Tests.Mail.Wire;

public sealed class SpeakingImapTests
{
    private const string Greeting = "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready";
    private static readonly string[] In = [Greeting, "C: A1 AUTHENTICATE PLAIN AGRlc2sAcmlnaHQ=", "S: A1 OK [CAPABILITY IMAP4rev1] in"];

    [Theory]
    [InlineData("S: * OK hi", "C: A1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 AUTH=PLAIN", "S: A1 OK", "C: A2 AUTHENTICATE PLAIN", "S: +", "C: AGRlc2sAcmlnaHQ=", "S: A2 OK [CAPABILITY IMAP4rev1] in")]
    [InlineData("S: * OK [CAPABILITY IMAP4rev1] hi", "C: A1 LOGIN \"desk\" \"right\"", "S: * CAPABILITY IMAP4rev1", "S: A1 OK in")]
    [InlineData("S: * OK [CAPABILITY IMAP4rev1] hi", "C: A1 LOGIN \"desk\" \"right\"", "S: A1 OK in", "C: A2 CAPABILITY", "S: * CAPABILITY IMAP4rev1", "S: A2 OK")]
    [InlineData("S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=LOGIN] hi", "C: A1 AUTHENTICATE LOGIN", "S: + VXNlcm5hbWU6", "C: ZGVzaw==", "S: + UGFzc3dvcmQ6", "C: cmlnaHQ=", "S: A1 OK [CAPABILITY IMAP4rev1] in")]
    [InlineData("S: * PREAUTH [CAPABILITY IMAP4rev1] welcome home")]
    public async Task A_log_in_takes_the_way_that_is_offered(params string[] script)
    {
        await using var server = new ScriptedServer([.. script, "C: A\\d NOOP", $"S: A{script.Count(line => line.StartsWith("C: A", StringComparison.Ordinal) && line[4] is >= '1' and <= '9') + 1} OK"]);
        await using (var client = await ImapClient.ConnectAsync(server.Settings(), Cancel))
        {
            await client.AskForNewsAsync(Cancel);
        }
    }

    [Fact]
    public async Task A_password_beyond_ascii_is_sent_as_counted_bytes()
    {
        await using var server = new ScriptedServer("S: * OK [CAPABILITY IMAP4rev1] hi", "C: A1 LOGIN \"desk\" \\{5\\}", "S: + go on", "<< 5", "C: ", "S: A1 OK [CAPABILITY IMAP4rev1] in");
        await using var client = await ImapClient.ConnectAsync(server.Settings() with { Login = new MailLogin("desk", "s\r\nü") }, Cancel);

        Assert.Contains("s\r\nü", server.Heard);
    }

    [Theory]
    [InlineData(WireFault.NotUnderstood, "S: HTTP/1.1 400 Bad Request")]
    [InlineData(WireFault.NotUnderstood, "S: A1 OK hi")]
    [InlineData(WireFault.ServerLeaves, "S: * BYE too many connections")]
    [InlineData(WireFault.NoWayToLogIn, "S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] hi")]
    [InlineData(WireFault.NoAnswerInTime, "~* OK", "...")]
    public async Task What_goes_wrong_at_the_beginning_is_told_apart(WireFault fault, params string[] script)
    {
        await using var server = new ScriptedServer(script);
        var settings = server.Settings();

        Assert.Equal(fault, (await ProblemAsync(() => ImapClient.ConnectAsync(settings with { Server = settings.Server with { Timeout = fault is WireFault.NoAnswerInTime ? Impatience : Patience } }, Cancel))).Fault);
    }

    [Theory]
    [InlineData("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi")]
    [InlineData("S: * PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome")]
    public async Task Without_the_encryption_that_is_required_nothing_is_said(string greeting)
    {
        await using var server = new ScriptedServer(greeting);
        var settings = server.Settings();

        Assert.Equal(WireFault.NoEncryption, (await ProblemAsync(() => ImapClient.ConnectAsync(settings with { Server = settings.Server with { Security = WireSecurity.StartTls } }, Cancel))).Fault);
        Assert.Empty(server.Heard);
    }

    [Fact]
    public async Task What_is_said_in_clear_after_the_word_to_encrypt_ends_it()
    {
        await using var server = new ScriptedServer("S: * OK [CAPABILITY IMAP4rev1 STARTTLS] hi", "C: A1 STARTTLS", "~A1 OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n");
        var settings = server.Settings();

        Assert.Equal(WireFault.NotUnderstood, (await ProblemAsync(() => ImapClient.ConnectAsync(settings with { Server = settings.Server with { Security = WireSecurity.StartTls } }, Cancel))).Fault);
    }

    [Theory]
    [InlineData("S: * 1 FETCH (UID 7 BODY[] {3}", "~abc)\r\n", "abc")]
    [InlineData("S: * 1 FETCH (BODY[] {3}", "~a\r\n UID 7 FLAGS (\\Seen))\r\n", "a\r\n")]
    [InlineData("S: * 2 FETCH (FLAGS (\\Seen) UID 3)", "~* 1 FETCH (UID 7 BODY[] {0}\r\n)\r\n", "")]
    [InlineData("S: * 1 FETCH (UID 7 FLAGS ())", "~* 1 FETCH (UID 7 BODY[] NIL)\r\n", null)]
    public async Task A_mail_is_read_in_whatever_order_it_is_told(string first, string second, string? mail)
    {
        await using var server = new ScriptedServer([.. In, "C: A2 UID FETCH 7 \\(UID BODY\\.PEEK\\[\\]\\)", first, second, "S: A2 OK"]);
        await using var client = await ImapClient.ConnectAsync(server.Settings(), Cancel);
        using var content = new MemoryStream();

        Assert.Equal(mail?.Length, await client.FetchAsync(7, content, 100, Cancel));
        Assert.Equal(mail ?? "", Encoding.ASCII.GetString(content.ToArray()));
    }

    [Theory]
    [InlineData("~* 1 FETCH (UID 7 BODY[] {3}\r\nabcdef)\r\n")]
    [InlineData("~* 1 FETCH (UID 8 BODY[] {3}\r\nabc)\r\n")]
    [InlineData("~* 1 FETCH (UID 7 BODY[] {101}\r\n")]
    [InlineData("~* 1 FETCH (UID 7 BODY[] {99999999999999999999}\r\n")]
    [InlineData("~* 1 FETCH (UID 7 BODY[] {-1}\r\n")]
    [InlineData("~* 1 FETCH (UID 7 BODY[] {3}\r\nabc BODY[] {3}\r\nabc)\r\n")]
    [InlineData("~* 1 FETCH (UID 7 BODY[] \"abc\")\r\n")]
    [InlineData("~* 1 FETCH (UID 7 X {70000}\r\n")]
    [InlineData("~* 1 FETCH (UID 7\r\n")]
    [InlineData("~* 1 FETCH (UID 7))\r\n")]
    [InlineData("~* 1 FETCH (UID \"7)\r\n")]
    [InlineData("~* 1 FETCH ((((((((((((((((((((((((((((\r\n")]
    [InlineData("~\r\n")]
    [InlineData("~+ more?\r\n")]
    public async Task What_is_wrong_in_an_answer_ends_it(string said)
    {
        await using var server = new ScriptedServer([.. In, "C: A2 .*", said]);
        await using var client = await ImapClient.ConnectAsync(server.Settings(), Cancel);

        Assert.Equal(WireFault.NotUnderstood, (await ProblemAsync(() => client.FetchAsync(7, Stream.Null, 100, Cancel))).Fault);
    }

    [Fact]
    public async Task An_endless_line_is_cut_off()
    {
        await using var server = new ScriptedServer([.. In, "C: A2 .*", "~* " + new string('x', (4 * 1024 * 1024) + 1)]);
        await using var client = await ImapClient.ConnectAsync(server.Settings(), Cancel);

        Assert.Equal(WireFault.NotUnderstood, (await ProblemAsync(() => client.AskForNewsAsync(Cancel))).Fault);
    }

    [Theory]
    [InlineData("S: * BYE Autologout; idle for too long", "Autologout; idle for too long")]
    [InlineData("S: * OK [ALERT] soon\r\n* BYE now", "now")]
    public async Task A_server_that_leaves_is_told_in_its_words(string said, string words)
    {
        await using var server = new ScriptedServer([.. In, "C: A2 NOOP", said]);
        await using var client = await ImapClient.ConnectAsync(server.Settings(), Cancel);

        var problem = await ProblemAsync(() => client.AskForNewsAsync(Cancel));

        Assert.Equal((WireFault.ServerLeaves, words), (problem.Fault, problem.Message));
    }

    [Theory]
    [InlineData("S: * SEARCH 9 2 7 12", new uint[] { 7, 9, 12 })]
    [InlineData("S: * SEARCH 3", new uint[0])]
    [InlineData("S: * SEARCH", new uint[0])]
    [InlineData("S: * ESEARCH (TAG \"A2\") UID ALL 2:8,4294967295", new uint[] { 5, 6, 7, 8, 4294967295 })]
    [InlineData("S: * ESEARCH (TAG \"A2\") UID ALL 4294967295:1", new uint[] { 5, 6, 7, 8, 9 })]
    [InlineData("S: * ESEARCH (TAG \"A2\") UID", new uint[0])]
    public async Task A_search_finds_no_more_than_was_asked_for(string said, uint[] found)
    {
        await using var server = new ScriptedServer([.. In, "C: A2 UID SEARCH UID 5:\\* NOT DELETED", said, "S: A2 OK"]);
        await using var client = await ImapClient.ConnectAsync(server.Settings(), Cancel);

        Assert.Equal(found, await client.SearchSinceAsync(5, 5, Cancel));
    }

    [Fact]
    public async Task A_folder_without_numbers_that_last_is_not_read()
    {
        await using var server = new ScriptedServer([.. In, "C: A2 SELECT \"INBOX\"", "S: * 3 EXISTS", "S: A2 OK [READ-WRITE] open"]);
        await using var client = await ImapClient.ConnectAsync(server.Settings(), Cancel);

        Assert.Contains("UIDVALIDITY", (await ProblemAsync(() => client.SelectAsync("INBOX", Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_anything_to_remove_one_mail_by_it_is_copied_and_only_marked()
    {
        await using var server = new ScriptedServer([.. In,
            "C: A2 UID COPY 7 \"Done\"", "S: A2 NO [TRYCREATE] no such folder", "C: A3 CREATE \"Done\"", "S: A3 OK", "C: A4 UID COPY 7 \"Done\"", "S: A4 OK",
            "C: A5 UID STORE 7 \\+FLAGS\\.SILENT \\(\\\\Deleted\\)", "S: A5 OK", "C: A6 NOOP", "S: A6 OK"]);
        await using var client = await ImapClient.ConnectAsync(server.Settings(), Cancel);

        await client.MoveAsync(7, "Done", Cancel);

        await client.AskForNewsAsync(Cancel);
    }

    [Fact]
    public async Task No_command_is_smuggled_in_with_the_name_of_a_folder()
    {
        await using var server = new ScriptedServer([.. In, "C: A2 SELECT \"a\\\\\"b\\\\\\\\c&AA0ACg-A3 NOOP\"", "S: A2 NO none"]);
        await using var client = await ImapClient.ConnectAsync(server.Settings(), Cancel);

        Assert.Equal("none", (await ProblemAsync(() => client.SelectAsync("a\"b\\c\r\nA3 NOOP", Cancel))).Message);
    }

    [Theory]
    [InlineData("Entwürfe", "Entw&APw-rfe")]
    [InlineData("Lost & Found", "Lost &- Found")]
    [InlineData("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-")]
    [InlineData("📬", "&2D3c7A-")]
    public void Names_of_folders_are_written_as_the_standard_has_it(string name, string written)
    {
        Assert.Equal(written, ModifiedUtf7.Encode(name));
        Assert.Equal(name, ModifiedUtf7.Decode(written));
    }

    [Theory]
    [InlineData("Entwürfe")]
    [InlineData("a&b")]
    [InlineData("a&!!-b")]
    [InlineData("a&A-b")]
    public void What_is_not_written_so_stays_as_it_is(string name) => Assert.Equal(name, ModifiedUtf7.Decode(name));
}
