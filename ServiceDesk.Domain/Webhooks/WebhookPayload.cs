using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>What a webhook is sent: JSON in camelCase, times in UTC.</summary>
internal static class WebhookPayload
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is read by programs, as application/json
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>An event's name, as the receiver reads it.</summary>
    public static string NameOf(WebhookEvents happened) => happened switch
    {
        WebhookEvents.RequestRaised => "request.raised",
        WebhookEvents.RequestCommented => "request.commented",
        WebhookEvents.RequestStatusChanged => "request.status_changed",
        WebhookEvents.CustomerJoined => "customer.joined",
        WebhookEvents.CustomerInvited => "customer.invited",
        WebhookEvents.AccessChanged => "desk.access_changed",
        WebhookEvents.Ping => "ping",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, message: null),
    };

    public static string Write(WebhookEvents happened, Guid eventId, DateTimeOffset at, Desk desk, object data) =>
        JsonSerializer.Serialize(new { id = eventId, type = NameOf(happened), timestamp = at.UtcDateTime, desk = new { key = desk.Key, name = desk.Name }, data }, Json);

    public static object Of(Request request, string type, Account reporter) => new { request = About(request, type), description = request.Description, reporter = Of(reporter) };

    public static object Of(Request request, string type, Comment comment, Account author) =>
        new { request = About(request, type), comment = new { id = comment.Id, text = comment.Text, writtenAt = comment.WrittenAt.UtcDateTime, author = Of(author) } };

    public static object Of(Request request, string type, RequestStatus before) => new { request = About(request, type), before };

    public static object Of(DeskCustomer place, Account account) => new { customer = Of(account), cameBy = place.CameBy, joinedAt = place.JoinedAt.UtcDateTime };

    public static object Of(Invitation invitation) => new { email = invitation.Address, name = invitation.FullName, expiresAt = invitation.ExpiresAt.UtcDateTime };

    public static object Of(Desk desk, CustomerAccess before) => new { access = desk.Access, before, isSuspended = desk.SuspendedAt is not null };

    private static object About(Request request, string type) => new { id = request.Id, key = request.Key, type, summary = request.Summary, status = request.Status, raisedAt = request.RaisedAt.UtcDateTime };

    private static object Of(Account account) => new { id = account.Id, name = account.FullName, email = account.Email };
}
