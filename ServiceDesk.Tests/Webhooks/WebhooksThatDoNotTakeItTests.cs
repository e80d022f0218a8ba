using System.Net;
using Microsoft.AspNetCore.Http;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Domain.Webhooks;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Webhooks;

/// <summary>Receivers that are down, slow, gone, or not to be reached.</summary>
public sealed class WebhooksThatDoNotTakeItTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task What_was_not_taken_is_repeated_under_its_id_and_nothing_later_of_that_request_overtakes_it(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, karl, nora) = await world.ServedDeskAsync();
        var webhook = await world.WebhookAsync(desk, receiver);
        receiver.Answer = (one, context) =>
        {
            context.Response.StatusCode = one.Body.Contains("IT-1\"", StringComparison.Ordinal) ? 500 : 204;
            return context.Response.WriteAsync(context.Response.StatusCode == 500 ? "Sorry" : "");
        };
        var one = await world.RequestAsync(desk, karl, "One");
        await world.ReplyAsync(one, nora);
        await world.MoveAsync(await world.RowAsync(one.Id), RequestStatus.InProgress, nora);
        await world.RequestAsync(desk, karl, "Two");

        await world.TellAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        receiver.Answer = (_, _) => Task.CompletedTask;
        await world.TellAsync();

        var came = receiver.Received.Select(received => $"{received.Name} {received.Json.GetProperty("data").GetProperty("request").GetProperty("key").GetString()}").ToList();
        Assert.Equal(["request.raised IT-1", "request.raised IT-1", "request.commented IT-1", "request.status_changed IT-1"], came.Where(name => name.EndsWith("IT-1", StringComparison.Ordinal)));
        Assert.Equal(1, came.Count(name => name == "request.raised IT-2"));
        Assert.Equal(receiver.Received[0].Id, receiver.Received.Last(received => received.Name == "request.raised" && received.Body.Contains("IT-1\"", StringComparison.Ordinal)).Id);
        Assert.All(await world.LogAsync(webhook), row => Assert.Equal(WebhookDeliveryState.Arrived, row.State));
        Assert.Equal(500, Assert.Single((await world.LogAsync(webhook)).Single(row => row is { Event: WebhookEvents.RequestRaised, RequestKey: "IT-1" }).TriesBefore()).Status);
        Assert.Null((await world.RowAsync(desk)).FailingSince);
    }

    [Theory, OnBothDatabases]
    public async Task What_arrives_nowhere_for_a_day_is_given_up_the_webhook_paused_and_its_administrators_told_once(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, karl, _) = await world.ServedDeskAsync();
        await world.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator);
        var webhook = await world.WebhookAsync(desk, receiver);
        receiver.AnswerWith(503);
        await world.RequestAsync(desk, karl);
        for (var hour = 0; hour < 30; hour++)
        {
            await world.TellAsync();
            world.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.InRange(receiver.Received.Count, 8, 20);
        Assert.Equal((WebhookDeliveryState.GivenUp, 503), Assert.Single((await world.LogAsync(webhook)).Select(row => (row.State, row.Status!.Value))));
        Assert.NotNull((await world.RowAsync(desk)).PausedAt);
        Assert.Equal(["dora@desk.test"], await world.MailedAsync("Chat"));

        // What happens meanwhile waits until somebody lets it go on; what was given up can be sent again by hand.
        receiver.AnswerWith(200);
        await world.RequestAsync(desk, karl, "Another");
        await world.TellAsync();
        var before = receiver.Received.Count;
        Assert.True((await world.Get<DeskWebhooks>().ResumeAsync(webhook.Id, world.Ada)).IsDone);
        Assert.True((await world.Get<WebhookLog>().SendAgainAsync((await world.LogAsync(webhook))[^1].Id, world.Ada)).IsDone);
        await world.TellAsync();
        Assert.Equal(before + 2, receiver.Received.Count);
        Assert.All(await world.LogAsync(webhook), row => Assert.Equal(WebhookDeliveryState.Arrived, row.State));
    }

    [Theory, OnBothDatabases]
    public async Task One_that_is_gone_is_paused_at_once(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, karl, _) = await world.ServedDeskAsync();
        await world.WebhookAsync(desk, receiver);
        receiver.AnswerWith(410);

        await world.RequestAsync(desk, karl);
        await world.RequestAsync(desk, karl);
        await world.TellAsync();

        Assert.Single(receiver.Received);
        Assert.NotNull((await world.RowAsync(desk)).PausedAt);
        Assert.NotEmpty(await world.MailedAsync("Chat"));
    }

    [Theory, OnBothDatabases]
    public async Task A_redirection_is_an_answer_and_not_followed(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, karl, _) = await world.ServedDeskAsync();
        var webhook = await world.WebhookAsync(desk, receiver);
        receiver.Answer = (_, context) =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };

        await world.RequestAsync(desk, karl);
        await world.TellAsync();

        Assert.Single(receiver.Received);
        Assert.Equal((WebhookDeliveryState.Waiting, 302), Assert.Single((await world.LogAsync(webhook)).Select(row => (row.State, row.Status!.Value))));
    }

    [Theory, OnBothDatabases]
    public async Task One_that_never_answers_is_waited_for_no_longer_than_the_settings_say(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, karl, _) = await world.ServedDeskAsync();
        var webhook = await world.WebhookAsync(desk, receiver);
        var came = new TaskCompletionSource();
        receiver.Answer = async (_, context) =>
        {
            came.TrySetResult();
            var gone = new TaskCompletionSource();
            await using var hearing = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };

        await world.RequestAsync(desk, karl);
        var telling = world.Get<WebhookSending>().SendSomeAsync(TestContext.Current.CancellationToken);
        await came.Task;
        world.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.True(await telling);
        Assert.Equal((WebhookDeliveryState.Waiting, null, "No answer within 10 seconds."), Assert.Single((await world.LogAsync(webhook)).Select(row => (row.State, row.Status, row.Answer))));
    }

    [Theory]
    [InlineData("http://example.com/hook"), InlineData("https://me:secret@example.com/"), InlineData("ftp://example.com/"), InlineData("example.com"), InlineData("https://example.com/#part"), InlineData("")]
    public async Task What_is_no_address_of_the_internet_by_TLS_is_refused(string url)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        Assert.IsType<NotAWebhookAddress>((await MakeAsync(world, url)).Refusal);
    }

    [Theory]
    [InlineData("https://127.0.0.1/"), InlineData("https://localhost/"), InlineData("https://localhost./"), InlineData("https://db.localhost/"), InlineData("https://10.1.2.3/"), InlineData("https://[::1]/"), InlineData("https://[::ffff:127.0.0.1]/"), InlineData("https://169.254.169.254/latest"), InlineData("https://2130706433/"), InlineData("https://0x7f.1/")]
    public async Task Addresses_of_the_house_are_refused(string url)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        Assert.IsType<WebhookIsPrivate>((await MakeAsync(world, url)).Refusal);
    }

    [Fact]
    public async Task A_name_that_leads_into_the_house_is_not_followed_there()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var (desk, karl, _) = await world.ServedDeskAsync();
        var webhook = new MadeWebhook((await MakeAsync(world, $"https://{Dns.GetHostName()}:9/", desk)).Done.Id, "");

        await world.RequestAsync(desk, karl);
        await world.TellAsync();

        Assert.Contains("is an address within a private network", Assert.Single(await world.LogAsync(webhook)).Answer, StringComparison.Ordinal);
    }

    private static async Task<Outcome<MadeWebhook>> MakeAsync(World world, string url, Desk? desk = null) =>
        await world.Get<DeskWebhooks>().MakeAsync(new WebhookForm((desk ?? await world.DeskAsync("HR")).Id, "Chat", url, WebhookEvents.RequestRaised), by: world.Ada);
}
