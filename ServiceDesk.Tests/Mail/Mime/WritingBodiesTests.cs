using System.Text;
using ServiceDesk.Domain.Mail.Mime.Writing;

namespace ServiceDesk.Tests.Mail.Mime;

public sealed class WritingBodiesTests
{
    private static readonly MailDraft Draft = new()
    {
        From = new Mailbox("desk@example.org"),
        To = [new Mailbox("karl@example.com")],
        Subject = "Your request",
        Text = "Hello",
        Html = "<p>Hello</p>",
        MessageId = "1@example.org",
        Date = DateTimeOffset.UnixEpoch,
    };

    [Theory]
    [InlineData("a = b", "a =3D b")]
    [InlineData("space \ntab\t\nend ", "space=20\r\ntab=09\r\nend=20")]
    [InlineData("From here\nFrom", "=46rom here\r\nFrom")]
    [InlineData("ü\0\u0007", "=C3=BC=00=07")]
    [InlineData("a\rb\nc\r\nd", "a\r\nb\r\nc\r\nd")]
    [InlineData("", "")]
    public void Text_becomes_lines_of_ascii(string text, string written) => Assert.Equal(written, Encoding.ASCII.GetString(QuotedPrintable.Encode(text).Span));

    [Theory]
    [InlineData("x")]
    [InlineData("ü")]
    [InlineData("=")]
    [InlineData("word ")]
    [InlineData("😀\t")]
    public async Task Lines_of_any_length_are_broken_and_read_the_same(string piece)
    {
        foreach (var length in Enumerable.Range(1, 160))
        {
            var text = string.Concat(Enumerable.Repeat(piece, length)) + "\r\nend";

            Assert.All(Encoding.ASCII.GetString(QuotedPrintable.Encode(text).Span).Split("\r\n"), line => Assert.True(line.Length <= 76, line));
            Assert.Equal(text, WrittenMail.Of(await WritingMailTests.WriteAsync(Draft with { Text = text })).Text);
        }
    }

    [Fact]
    public async Task Text_that_is_mostly_beyond_ascii_is_written_the_shorter_way()
    {
        var mail = await WritingMailTests.WriteAsync(Draft with { Text = "Здравствуйте, Карл", Html = null });

        Assert.EndsWith("\r\nContent-Transfer-Encoding: base64\r\n\r\n0JfQtNGA0LDQstGB0YLQstGD0LnRgtC1LCDQmtCw0YDQuw==\r\n", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_and_html_stand_side_by_side_and_files_beside_both()
    {
        var mail = await WritingMailTests.WriteAsync(Draft with
        {
            Attachments =
            [
                new MailAttachment("logo.png", "image/png", () => new MemoryStream([1, 2, 3])) { ContentId = "logo@desk" },
                new MailAttachment("report.pdf", "application/pdf", () => new MemoryStream(new byte[58])),
            ],
        });

        Assert.Equal(
            ["multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "application/pdf"],
            mail.Split("Content-Type: ")[1..].Select(part => part.Split(';')[0]));
        Assert.Contains("Content-Disposition: inline; filename=\"logo.png\"\r\nContent-ID: <logo@desk>\r\n\r\nAQID\r\n", mail, StringComparison.Ordinal);
        Assert.Contains($"Content-Disposition: attachment; filename=\"report.pdf\"\r\n\r\n{new string('A', 76)}\r\nAA==\r\n", mail, StringComparison.Ordinal);
        var boundaries = mail.Split("boundary=\"")[1..].Select(part => part.Split('"')[0]).ToList();
        Assert.Equal(3, boundaries.Distinct().Count());
        Assert.All(boundaries, boundary => Assert.Contains($"\r\n--{boundary}--\r\n", mail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Übersicht 2026.pdf", "filename*=utf-8''%C3%9Cbersicht%202026.pdf")]
    [InlineData("../../etc/passwd", "filename=\".._.._etc_passwd\"")]
    [InlineData("a\"; filename=\"b.exe", "filename*=utf-8''a%22%3B%20filename%3D%22b.exe")]
    [InlineData("a\r\nb", "filename=\"a  b\"")]
    [InlineData("", "filename=\"file\"")]
    public async Task A_files_name_is_only_a_name(string name, string written) => Assert.Contains(
        $"Content-Disposition: attachment; {written}\r\n",
        (await WritingMailTests.WriteAsync(Draft with { Attachments = [new MailAttachment(name, "text/plain", () => Stream.Null)] })).Replace("\r\n ", " ", StringComparison.Ordinal),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_long_name_of_a_file_goes_in_pieces()
    {
        var mail = await WritingMailTests.WriteAsync(Draft with { Attachments = [new MailAttachment(new string('ü', 300) + ".txt", "text/plain", () => Stream.Null)] });

        Assert.All(mail.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        var pieces = mail.Split(" filename*")[1..].Select(piece => piece.Split("\r\n")[0].TrimEnd(';').Split("*=", 2)).ToList();
        Assert.Equal(Enumerable.Range(0, pieces.Count).Select(n => $"{n}"), pieces.Select(piece => piece[0]));
        Assert.Equal("utf-8''" + new string('ü', 200), Uri.UnescapeDataString(string.Concat(pieces.Select(piece => piece[1]))));
    }

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("text/html\r\nX-Evil: yes")]
    [InlineData("nonsense")]
    public async Task A_type_that_no_attachment_can_have_becomes_a_plain_file(string type) => Assert.Contains(
        "Content-Type: application/octet-stream; name=\"a.eml\"\r\n",
        await WritingMailTests.WriteAsync(Draft with { Attachments = [new MailAttachment("a.eml", type, () => Stream.Null)] }),
        StringComparison.Ordinal);
}
