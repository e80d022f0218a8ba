using ServiceDesk.Domain.Mail.Reports;
using ServiceDesk.Tests.Mail.Mime;

namespace ServiceDesk.Tests.Mail.Reports;

public sealed class ReadingReportsTests
{
    [Fact]
    public void A_report_for_machines_names_whom_it_did_not_reach_and_which_message()
    {
        var mail = RealMail.Read("""
            From: MAILER-DAEMON@mx.test
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=r

            --r

            Sorry.
            --r
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.test

            Final-Recipient: rfc822; karl@example.com
            Action: failed
            Status: 5.0.0
            Diagnostic-Code: smtp; 550 5.1.1 <karl@example.com>: no such user

            Original-Recipient: rfc822;anna+40example.com
            Final-Recipient: rfc822; a.n@internal.example.com
            Action: delayed
            Status: 4.2.2 (mailbox full)

            Final-Recipient: rfc822; bob@example.com
            Action: relayed
            Status: 2.0.0
            --r
            Content-Type: text/rfc822-headers

            Message-ID: <lost@desk.test>
            Subject: hi
            --r--
            """);

        Assert.NotNull(mail.Delivery);
        Assert.Equal([new("karl@example.com", "5.1.1", true, "550 5.1.1 <karl@example.com>: no such user"), new("anna@example.com", "4.2.2", false, null)], mail.Delivery.Recipients);
        Assert.Equal("lost@desk.test", mail.Delivery.OriginalMessageId);
        Assert.Equal(Automation.Notice, mail.Automation);
    }

    [Theory]
    [InlineData("5.1.1", "smtp; 552 5.2.2 Over quota", "", "5.2.2")]
    [InlineData("5.1.1", "smtp; 550 5.1.0 Address rejected", "", "5.1.1")]
    [InlineData("5.0.0", "smtp; 550 #5.1.0 Address rejected", "", "5.1.0")]
    [InlineData("5.0.0", "smtp; 5.1.0 - Unknown address error 550-'5.7.1 Access denied'", "", "5.7.1")]
    [InlineData("5.1.1", "smtp; 450 4.2.1 try later", "", "5.1.1")]
    [InlineData("4.0.0", "x", "karl@example.com: 421 4.7.0 deferred\nanna@example.com: 552 5.2.2 full", "4.7.0")]
    public void The_status_is_what_says_most_of_the_failure(string status, string diagnostic, string words, string expected)
    {
        var mail = RealMail.Read($"From: MAILER-DAEMON@mx.test\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\n\n{words}\n--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\n"
            + $"Final-Recipient: rfc822; karl@example.com\nAction: failed\nStatus: {status}\nDiagnostic-Code: {diagnostic}\n--r--\n");

        Assert.NotNull(mail.Delivery);
        Assert.Equal(expected, Assert.Single(mail.Delivery.Recipients).Status);
    }

    [Fact]
    public void Word_that_a_message_arrived_is_no_failure() => Assert.Null(RealMail.Read("""
        From: postmaster@mx.test
        Subject: Delivery Status Notification (Success)
        Content-Type: multipart/report; report-type=delivery-status; boundary=r

        --r
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.test

        Final-Recipient: rfc822; karl@example.com
        Action: delivered
        Status: 2.1.5
        --r--
        """).Delivery);

    [Theory]
    [InlineData("failure notice", "Hi. This is the qmail-send program at mx.test.\nI'm afraid I wasn't able to deliver your message.\n\n<karl@example.com>:\n10.0.0.1 does not like recipient.\nRemote host said: 550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <lost@desk.test>\nTo: other@example.com\n", "5.1.1", true)]
    [InlineData("Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\n\nThe following address(es) failed:\n\n  karl@example.com\n    550 mailbox unavailable\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <lost@desk.test>\n", "5.0.0", true)]
    [InlineData("Unzustellbar: Hallo", "Ihre Nachricht wurde nicht zugestellt:\n\nkarl@example.com\nDas Postfach ist voll. #5.2.2\n\n-----Ursprüngliche Nachricht, original-----\nMessage-ID: <lost@desk.test>\n", "5.2.2", true)]
    [InlineData("Warning: message delayed 24 hours", "A message that you sent has not yet been delivered to:\n  karl@example.com\nNo action is required on your part.\n\nReceived: from x\nMessage-ID: <lost@desk.test>\n", null, false)]
    public void A_report_in_words_is_understood(string subject, string text, string? status, bool isFinal)
    {
        var mail = RealMail.Read($"From: Mail Delivery System <MAILER-DAEMON@mx.test>\nTo: help@desk.test\nSubject: {subject}\n\n{text}");

        Assert.NotNull(mail.Delivery);
        var failed = Assert.Single(mail.Delivery.Recipients);
        Assert.Equal(("karl@example.com", status, isFinal), (failed.Address, failed.Status, failed.IsFinal));
        Assert.Equal("lost@desk.test", mail.Delivery.OriginalMessageId);
    }

    [Theory]
    [InlineData("Re: failure notice", "I got a failure notice, what does it mean?")]
    [InlineData("My parcel was not delivered", "Hello, it was returned to sender. The address is karl@example.com.")]
    [InlineData("Printer", "The user is unknown to the printer, the mailbox is full")]
    public void A_person_who_writes_about_failures_reports_none(string subject, string text)
    {
        var mail = RealMail.Read($"From: Karl <karl@example.com>\nReturn-Path: <karl@example.com>\nSubject: {subject}\n\n{text}");

        Assert.Equal((null, Automation.None), (mail.Delivery, mail.Automation));
    }

    [Fact]
    public void A_complaint_is_told_apart()
    {
        var mail = RealMail.Read("""
            From: feedback@provider.test
            Subject: FW: hello
            Content-Type: multipart/report; report-type=feedback-report; boundary=f

            --f

            This is an abuse report.
            --f
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            Original-Rcpt-To: <karl@example.com>
            --f
            Content-Type: message/rfc822

            Message-ID: <spammy@desk.test>

            x
            --f--
            """);

        Assert.Null(mail.Delivery);
        Assert.Equal(new FeedbackReport("abuse", "karl@example.com", "spammy@desk.test"), mail.Feedback);
    }

    [Theory]
    [InlineData("Auto-Submitted: no", Automation.None)]
    [InlineData("Auto-Submitted: no\nAuto-Submitted: auto-generated", Automation.Notice)]
    [InlineData("Auto-Submitted: auto-replied (vacation)", Automation.Answer)]
    [InlineData("X-Autoreply: yes", Automation.Answer)]
    [InlineData("X-Autoreply: no", Automation.None)]
    [InlineData("Subject: Automatische Antwort: Ihre Anfrage", Automation.Answer)]
    [InlineData("Subject: Out of Office: Re: x", Automation.Answer)]
    [InlineData("Subject: Automatic door is broken", Automation.None)]
    [InlineData("Precedence: first-class\nPrecedence: bulk", Automation.Notice)]
    [InlineData("List-Id: <users.example.com>", Automation.Notice)]
    [InlineData("Return-Path: <>", Automation.Notice)]
    [InlineData("X-Auto-Response-Suppress: All", Automation.Notice)]
    [InlineData("Return-Path: <karl@example.com>", Automation.None)]
    public void Mail_of_machines_is_known_by_its_header(string header, Automation expected) =>
        Assert.Equal(expected, RealMail.Read($"From: karl@example.com\n{header}\n\nHello").Automation);

    [Fact]
    public void The_headers_that_other_help_desks_go_by_are_known()
    {
        foreach (var row in RealMail.Rows("tables/auto-reply-headers.jsonl"))
        {
            bool Says(string name) => row.TryGetProperty(name, out var said) && said.GetBoolean();
            var isMessage = row.TryGetProperty("message", out var whole);
            var mail = RealMail.Read(isMessage ? whole.GetString()! : $"{row.GetProperty("headers").GetString()}\nTo: help@desk.test\n\nMessage could not be delivered");
            var isAutomatic = Says("no_auto_response") || Says("is_auto") || Says("is_bounce") || Says("is_out_of_office");
            Assert.True(isAutomatic == (mail.Automation != Automation.None), row.ToString());
        }
    }
}
