using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using ServiceDesk.Domain.Mail.Mime;

namespace ServiceDesk.Tests.Mail.Mime;

public sealed class ReadingMailTests
{
    [Fact]
    public void Who_wrote_to_whom_when_and_about_what()
    {
        var mail = RealMail.Read("""
            From: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <juergen@example.com>
            To: "Help, Desk" <help@desk.test>, Friends: anna@example.com, "Bob B." <bob@example.com>;
            Cc: carl@example.com (Carl)
            Reply-To: answers@example.com
            Subject: =?iso-8859-1?Q?Gr=FC=DFe?= =?iso-8859-1?Q?_aus_K=F6ln?=
            Message-ID: <one@example.com>
            In-Reply-To: <zero@example.com>
            References: <first@example.com>
              <zero@example.com>
            Date: Fri, 21 Nov 97 09:55:06 -0600

            Hello
            """);

        Assert.Equal(new("juergen@example.com", "Jürgen Müller"), Assert.Single(mail.From));
        Assert.Equal([new("help@desk.test", "Help, Desk"), new("anna@example.com", null), new("bob@example.com", "Bob B.")], mail.To);
        Assert.Equal(new("carl@example.com", "Carl"), Assert.Single(mail.Cc));
        Assert.Equal("answers@example.com", Assert.Single(mail.ReplyTo).Address);
        Assert.Equal("Grüße aus Köln", mail.Subject);
        Assert.Equal("one@example.com", mail.MessageId);
        Assert.Equal(["zero@example.com"], mail.InReplyTo);
        Assert.Equal(["first@example.com", "zero@example.com"], mail.References);
        Assert.Equal(new DateTimeOffset(1997, 11, 21, 15, 55, 6, TimeSpan.Zero), mail.Date);
        Assert.Equal("Hello", mail.Text);
        Assert.Null(mail.Html);
    }

    [Fact]
    public void Of_text_and_page_the_text_is_read_and_the_page_kept()
    {
        var mail = RealMail.Read("""
            Content-Type: multipart/alternative; boundary=sep

            for old programs
            --sep
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Das ist ein l=C3=A4n=
            gerer Satz.
            --sep
            Content-Type: text/html; charset=utf-8

            <p>Das ist ein <b>l&auml;ngerer</b> Satz.</p>
            --sep--
            below the end
            """);

        Assert.Equal("Das ist ein längerer Satz.", mail.Text);
        Assert.Equal("<p>Das ist ein <b>l&auml;ngerer</b> Satz.</p>", mail.Html);
        Assert.Empty(mail.Attachments);
    }

    [Fact]
    public void A_page_alone_is_read_aloud()
    {
        var mail = RealMail.Read("""
            Content-Type: text/html

            <html><head><title>x</title><style>p { color: red }</style></head><body><h1>Hi</h1><p>First&nbsp;line<br>second
            line, see <a href="https://example.com/a">here</a></p><ul><li>one</li><li>two</li></ul>
            <script>alert(1)</script><blockquote>said before</blockquote></body></html>
            """);

        Assert.Equal("Hi\n\nFirst line\nsecond line, see here <https://example.com/a>\n\n- one\n- two\n\n> said before", mail.Text);
    }

    [Fact]
    public void A_text_that_only_announces_the_page_gives_way_to_it()
    {
        var mail = RealMail.Read("""
            Content-Type: multipart/alternative; boundary=s

            --s

            Your program cannot show this.
            --s
            Content-Type: text/html

            <p>The order of Monday came without its lid, and the box was open on one side. Please send us another one, if you can before Friday.</p>
            --s--
            """);

        Assert.StartsWith("The order of Monday", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_lacks_much_of_its_page_gives_way_to_it_and_else_stays()
    {
        const string page = "We met on Monday to speak about the new printer on the second floor, which nobody can use because its cable is too short.";
        string TextOf(string plain) => RealMail.Read($"Content-Type: multipart/alternative; boundary=s\n\n--s\n\n{plain}\n--s\nContent-Type: text/html\n\n<p>{page} <a href=https://example.com/a-longer-address>More</a></p>\n--s--\n").Text;

        Assert.StartsWith("We met on Monday", TextOf("The printer cable is too short, please read our page about it with a program that can show it, thank you."), StringComparison.Ordinal);
        Assert.Equal("* " + page + " More", TextOf("* " + page + " More"));
    }

    [Theory]
    [InlineData("Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=s\n\n--s\n\nhello\n--s\nContent-Type: application/pgp-signature\n\nx\n--s--\n", "attachment-1.asc", AttachmentRole.Signature)]
    [InlineData("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nAAEC\n", "smime.p7m", AttachmentRole.File)]
    [InlineData("Content-Type: message/rfc822\n\nSubject: inside\n\nhello\n", "inside.eml", AttachmentRole.Text)]
    [InlineData("Content-Type: message/partial; id=\"a@b\"; number=1; total=2\n\nSubject: inside\n\nhello\n", "inside.eml", AttachmentRole.Text)]
    [InlineData("Content-Type: message/partial; id=\"a@b\"; number=2; total=2\n\nhello\n", "attachment-1.bin", AttachmentRole.File)]
    [InlineData("Content-Type: text/plain; name=log.txt\n\nhello\n", "log.txt", AttachmentRole.Text)]
    [InlineData("Content-Disposition: attachment; filename=log.txt\n\nhello\n", "log.txt", AttachmentRole.File)]
    public void What_a_file_is_beside_the_text_is_told(string text, string name, AttachmentRole role)
    {
        var mail = RealMail.Read("From: karl@example.com\n" + text);

        var file = Assert.Single(mail.Attachments);
        Assert.Equal((name, role, role is AttachmentRole.Text or AttachmentRole.Signature ? "hello" : ""), (file.Name, file.Role, mail.Text));
    }

    [Theory]
    [InlineData("1.2.840.113549.1.7.2", "hello")]
    [InlineData("1.2.840.113549.1.7.3", "")]
    public void A_message_that_is_signed_as_a_whole_is_read_and_an_encrypted_one_is_not(string kind, string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(kind);
            using var outer = writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true));
            using var signed = writer.PushSequence();
            writer.WriteInteger(1);
            writer.PushSetOf().Dispose();
            using var content = writer.PushSequence();
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
            using var inner = writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true));
            writer.WriteOctetString("Content-Type: text/plain\r\n\r\nhello\r\n"u8);
        }

        var mail = RealMail.Read($"Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(writer.Encode())}\n");

        Assert.Equal((text, "smime.p7m"), (mail.Text, Assert.Single(mail.Attachments).Name));
    }

    [Fact]
    public void Files_are_measured_and_can_be_opened_out_of_the_message()
    {
        var picture = RandomNumberGenerator.GetBytes(100_000);
        var raw = Encoding.Latin1.GetBytes($"""
            Content-Type: multipart/mixed; boundary="b b"

            --b b
            Content-Type: multipart/related; boundary=inner

            --inner
            Content-Type: text/html

            <img src="cid:pic@x"> text
            --inner
            Content-Type: image/png
            Content-ID: <pic@x>
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(picture, Base64FormattingOptions.InsertLineBreaks)}
            --inner--
            --b b
            Content-Type: application/pdf; name*0*=utf-8''Rechnung%20; name*1*=%E2%82%AC.pdf
            Content-Disposition: attachment

            %PDF
            --b b
            Content-Type: message/rfc822

            Subject: inside

            nested text
            --b b--
            """.ReplaceLineEndings("\r\n"));

        var mail = RealMail.Read(raw);

        Assert.Equal("text", mail.Text);
        Assert.Collection(mail.Attachments,
            one => Assert.Equal(("attachment-1.png", "image/png", 100_000L, true, "pic@x"), (one.Name, one.ContentType, one.Size, one.IsInline, one.ContentId)),
            one => Assert.Equal(("Rechnung €.pdf", "application/pdf", 4L, false), (one.Name, one.ContentType, one.Size, one.IsInline)),
            one => Assert.Equal(("inside.eml", "message/rfc822"), (one.Name, one.ContentType)));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(picture)), mail.Attachments[0].Sha256);
        Assert.Equal(picture, RealMail.Bytes(mail.Attachments[0], raw));
        Assert.Equal("%PDF"u8.ToArray(), RealMail.Bytes(mail.Attachments[1], raw));
        Assert.Equal("Subject: inside\r\n\r\nnested text"u8.ToArray(), RealMail.Bytes(mail.Attachments[2], raw));
    }

    [Fact]
    public void A_file_written_into_the_text_is_taken_out_of_it()
    {
        const string text = "Here it is.\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n\nBye\n";
        var raw = Encoding.Latin1.GetBytes("Subject: old\n\n" + text);

        var mail = RealMail.Read(raw);

        Assert.Equal("Here it is.\n\n\nBye", mail.Text);
        var file = Assert.Single(mail.Attachments);
        Assert.Equal(("cat.txt", 3L), (file.Name, file.Size));
        Assert.Equal("Cat"u8.ToArray(), RealMail.Bytes(file, raw));
    }

    [Fact]
    public void Paragraphs_of_flowed_text_are_joined()
    {
        var mail = RealMail.Read("Content-Type: text/plain; format=flowed; delsp=no\n\nOne \nline.\n> quoted \n> words\n-- \nKarl\n");

        Assert.Equal("One line.\n> quoted words\n-- \nKarl", mail.Text);
    }

    [Theory]
    [InlineData("utf-7", "Fr+APY-sche")]
    [InlineData("iso-8859-1", "Fr\u00F6sche")]
    [InlineData("us-ascii", "Fr\u00C3\u00B6sche")]
    [InlineData("x-nobody-knows", "Fr\u00F6sche")]
    [InlineData("cp850", "Fr\u0094sche")]
    [InlineData("\"UTF8\"", "Fr\u00C3\u00B6sche")]
    public void Letters_are_read_by_the_set_that_was_meant(string charset, string bytes) =>
        Assert.Equal("Frösche", RealMail.Read($"Content-Type: text/plain; charset={charset}\n\n{bytes}").Text);
}
