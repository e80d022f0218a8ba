using ServiceDesk.Domain.Mail.Mime;

namespace ServiceDesk.Tests.Mail.Mime;

/// <summary>Messages within messages, and pages within pages.</summary>
public sealed class ReadingEnclosedMailTests
{
    [Theory]
    [InlineData("Content-Type: message/rfc822\n\nSubject: inner\n\ntheir words\n", "their words", AttachmentRole.Text)]
    [InlineData("Content-Type: text/plain\n\n \n--b\nContent-Type: message/rfc822\nContent-Disposition: inline\n\nSubject: inner\n\ntheir words\n", "their words", AttachmentRole.Text)]
    [InlineData("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5uZXINCg0KdGhlaXIgd29yZHM=\n", "their words", AttachmentRole.Text)]
    [InlineData("Content-Type: message/rfc822\n\nSubject: inner\n", "Subject: inner", AttachmentRole.Text)]
    [InlineData("Content-Type: message/rfc822\nContent-Disposition: attachment\n\nSubject: inner\n\ntheir words\n", "", AttachmentRole.File)]
    [InlineData("Content-Type: text/plain\n\nmy words\n--b\nContent-Type: message/rfc822\n\nSubject: inner\n\ntheir words\n", "my words", AttachmentRole.File)]
    public void A_mail_that_says_nothing_itself_is_read_for_the_one_it_encloses(string parts, string said, AttachmentRole role)
    {
        var mail = RealMail.Read($"From: karl@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\n{parts}--b--\n");

        Assert.Equal((said, "inner.eml", role), (mail.Text, Assert.Single(mail.Attachments).Name, mail.Attachments[0].Role));
    }

    [Fact]
    public void Of_several_enclosed_mails_each_is_a_file_and_none_the_text()
    {
        var mail = RealMail.Read("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nfirst\n--b\n\nSubject: two\n\nsecond\n--b--\n");

        Assert.Equal(("", "one.eml", "two.eml"), (mail.Text, mail.Attachments[0].Name, mail.Attachments[1].Name));
    }

    [Fact]
    public void What_a_report_encloses_is_not_its_text() =>
        Assert.Equal("", RealMail.Read("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: lost\n\ntheir words\n--b--\n").Text);

    [Fact]
    public void What_lies_beside_a_page_is_a_file_and_no_more_text()
    {
        var mail = RealMail.Read("""
            Content-Type: multipart/related; boundary=b

            --b
            Content-Type: multipart/alternative; boundary=a

            --a

            hello
            --a
            Content-Type: text/html

            <p>hello</p>
            --a--
            --b
            Content-Type: text/html

            <p>a frame</p>
            --b
            Content-Type: text/plain
            Content-ID: <data@x>

            1;2
            --b--
            """);

        Assert.Equal("hello", mail.Text);
        Assert.Equal(["text/html", "text/plain"], mail.Attachments.Select(one => one.ContentType));
    }

    [Fact]
    public void Beside_a_text_without_a_page_what_is_called_related_is_read_on() =>
        Assert.Equal("one\n\ntwo", RealMail.Read("Content-Type: multipart/related; boundary=b\n\n--b\n\none\n--b\nContent-Type: text/plain\n\ntwo\n--b--\n").Text);
}
