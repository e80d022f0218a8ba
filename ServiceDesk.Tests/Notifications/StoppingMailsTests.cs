using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Notifications;

public sealed class StoppingMailsTests(Stages stage)
{
    [Fact]
    public async Task The_link_of_a_mail_ends_the_mails_of_its_request_by_one_post_without_logging_in_and_by_nothing_else()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var it = await site.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await site.CustomerAsync(it, "karl@kunde.test");
        var type = (await site.Get<RequestTypes>().MakeAsync(it.Id, new RequestTypeForm("Ask", "", RequestIcons.Default), by: site.Ada)).Done;
        Assert.True((await site.Get<CustomerRequests>().RaiseAsync(new NewRequest(Guid.CreateVersion7(), "IT", type, "No paper", "", []), by: karl)).IsDone);
        var link = new Uri(await site.ReadAsync(db => db.Outbox.Select(mail => mail.Unsubscribe!).SingleAsync())).AbsolutePath;
        var request = await site.ReadAsync(db => db.Requests.SingleAsync());
        var other = (await site.Get<MailTokens>().KeyAsync(TestContext.Current.CancellationToken)).StopToken(request.Id, Guid.NewGuid());
        using var stranger = new HttpClient { BaseAddress = site.Uri };
        var stop = TestContext.Current.CancellationToken;

        using (var look = await stranger.GetAsync(link, stop))
        {
            Assert.Equal(HttpStatusCode.OK, look.StatusCode);
            Assert.Contains("IT-1", await look.Content.ReadAsStringAsync(stop), StringComparison.Ordinal);
        }

        Assert.Equal(0, await site.ReadAsync(db => db.RequestMutes.CountAsync()));
        foreach (var wrong in new[] { link[..^1] + (link[^1] == 'a' ? 'b' : 'a'), $"/notifications/stop/{other}", "/notifications/stop/x" })
        {
            using var no = await stranger.PostAsync(wrong, Click(), stop);
            Assert.Equal(HttpStatusCode.NotFound, no.StatusCode);
        }

        for (var twice = 0; twice < 2; twice++)
        {
            using var done = await stranger.PostAsync(link, Click(), stop);
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        }

        Assert.Equal([(request.Id, karl.AccountId!.Value)], (await site.ReadAsync(db => db.RequestMutes.ToListAsync())).Select(mute => (mute.RequestId, mute.AccountId)));
    }

    private static FormUrlEncodedContent Click() => new(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" });
}
