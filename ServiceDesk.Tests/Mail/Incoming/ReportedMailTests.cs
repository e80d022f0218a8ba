using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

public sealed class ReportedMailTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_report_marks_the_address_and_the_invitation_of_the_mail_it_names(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        var invited = TypedAddresses.Read("mila@example.org");
        await world.Get<CustomerInvitations>().InviteAsync(desk.Id, new(invited, null, IsOpenExpected: true), null, by: world.Ada);
        await world.ComesAsync(desk, new Letter("karl@example.org"));
        var (toMila, toKarl) = (await SentToAsync(world, "mila@example.org"), await SentToAsync(world, "karl@example.org"));

        var mila = await world.ComesAsync(desk, Report(toMila.MessageId, "mila@example.org", "failed", "5.1.1"));
        var karl = await world.ComesAsync(desk, Report(toKarl.MessageId, "karl@example.org", "failed", "5.1.1"));

        Assert.Equal([(IncomingState.Processed, "mila@example.org"), (IncomingState.Processed, "karl@example.org")], new[] { mila, karl }.Select(mail => (mail.State, mail.ReasonArgument)));
        Assert.StartsWith("5.1.1", await world.ReadAsync(db => db.Invitations.Where(invitation => invitation.BouncedAt != null).Select(invitation => invitation.BounceWords).SingleAsync()), StringComparison.Ordinal);
        var account = await world.ReadAsync(db => db.Accounts.SingleAsync(one => one.NormalizedEmail == "karl@example.org"));
        Assert.Equal((true, true), (account.MailBouncedAt is not null, account.MailBounceWords!.StartsWith("5.1.1", StringComparison.Ordinal)));
        Assert.Single(await world.RequestsAsync());
        Assert.Equal(2, (await world.MailedAsync()).Count);
    }

    [Theory, OnBothDatabases]
    public async Task A_report_of_a_mail_nobody_here_sent_or_of_one_that_is_still_tried_marks_nothing(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var desk = await world.MailDeskAsync();
        await world.ComesAsync(desk, new Letter("karl@example.org"));
        var sent = await SentToAsync(world, "karl@example.org");

        var foreign = await world.ComesAsync(desk, Report("unknown@desk.test", "karl@example.org", "failed", "5.1.1"));
        var delayed = await world.ComesAsync(desk, Report(sent.MessageId, "karl@example.org", "delayed", "4.4.1"));

        Assert.Equal([(IncomingState.Ignored, IncomingReason.ReportOfAnother), (IncomingState.Processed, IncomingReason.DeliveryReport)], new[] { foreign, delayed }.Select(mail => (mail.State, mail.Reason)));
        Assert.Null(await world.ReadAsync(db => db.Accounts.Where(one => one.NormalizedEmail == "karl@example.org").Select(one => one.MailBouncedAt).SingleAsync()));
    }

    private static Letter Report(string messageId, string recipient, string action, string status) => new("MAILER-DAEMON@mx.example.org", Subject: "Undelivered Mail Returned to Sender", Text: "This is the mail system.")
    {
        Report = $"""
        --r
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 {status} No such user here

        --r
        Content-Type: message/rfc822

        From: help@desk.test
        To: {recipient}
        Subject: Hello
        Message-ID: <{messageId}>

        Hello
        --r--
        """.ReplaceLineEndings("\r\n"),
        Fields = ["Return-Path: <>"],
    };

    private static Task<OutboxMail> SentToAsync(World world, string address) => world.ReadAsync(db => db.Outbox.SingleAsync(mail => mail.To == address));
}
