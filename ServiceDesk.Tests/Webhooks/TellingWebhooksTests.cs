using System.Globalization;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Webhooks;
using ServiceDesk.Tests.Customers;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Webhooks;

/// <summary>What happens at a desk is told to its webhooks.</summary>
public sealed class TellingWebhooksTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task What_happens_to_a_request_is_told_signed_and_in_its_order(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, karl, nora) = await world.ServedDeskAsync();
        var webhook = await world.WebhookAsync(desk, receiver);

        var request = await world.RequestAsync(desk, karl, "No paper");
        await world.NoteAsync(request, nora, "He always says so.");
        await world.ReplyAsync(request, nora, "It is on its way.");
        await world.MoveAsync(request, RequestStatus.Resolved, nora);
        await world.TellAsync();

        Assert.Equal(["request.raised", "request.commented", "request.status_changed"], receiver.Names.ToList());
        Assert.All(receiver.Received, one => Assert.True(one.IsSignedBy(webhook.Secret)));
        Assert.All(receiver.Received, one => Assert.Equal(world.Now.ToUnixTimeSeconds(), long.Parse(one.Headers["webhook-timestamp"], CultureInfo.InvariantCulture)));
        Assert.All(receiver.Received, one => Assert.Equal(one.Id, one.Json.GetProperty("id").GetString()));
        Assert.Equal(3, receiver.Received.DistinctBy(one => one.Id).Count());
        var raised = receiver.Received[0].Json;
        Assert.Equal(request.Key, raised.GetProperty("data").GetProperty("request").GetProperty("key").GetString());
        Assert.Equal("karl@kunde.test", raised.GetProperty("data").GetProperty("reporter").GetProperty("email").GetString());
        Assert.Equal("It is on its way.", receiver.Received[1].Json.GetProperty("data").GetProperty("comment").GetProperty("text").GetString());
        Assert.Equal("resolved", receiver.Received[2].Json.GetProperty("data").GetProperty("request").GetProperty("status").GetString());
        Assert.DoesNotContain(receiver.Received, one => one.Body.Contains("He always says so", StringComparison.Ordinal));
        Assert.All(await world.LogAsync(webhook), row => Assert.Equal((WebhookDeliveryState.Arrived, 200, 1), (row.State, row.Status, row.Tries)));
    }

    [Theory, OnBothDatabases]
    public async Task Who_comes_who_is_invited_and_who_may_come_is_told(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, _, _) = await world.ServedDeskAsync();
        await world.WebhookAsync(desk, receiver);

        await world.Get<SilentCustomers>().AddAsync(desk.Id, [new SilentPerson("mia@kunde.test", "Mia")], by: world.Ada);
        await world.InviteOneAsync(desk, world.Ada, "nele@kunde.test");
        Assert.True((await world.Get<DeskAccess>().ChooseAsync(desk.Id, CustomerAccess.Everyone, (await world.Get<DeskAccess>().NowAsync(desk.Id, world.Ada)).Done.Version, world.Ada)).IsDone);
        await world.TellAsync();

        Assert.Equal(["customer.joined", "customer.invited", "desk.access_changed"], receiver.Names.ToList());
        Assert.Equal("mia@kunde.test", receiver.Received[0].Json.GetProperty("data").GetProperty("customer").GetProperty("email").GetString());
        Assert.Equal("nele@kunde.test", receiver.Received[1].Json.GetProperty("data").GetProperty("email").GetString());
        Assert.Equal(("everyone", "everyoneMaySignUp"), (receiver.Received[2].Json.GetProperty("data").GetProperty("access").GetString(), receiver.Received[2].Json.GetProperty("data").GetProperty("before").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_is_told_of_what_was_not_chosen_of_another_desk_or_while_it_is_off(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, karl, nora) = await world.ServedDeskAsync();
        var other = await world.DeskAsync("HR", CustomerAccess.Everyone);
        await world.TypeAsync(other);
        var webhook = await world.WebhookAsync(desk, receiver, WebhookEvents.RequestCommented);

        await world.RequestAsync(other, karl);
        var request = await world.RequestAsync(desk, karl);
        await world.Get<DeskWebhooks>().SwitchAsync(webhook.Id, isOn: false, world.Ada);
        await world.ReplyAsync(request, nora, "Never told.");
        await world.Get<DeskWebhooks>().SwitchAsync(webhook.Id, isOn: true, world.Ada);
        await world.ReplyAsync(await world.RowAsync(request.Id), nora, "Told.");
        await world.TellAsync();

        Assert.Equal("Told.", Assert.Single(receiver.Received).Json.GetProperty("data").GetProperty("comment").GetProperty("text").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task Another_secret_signs_beside_the_one_before_for_a_day_and_then_alone(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, _, _) = await world.ServedDeskAsync();
        var webhook = await world.WebhookAsync(desk, receiver);

        var renewed = (await world.Get<DeskWebhooks>().RenewSecretAsync(webhook.Id, by: world.Ada)).Done;
        await world.Get<WebhookLog>().PingAsync(webhook.Id, by: world.Ada);
        await world.TellAsync();
        world.Clock.Advance(TimeSpan.FromHours(25));
        await world.Get<WebhookLog>().PingAsync(webhook.Id, by: world.Ada);
        await world.TellAsync();

        Assert.Equal(["ping", "ping"], receiver.Names.ToList());
        Assert.Equal((true, true), (receiver.Received[0].IsSignedBy(webhook.Secret), receiver.Received[0].IsSignedBy(renewed)));
        Assert.Equal((false, true), (receiver.Received[1].IsSignedBy(webhook.Secret), receiver.Received[1].IsSignedBy(renewed)));
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_made_anonymous_is_forgotten_in_the_log(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, karl, nora) = await world.ServedDeskAsync();
        var webhook = await world.WebhookAsync(desk, receiver);
        var request = await world.RequestAsync(desk, karl);
        await world.ReplyAsync(request, nora);
        await world.TellAsync();

        Assert.True((await world.Get<Domain.Accounts.UserDirectory>().AnonymiseAsync(karl.AccountId!.Value, by: world.Ada)).IsDone);

        Assert.DoesNotContain(await world.LogAsync(webhook), row => row.Payload.Contains("karl", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(await world.LogAsync(webhook), row => row.Event is WebhookEvents.RequestCommented);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_old_is_deleted(DatabaseProvider database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var world = await stage.WorldAsync(database, WebhookStory.AllowPrivate);
        var (desk, karl, _) = await world.ServedDeskAsync();
        var webhook = await world.WebhookAsync(desk, receiver);
        await world.RequestAsync(desk, karl);
        world.Clock.Advance(TimeSpan.FromDays(29));
        await world.RequestAsync(desk, karl);
        world.Clock.Advance(TimeSpan.FromDays(2));

        await world.Get<WebhookLog>().SweepAsync(TestContext.Current.CancellationToken);

        Assert.Single(await world.LogAsync(webhook));
    }
}
