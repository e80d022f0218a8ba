using ServiceDesk.Tests.Mail.Mime;

namespace ServiceDesk.Tests.Mail.Reports;

/// <summary>What sending services and providers write in place of a report in the standard's form.</summary>
public sealed class ReadingReportsOfServicesTests
{
    private const string Bounce = """{"notificationType":"Bounce","bounce":{"bounceType":"KIND","bouncedRecipients":[{"emailAddress":"karl@gone.test","status":"5.0.0","diagnosticCode":"smtp; 550 5.1.1 no such user"},{"emailAddress":"nobody"}]},"mail":{"commonHeaders":{"messageId":"<lost@desk.test>"}}}""";

    [Theory]
    [InlineData("Permanent", true)]
    [InlineData("Transient", false)]
    public void A_notification_in_json_names_whom_it_did_not_reach(string kind, bool isFinal)
    {
        var json = Bounce.Replace("KIND", kind, StringComparison.Ordinal);
        var within = $$"""{"Type":"Notification","Message":"{{json.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""";

        foreach (var text in new[] { json, json.Replace("\"mail\"", "\n \"mail\"", StringComparison.Ordinal), within, json.Replace("notificationType", "eventType", StringComparison.Ordinal) })
        {
            var report = RealMail.Read($"From: no-reply@service.test\nSubject: Notification\n\n{text}\n\n--\nTo stop these, {{click}} here.\n").Delivery;

            Assert.NotNull(report);
            Assert.Equal([new("karl@gone.test", "5.1.1", isFinal, "smtp; 550 5.1.1 no such user")], report.Recipients);
            Assert.Equal("lost@desk.test", report.OriginalMessageId);
        }
    }

    [Theory]
    [InlineData("""{"notificationType":"Complaint","bounce":{"bouncedRecipients":[{"emailAddress":"karl@gone.test"}]}}""")]
    [InlineData("""{"notificationType":"Bounce","bounce":{"bouncedRecipients":[]}}""")]
    [InlineData("""{"notificationType":"Bounce","bounce":{"bouncedRecipients":"karl@gone.test"}}""")]
    [InlineData("""{"notificationType":"Bounce","bounce":[1]}""")]
    [InlineData("""{"notificationType":"Bounce","bounce":""")]
    [InlineData("""{Bounce"} of the ball""")]
    public void What_only_looks_like_such_a_notification_is_none(string text) => Assert.Null(RealMail.Read($"From: no-reply@service.test\nSubject: Notification\n\n{text}\n").Delivery);

    [Fact]
    public void The_details_of_a_message_are_no_copy_of_it()
    {
        var report = RealMail.Read("""
            From: postmaster@provider.test
            Return-Path: <>
            Subject: Undeliverable: hello

            Your message to karl@gone.test couldn't be delivered.

            Original Message Details
            Recipient Address: karl@gone.test

            Error Details
            Reported error: 550 5.1.10 Recipient not found by lookup
            """).Delivery;

        Assert.Equal("5.1.10", Assert.Single(report!.Recipients).Status);
    }

    [Theory]
    [InlineData("Mail to <karl.meier+1@sub.gone.test>, was refused: 550 5.1.1", "karl.meier+1@sub.gone.test")]
    [InlineData("refused: a@b, @c.test, x@.test, karl@gone.test. 550 5.1.1", "karl@gone.test")]
    public void An_address_in_running_words_is_found_whole(string words, string address) =>
        Assert.Equal(address, Assert.Single(RealMail.Read($"From: MAILER-DAEMON@mx.test\nReturn-Path: <>\nSubject: failure notice\n\nSorry. {words}\n").Delivery!.Recipients).Address);
}
