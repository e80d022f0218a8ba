using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>
/// Finds in what is about to be saved whatever webhooks are told of, whichever operation brings it about, and writes it down for them: it is true
/// together with what happened, or not at all.
/// </summary>
internal static class Happenings
{
    /// <summary>Writes down what happened. The news of it; none when no webhook is to be told.</summary>
    public static async Task<IReadOnlyCollection<Topic>> TellWebhooksAsync(this Work work)
    {
        var happened = new List<Happening>();
        foreach (var entry in work.Db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList())
        {
            happened.AddRange(In(entry));
        }

        if (happened.Count == 0)
        {
            return [];
        }

        var news = new HashSet<Topic>();
        foreach (var ofDesk in await work.ByDeskAsync(happened))
        {
            var webhooks = await work.Db.Webhooks.AsNoTracking().Where(webhook => webhook.DeskId == ofDesk.Key && webhook.IsOn).ToListAsync();
            foreach (var one in ofDesk.OrderBy(one => one.Event))
            {
                var told = webhooks.FindAll(webhook => webhook.Events.HasFlag(one.Event));
                if (told.Count > 0)
                {
                    await work.WriteAsync(ofDesk.Key, one, told);
                    news.UnionWith([Topic.Webhooks, Topic.WebhooksOf(ofDesk.Key)]);
                }
            }
        }

        return news;
    }

    private static IEnumerable<Happening> In(EntityEntry entry)
    {
        var isAdded = entry.State is EntityState.Added;
        return entry.Entity switch
        {
            Request request when isAdded => [new(WebhookEvents.RequestRaised, request.DeskId, request)],
            Request request when entry.Property(nameof(Request.Status)) is { IsModified: true } status && (RequestStatus)status.OriginalValue! != request.Status =>
                [new(WebhookEvents.RequestStatusChanged, request.DeskId, request, Before: status.OriginalValue)],
            Comment { IsInternal: false } comment when isAdded => [new(WebhookEvents.RequestCommented, DeskId: null, comment)],
            DeskCustomer place when isAdded => [new(WebhookEvents.CustomerJoined, place.DeskId, place)],
            Invitation invitation when isAdded => [new(WebhookEvents.CustomerInvited, invitation.DeskId, invitation)],
            Desk desk when !isAdded && (entry.Property(nameof(Desk.Access)).IsModified || entry.Property(nameof(Desk.SuspendedAt)).IsModified) =>
                [new(WebhookEvents.AccessChanged, desk.Id, desk, Before: entry.Property(nameof(Desk.Access)).OriginalValue)],
            _ => [],
        };
    }

    // A comment knows its request alone.
    private static async Task<ILookup<Guid, Happening>> ByDeskAsync(this Work work, IReadOnlyList<Happening> happened)
    {
        var known = new List<Happening>();
        foreach (var one in happened)
        {
            known.Add(one.Thing is Comment comment ? one with { DeskId = (await work.Db.Requests.FindAsync(comment.RequestId))!.DeskId } : one);
        }

        return known.ToLookup(one => one.DeskId!.Value);
    }

    private static async Task WriteAsync(this Work work, Guid deskId, Happening one, IReadOnlyList<Webhook> told)
    {
        var desk = (await work.Db.Desks.FindAsync(deskId))!;
        var (at, request, about, data) = await work.TellAsync(one, desk);
        var id = Guid.CreateVersion7(at);
        var payload = WebhookPayload.Write(one.Event, id, at, desk, data);
        work.Db.AddRange(told.Select(webhook => WebhookDelivery.Of(webhook.Id, id, one.Event, payload, at, request, about)));
    }

    private static async Task<Told> TellAsync(this Work work, Happening one, Desk desk)
    {
        var db = work.Db;
        switch (one.Thing)
        {
            case Request request when one.Before is RequestStatus before:
                return new(request.ChangedAt, (request.Id, request.Key), About: null, WebhookPayload.Of(request, await TypeAsync(request), before));
            case Request request:
                var reporter = await PersonAsync(request.ReporterId);
                return new(request.RaisedAt, (request.Id, request.Key), reporter.NormalizedEmail, WebhookPayload.Of(request, await TypeAsync(request), reporter));
            case Comment comment:
                var on = (await db.Requests.FindAsync(comment.RequestId))!;
                var author = await PersonAsync(comment.AuthorId);
                return new(comment.WrittenAt, (on.Id, on.Key), author.NormalizedEmail, WebhookPayload.Of(on, await TypeAsync(on), comment, author));
            case DeskCustomer place:
                var customer = await PersonAsync(place.AccountId);
                return new(place.JoinedAt, Request: null, customer.NormalizedEmail, WebhookPayload.Of(place, customer));
            case Invitation invitation:
                return new(invitation.SentAt, Request: null, invitation.NormalizedAddress, WebhookPayload.Of(invitation));
            default:
                return new(desk.AccessChangedAt ?? desk.MadeAt, Request: null, About: null, WebhookPayload.Of(desk, (Access.CustomerAccess)one.Before!));
        }

        async Task<Account> PersonAsync(Guid id) => (await db.Accounts.FindAsync(id))!;
        async Task<string> TypeAsync(Request of) => (await db.RequestTypes.FindAsync(of.TypeId))!.Name;
    }

    private sealed record Happening(WebhookEvents Event, Guid? DeskId, object Thing, object? Before = null);

    private sealed record Told(DateTimeOffset At, (Guid Id, string Key)? Request, string? About, object Data);
}
