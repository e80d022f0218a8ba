using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Incoming;

/// <summary>The gate as mail servers and providers use it, on a served site.</summary>
public sealed class HandingMailToTheGateTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_mail_handed_over_is_accepted_once_and_becomes_a_request(DatabaseProvider database)
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(database));
        var (desk, token) = await DeskAsync(site);
        using var client = Client(site, token);
        var letter = new Letter("karl@example.org").Raw;
        var came = new TaskCompletionSource();
        using var watching = site.Get<LiveFeed>().Watch([Topic.RequestsOf(desk.Id)], () => Task.FromResult(came.TrySetResult()));

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(client, letter, "/mail/it/inbound?sender=karl@example.org&recipient=help@desk.test"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, letter));

        await came.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(1, await site.ReadAsync(db => db.Requests.CountAsync(request => request.DeskId == desk.Id)));
        var mail = await site.ReadAsync(db => db.IncomingMails.SingleAsync());
        Assert.Equal((MailSource.Gate, "karl@example.org", "help@desk.test"), (mail.Source, mail.EnvelopeSender, mail.EnvelopeRecipient));
        Assert.DoesNotContain(site.Log, line => line.Contains(token, StringComparison.Ordinal) || line.Contains("The printer has none", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_token_a_missing_one_and_a_desk_that_is_none_are_answered_alike()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (_, token) = await DeskAsync(site);
        var letter = new Letter("karl@example.org").Raw;
        using var right = Client(site, token);
        using var wrong = Client(site, token[..^1] + (token[^1] == 'A' ? 'B' : 'A'));
        using var none = new HttpClient { BaseAddress = site.Uri };
        using var basic = new HttpClient { BaseAddress = site.Uri };
        basic.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"whoever:{token}")));

        var answers = new[]
        {
            await AskAsync(wrong, letter, "/mail/IT/inbound"),
            await AskAsync(none, letter, "/mail/IT/inbound"),
            await AskAsync(right, letter, "/mail/HR/inbound"),
            await AskAsync(right, letter, "/mail/NONE/inbound"),
        };

        Assert.Single(answers.Select(answer => answer.ToString()).Distinct());
        Assert.Equal(HttpStatusCode.Unauthorized, answers[0].Status);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(basic, letter));
    }

    [Fact]
    public async Task What_is_too_large_too_much_or_nothing_is_told_by_its_status_and_not_stored()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite), settings: ["--Mail:In:MostBytes=65536", "--Limits:MailsInPerDesk=4"]);
        var (_, token) = await DeskAsync(site);
        using var client = Client(site, token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(client, new byte[65_537]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(client, new byte[400_000]));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(client, []));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(client, new byte[65_536]));
        using var content = new ByteArrayContent(new byte[10]);
        using var many = await client.PostAsync("/mail/IT/inbound", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, many.StatusCode);
        Assert.InRange(many.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
        Assert.Equal(1, await site.ReadAsync(db => db.IncomingMails.CountAsync()));
    }

    [Fact]
    public async Task While_the_database_is_held_the_sender_is_asked_to_come_again()
    {
        var options = await stage.Databases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = await ServedSite.StartAsync(options, settings: ["--Database:BusyTimeout=00:00:00.2"]);
        var (_, token) = await DeskAsync(site);
        using var client = Client(site, token);
        await using (await site.Get<DeskWork>().BeginAsync(TestContext.Current.CancellationToken))
        {
            using var content = new ByteArrayContent(new Letter("karl@example.org").Raw);
            using var answer = await client.PostAsync("/mail/IT/inbound", content, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, answer.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        }

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(client, new Letter("karl@example.org").Raw));
    }

    [Fact]
    public async Task The_posts_of_mail_providers_carry_the_same_mail()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var (_, token) = await DeskAsync(site);
        using var client = Client(site, token);
        var letters = Enumerable.Range(0, 3).Select(i => new Letter($"karl{i}@example.org", Text: "Grüße & = + %").Raw).ToList();
        using var sendGrid = new MultipartFormDataContent { { new StringContent("10.0.0.1"), "sender_ip" }, { new StringContent("karl0@example.org"), "sender" }, { new ByteArrayContent(letters[0]), "email" } };
        using var mailgun = new FormUrlEncodedContent([new("recipient", "help@desk.test"), new("body-mime", Encoding.UTF8.GetString(letters[1]))]);
        using var postmark = JsonContent.Create(new { OriginalRecipient = "help@desk.test", RawEmail = Encoding.UTF8.GetString(letters[2]) });
        using var nothing = new MultipartFormDataContent { { new StringContent("x"), "y" } };
        using var broken = new StringContent("{", Encoding.UTF8, "application/json");

        var answers = new List<HttpStatusCode>();
        foreach (var content in new HttpContent[] { sendGrid, mailgun, postmark, nothing, broken })
        {
            using var answer = await client.PostAsync("/mail/IT/inbound", content, TestContext.Current.CancellationToken);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], answers);
        foreach (var letter in letters)
        {
            Assert.Equal(HttpStatusCode.OK, await PostAsync(client, letter));
        }

        Assert.Equal(["karl0@example.org", null, null], await site.ReadAsync(db => db.IncomingMails.OrderBy(mail => mail.ReceivedAt).Select(mail => mail.EnvelopeSender).ToListAsync()));
    }

    private static async Task<(Desk Desk, string Token)> DeskAsync(ServedSite site)
    {
        await site.PublicSignupAsync(on: true);
        var desk = await site.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await site.DeskAsync("HR");
        await site.Get<Domain.Requests.RequestTypes>().MakeAsync(desk.Id, new("Ask", "", Domain.Requests.RequestIcons.Default), by: site.Ada);
        return (desk, (await site.Get<MailChannels>().MakeTokenAsync(desk.Id, by: site.Ada)).Done);
    }

    private static HttpClient Client(ServedSite site, string token)
    {
        var client = new HttpClient { BaseAddress = site.Uri };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, byte[] raw, string path = "/mail/IT/inbound") => (await AskAsync(client, raw, path)).Status;

    private static async Task<(HttpStatusCode Status, string Headers, string Body)> AskAsync(HttpClient client, byte[] raw, string path)
    {
        using var content = new ByteArrayContent(raw);
        content.Headers.ContentType = new("message/rfc822");
        using var answer = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
        var headers = string.Join('\n', answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));
        return (answer.StatusCode, headers, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
