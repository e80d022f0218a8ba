using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mime;
using ServiceDesk.Domain.Mail.Mime.Writing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Smtp;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

/// <summary>Both ways through a Postfix: by SMTP out of the site, and by the documented pipe into it.</summary>
public sealed class ThroughARealMailServerTests(Stages stage)
{
    private const string Kims = "kim@kunde.test";

    [Fact]
    public async Task A_stranger_writes_is_answered_answers_that_and_a_mail_that_nobody_takes_marks_its_address()
    {
        // The server is told where the site is, and the site where the server is: the site takes its port first.
        var options = new MailOptions { Host = "127.0.0.1", From = "Site <site@desk.test>", StartTls = StartTls.Off };
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Mail:Smtp:Host=127.0.0.1", $"--Mail:Smtp:Port={options.Port}", "--Mail:Smtp:StartTls=Off", "--Mail:Smtp:From=site@desk.test"],
            services: services => services.AddSingleton(Options.Create(options)));
        var (desk, token) = await DeskAsync(site);
        var nora = await site.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        await using var postfix = await PostfixServer.StartAsync(desk.Key, token, () => site.Uri);
        options.Port = postfix.Port;

        await SendAsync(postfix, Kims, "help@desk.test", "No paper", "The printer has none.");
        await HappensAsync(postfix, site, db => db.Requests.AnyAsync(), "the mail is a request");
        await HappensAsync(postfix, () => postfix.Arrived("kunde.test").Count == 1, "the stranger is answered");
        var request = await site.ReadAsync(db => db.Requests.SingleAsync());

        Assert.True((await site.Get<AgentRequests>().ReplyAsync(new NewComment(Guid.CreateVersion7(), request.Id, "Which printer?", []), request.Version, nora)).IsDone);
        await HappensAsync(postfix, () => postfix.Arrived("kunde.test").Count == 2, "the reply arrives");
        var reply = Assert.Single(postfix.Arrived("kunde.test").Select(Read), mail => mail.Text.Contains("Which printer?", StringComparison.Ordinal));
        Assert.Equal(("help@desk.test", "IT desk"), (reply.From[0].Address, reply.From[0].Name));

        await SendAsync(postfix, Kims, reply.Header("Reply-To").Single(), "something else", "The one on floor 3.\r\n\r\n" + reply.Text);
        await HappensAsync(postfix, site, db => db.Comments.AnyAsync(comment => comment.Text == "The one on floor 3."), "the answer is a comment");

        var gone = await site.CustomerAsync(desk, "gone@gone.test");
        var theirs = (await site.Get<CustomerRequests>().RaiseAsync(new NewRequest(Guid.CreateVersion7(), desk.Key, request.TypeId, "No toner", "", []), gone)).Done;
        await HappensAsync(postfix, site, db => db.Accounts.AnyAsync(account => account.Id == gone.AccountId && account.MailBouncedAt != null), $"what was mailed about {theirs.Key} comes back");
        Assert.Equal(2, await site.ReadAsync(db => db.Requests.CountAsync()));
    }

    private static async Task<(Desk Desk, string Token)> DeskAsync(ServedSite site)
    {
        await site.PublicSignupAsync(on: true);
        var desk = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.Get<RequestTypes>().MakeAsync(desk.Id, new RequestTypeForm("Ask a question", "", RequestIcons.Default), by: site.Ada);
        var now = (await site.Get<MailChannels>().NowAsync(desk.Id, by: site.Ada)).Done;
        Assert.True((await site.Get<MailChannels>().ChangeAsync(now.Form with { Address = "help@desk.test" }, by: site.Ada)).IsDone);
        return (desk, (await site.Get<MailChannels>().MakeTokenAsync(desk.Id, by: site.Ada)).Done);
    }

    private static async Task SendAsync(PostfixServer postfix, string from, string to, string subject, string text)
    {
        await using var person = new SmtpTransport(Options.Create(new MailOptions { Host = "127.0.0.1", Port = postfix.Port, From = from, StartTls = StartTls.Off }), TimeProvider.System);
        var mail = new OutgoingMessage(to, subject, text, $"<p>{text}</p>", $"{Guid.NewGuid():N}@kunde.test") { Automatic = AutoSubmitted.No };
        Assert.IsType<ServerAnswer.Taken>(await person.DeliverAsync(mail, () => { }, TestContext.Current.CancellationToken));
    }

    private static ReadMail Read(byte[] raw)
    {
        using var stream = new MemoryStream(raw);
        return MailReader.Read(stream, TestContext.Current.CancellationToken);
    }

    private static Task HappensAsync(PostfixServer postfix, ServedSite site, Func<DeskDb, Task<bool>> isSo, string what) =>
        HappensAsync(postfix, () => site.ReadAsync(isSo), what);

    private static Task HappensAsync(PostfixServer postfix, Func<bool> isSo, string what) => HappensAsync(postfix, () => Task.FromResult(isSo()), what);

    private static async Task HappensAsync(PostfixServer postfix, Func<Task<bool>> isSo, string what)
    {
        try
        {
            await Eventually.IsAsync(isSo, what);
        }
        catch (Xunit.Sdk.TrueException)
        {
            Assert.Fail($"It never happened: {what}. The mail server says:\n{postfix.Log}");
        }
    }
}
