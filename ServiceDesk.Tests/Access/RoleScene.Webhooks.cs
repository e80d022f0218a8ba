using System.Net;
using ServiceDesk.Domain.Webhooks;

namespace ServiceDesk.Tests.Access;

// Webhooks of the desk.
internal sealed partial class RoleScene
{
    /// <summary>A webhook that can be made, on this machine, where nothing is sent.</summary>
    public WebhookForm NewWebhook => new(Desk.Id, "Chat", $"https://{Dns.GetHostName()}:9/", WebhookEvents.CustomerInvited);

    /// <summary>One that an administrator made, as it is.</summary>
    public async Task<WebhookRow> WebhookAsync()
    {
        var rows = (await Get<DeskWebhooks>().ListAsync(Desk.Id, by: World.Ada)).Done;
        if (rows.Count > 0)
        {
            return rows[0];
        }

        Assert.True((await Get<DeskWebhooks>().MakeAsync(NewWebhook, by: World.Ada)).IsDone);
        return await WebhookAsync();
    }

    /// <summary>Something it is told.</summary>
    public async Task<long> ToldWebhookAsync()
    {
        var webhook = await WebhookAsync();
        Assert.True((await Get<WebhookLog>().PingAsync(webhook.Id, by: World.Ada)).IsDone);
        return (await Get<WebhookLog>().ListAsync(webhook.Id, from: null, by: World.Ada)).Done.Rows[0].Id;
    }
}
