using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Domain.Webhooks;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Webhooks;

/// <summary>Desks with webhooks on a receiver of this machine.</summary>
internal static class WebhookStory
{
    private const WebhookEvents All = WebhookEvents.RequestRaised | WebhookEvents.RequestCommented | WebhookEvents.RequestStatusChanged | WebhookEvents.CustomerJoined | WebhookEvents.CustomerInvited | WebhookEvents.AccessChanged;

    public static void AllowPrivate(IServiceCollection services) => services.AddSingleton(Options.Create(new WebhookOptions { AllowPrivateHosts = true }));

    /// <summary>An open desk with a request type, its customer Karl and its agent Nora.</summary>
    public static async Task<(Desk Desk, Actor Karl, Actor Nora)> ServedDeskAsync(this World world)
    {
        await world.PublicSignupAsync(on: true);
        var desk = await world.DeskAsync("IT", CustomerAccess.EveryoneMaySignUp);
        await world.TypeAsync(desk);
        return (desk, await world.CustomerAsync(desk, "karl@kunde.test", "Karl Kunde"), await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent));
    }

    public static async Task<MadeWebhook> WebhookAsync(this World world, Desk desk, WebhookReceiver receiver, WebhookEvents events = All)
    {
        var outcome = await world.Get<DeskWebhooks>().MakeAsync(new WebhookForm(desk.Id, "Chat", receiver.Url, events), by: world.Ada);
        Assert.True(outcome.IsDone, $"{outcome.Refusal}");
        return outcome.Done;
    }

    /// <summary>Sends what is due, until nothing is.</summary>
    public static async Task TellAsync(this World world)
    {
        while (await world.Get<WebhookSending>().SendSomeAsync(TestContext.Current.CancellationToken))
        {
            // Until nothing is due.
        }
    }

    public static async Task<IReadOnlyList<WebhookDelivery>> LogAsync(this World world, MadeWebhook webhook) =>
        (await world.Get<WebhookLog>().ListAsync(webhook.Id, from: null, by: world.Ada)).Done.Rows;

    public static async Task<WebhookRow> RowAsync(this World world, Desk desk) => Assert.Single((await world.Get<DeskWebhooks>().ListAsync(desk.Id, by: world.Ada)).Done);

    public static Task<List<string>> MailedAsync(this World world, string about) => world.ReadAsync(db => db.Outbox.Where(mail => mail.Subject.Contains(about)).Select(mail => mail.To).ToListAsync());
}
