using System.Text;
using ServiceDesk.Domain.Mail.Mime.Writing;

namespace ServiceDesk.Tests.Mail.Mime;

public sealed class WritingMailTests
{
    private static readonly MailDraft Draft = new()
    {
        From = new Mailbox("desk@example.org", "IT desk"),
        To = [new Mailbox("karl@example.com")],
        Subject = "Your request",
        Text = "Hello\nKarl",
        MessageId = "1@example.org",
        Date = new DateTimeOffset(2026, 3, 1, 9, 5, 0, TimeSpan.FromHours(2)),
    };

    [Fact]
    public async Task The_simplest_mail_is_written_so() => Assert.Equal(
        """
        Date: Sun, 01 Mar 2026 07:05:00 +0000
        From: IT desk <desk@example.org>
        To: karl@example.com
        Subject: Your request
        Message-ID: <1@example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Hello
        Karl
        """.ReplaceLineEndings("\r\n"),
        await WriteAsync(Draft));

    [Fact]
    public async Task An_answer_names_what_it_answers_and_a_machine_says_that_it_is_one()
    {
        var mail = await WriteAsync(Draft with
        {
            InReplyTo = "b@example.com",
            References = ["a@example.com", "b@example.com"],
            ReplyTo = new Mailbox("desk+token@example.org"),
            Cc = [new Mailbox("a@example.com", "Ann, Lee"), new Mailbox("b@example.com")],
            Kind = AutoSubmitted.Replied,
            Headers = [("List-Unsubscribe", "<https://desk.example.org/unsubscribe>")],
        });

        Assert.Contains("\r\nIn-Reply-To: <b@example.com>\r\nReferences: <a@example.com> <b@example.com>\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("\r\nCc: \"Ann, Lee\" <a@example.com>, b@example.com\r\nReply-To: desk+token@example.org\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("\r\nAuto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\nList-Unsubscribe: <https://desk.example.org/unsubscribe>\r\n", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Grüße", "=?utf-8?B?R3LDvMOfZQ==?=")]
    [InlineData("a\r\nBcc: eve@example.com", "=?utf-8?B?YSAgQmNjOiBldmVAZXhhbXBsZS5jb20=?=")]
    [InlineData("=?utf-8?Q?not_ours?=", "=?utf-8?B?PT91dGYtOD9RP25vdF9vdXJzPz0=?=")]
    [InlineData("", "")]
    public async Task A_subject_is_one_line_of_ascii(string subject, string written) =>
        Assert.Contains($"\r\nSubject:{(written.Length > 0 ? " " : "")}{written}\r\nMessage-ID: ", await WriteAsync(Draft with { Subject = subject }), StringComparison.Ordinal);

    [Theory]
    [InlineData("many words ")]
    [InlineData("viele Wörter ")]
    [InlineData("日本語の件名👍🏽")]
    [InlineData("onewordwithoutend")]
    public async Task A_long_subject_is_folded_and_reads_the_same(string piece)
    {
        var subject = string.Concat(Enumerable.Repeat(piece, 40)).Trim();

        var mail = await WriteAsync(Draft with { Subject = subject });

        Assert.All(HeadersOf(mail).Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        Assert.Equal(subject, WrittenMail.Header(mail, "Subject"));
    }

    [Theory]
    [InlineData("Zoë \"Z\" O'Hara")]
    [InlineData("a\\b \"c\" (d)")]
    [InlineData("Nora <nora@example.com>")]
    [InlineData("Nora\r\nBcc: eve@example.com")]
    public async Task A_name_is_never_more_than_a_name(string name)
    {
        var mail = await WriteAsync(Draft with { From = new Mailbox("desk@example.org", name) });

        Assert.Equal(8, HeadersOf(mail).Split("\r\n").Length);
        Assert.EndsWith(" <desk@example.org>", HeadersOf(mail).Split("\r\n")[1], StringComparison.Ordinal);
        Assert.DoesNotMatch("^From: [^\"=].*<.*<", HeadersOf(mail).Split("\r\n")[1]);
    }

    [Fact]
    public async Task Addresses_beyond_ascii_are_written_as_servers_take_them()
    {
        Assert.Contains("To: karl@xn--bcher-kva.example\r\n", await WriteAsync(Draft with { To = [new Mailbox("karl@bücher.example")] }), StringComparison.Ordinal);
        Assert.Contains("To: jürgen@xn--bcher-kva.example\r\n", await WriteAsync(Draft with { To = [new Mailbox("jürgen@bücher.example")] }), StringComparison.Ordinal);
        Assert.False(new MailWriter(Draft).IsEightBit);
        Assert.True(new MailWriter(Draft with { To = [new Mailbox("jürgen@bücher.example")] }).IsEightBit);
    }

    public static TheoryData<string> Smuggled => ["a@b\r\nBcc: eve@example.com", "a@b> <c@d", "", "a b@c", "ü@b"];

    [Theory, MemberData(nameof(Smuggled))]
    public void No_header_is_smuggled_in(string text)
    {
        Assert.Throws<ArgumentException>(() => new MailWriter(Draft with { MessageId = text }));
        Assert.Throws<ArgumentException>(() => new MailWriter(Draft with { References = [text] }));
        Assert.Throws<ArgumentException>(() => new Mailbox(text));
        Assert.Throws<ArgumentException>(() => new MailWriter(Draft with { Headers = [("X-Mine", text + "\n")] }));
        Assert.Throws<ArgumentException>(() => new MailWriter(Draft with { Headers = [("X-Mine: a\r\n" + text, "b")] }));
    }

    [Theory]
    [InlineData("desk@example.org", "desk@example.org", null)]
    [InlineData("Help desk <desk@example.org>", "desk@example.org", "Help desk")]
    [InlineData("\"Desk, the \\\"best\\\"\" <desk@example.org>", "desk@example.org", "Desk, the \"best\"")]
    public void A_sender_of_the_settings_is_read(string text, string address, string? name) =>
        Assert.Equal((address, name), (Mailbox.Parse(text)!.WireAddress, Mailbox.Parse(text)!.Name));

    [Theory]
    [InlineData("desk")]
    [InlineData("Desk <desk@example.org")]
    [InlineData("Desk <desk@example.org> and more")]
    [InlineData("Desk <a@example.org> <desk@example.org>")]
    [InlineData("Desk\r\nX: y <desk@example.org>")]
    public void What_is_no_sender_is_none(string text) => Assert.Null(Mailbox.Parse(text));

    [Fact]
    public async Task The_same_draft_is_the_same_mail_and_its_length_is_known()
    {
        var draft = Draft with { Html = "<p>Hello</p>", Attachments = [new MailAttachment("a.bin", "application/pdf", () => new MemoryStream(new byte[1000]))] };

        Assert.Equal(await WriteAsync(draft), await WriteAsync(draft));
        Assert.Equal(Encoding.UTF8.GetByteCount(await WriteAsync(draft)), await new MailWriter(draft).LengthAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(57 * 128)]
    [InlineData((57 * 300) + 2)]
    public async Task A_file_of_known_size_is_not_opened_to_tell_the_length(int bytes)
    {
        var file = new MailAttachment("a.bin", "application/pdf", () => new MemoryStream(new byte[bytes]));
        var unopened = file with { Bytes = bytes, Open = () => throw new InvalidOperationException("It was opened.") };

        Assert.Equal(
            Encoding.UTF8.GetByteCount(await WriteAsync(Draft with { Attachments = [file] })),
            await new MailWriter(Draft with { Attachments = [unopened] }).LengthAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_header_longer_than_a_line_may_be_is_not_written() =>
        Assert.Throws<ArgumentException>(() => new MailWriter(Draft with { Headers = [("List-Unsubscribe", $"<https://desk.example.org/{new string('a', 1000)}>")] }));

    internal static async Task<string> WriteAsync(MailDraft draft)
    {
        using var mail = new MemoryStream();
        await new MailWriter(draft).WriteAsync(mail, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(mail.ToArray());
    }

    private static string HeadersOf(string mail) => mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
}
