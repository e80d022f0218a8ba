using ServiceDesk.Domain.Webhooks;
using static ServiceDesk.Tests.Access.Role;

namespace ServiceDesk.Tests.Access;

// Who is told what happens at a desk.
internal static partial class WrittenRoles
{
    private static readonly WrittenRole[] OfWebhooks =
    [
        new("DeskWebhooks.ListAsync", Desk, async (s, by) => (await s.Get<DeskWebhooks>().ListAsync(s.Desk.Id, by)).Refusal),
        new("DeskWebhooks.MakeAsync", Desk, async (s, by) => (await s.Get<DeskWebhooks>().MakeAsync(s.NewWebhook, by)).Refusal),
        new("DeskWebhooks.ChangeAsync", Desk, async (s, by) => (await s.Get<DeskWebhooks>().ChangeAsync((await s.WebhookAsync()).Id, s.NewWebhook with { Version = (await s.WebhookAsync()).Form.Version }, by)).Refusal),
        new("DeskWebhooks.SwitchAsync", Desk, async (s, by) => (await s.Get<DeskWebhooks>().SwitchAsync((await s.WebhookAsync()).Id, isOn: true, by)).Refusal),
        new("DeskWebhooks.ResumeAsync", Desk, async (s, by) => (await s.Get<DeskWebhooks>().ResumeAsync((await s.WebhookAsync()).Id, by)).Refusal),
        new("DeskWebhooks.RenewSecretAsync", Desk, async (s, by) => (await s.Get<DeskWebhooks>().RenewSecretAsync((await s.WebhookAsync()).Id, by)).Refusal),
        new("DeskWebhooks.RemoveAsync", Desk, async (s, by) => (await s.Get<DeskWebhooks>().RemoveAsync((await s.WebhookAsync()).Id, by)).Refusal),
        new("WebhookLog.ListAsync", Desk, async (s, by) => (await s.Get<WebhookLog>().ListAsync((await s.WebhookAsync()).Id, null, by)).Refusal),
        new("WebhookLog.PingAsync", Desk, async (s, by) => (await s.Get<WebhookLog>().PingAsync((await s.WebhookAsync()).Id, by)).Refusal),
        new("WebhookLog.SendAgainAsync", Desk, async (s, by) => (await s.Get<WebhookLog>().SendAgainAsync(await s.ToldWebhookAsync(), by)).Refusal),
    ];
}
