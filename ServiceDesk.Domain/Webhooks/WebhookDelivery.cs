using System.Globalization;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>Something that happened, as one webhook is told it, and what became of the telling.</summary>
public sealed class WebhookDelivery
{
    /// <summary>The most that is kept of an answer, in characters.</summary>
    public const int MostAnswerCharacters = 2_000;

    /// <summary>How long it is tried.</summary>
    public static readonly TimeSpan TriedFor = TimeSpan.FromHours(24);

    private const int MostTriesBefore = 30;

    /// <summary>The row's id; what happened later has a higher one.</summary>
    public long Id { get; private set; }

    /// <summary>The webhook.</summary>
    public required Guid WebhookId { get; init; }

    /// <summary>What happened, as the receiver knows it again: the same however often it is sent.</summary>
    public required Guid EventId { get; init; }

    /// <summary>What happened.</summary>
    public required WebhookEvents Event { get; init; }

    /// <summary>The request it happened to, whose events arrive in their order; null for none.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>That request's key; null for none.</summary>
    public string? RequestKey { get; init; }

    /// <summary>The normalized address of the person in <see cref="Payload"/>; null for none.</summary>
    public string? About { get; init; }

    /// <summary>What is sent: JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>When it is tried next; null when it arrived or was given up.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    /// <summary>Until when it is tried.</summary>
    public required DateTimeOffset TryUntil { get; set; }

    /// <summary>How often it was tried, since it happened or was sent again.</summary>
    public int Tries { get; private set; }

    /// <summary>When it was last tried; null before.</summary>
    public DateTimeOffset? TriedAt { get; private set; }

    /// <summary>When it arrived; null while it has not.</summary>
    public DateTimeOffset? ArrivedAt { get; set; }

    /// <summary>The status of the latest answer; null when there was none.</summary>
    public int? Status { get; private set; }

    /// <summary>The beginning of the latest answer, or why there was none; empty before.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>When it was tried before the latest time and with which status it was answered, a line each, the latest of them last.</summary>
    public string Before { get; private set; } = "";

    /// <summary>The tries before the latest one, as many as are kept, the earliest first.</summary>
    public IEnumerable<WebhookTry> TriesBefore() => Before.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WebhookTry.Read);

    /// <summary>How it stands.</summary>
    public WebhookDeliveryState State => this switch
    {
        { ArrivedAt: not null } => WebhookDeliveryState.Arrived,
        { NextTryAt: not null } => WebhookDeliveryState.Waiting,
        _ => WebhookDeliveryState.GivenUp,
    };

    /// <summary>Something that happened, to be sent from that moment on.</summary>
    public static WebhookDelivery Of(Guid webhookId, Guid eventId, WebhookEvents happened, string payload, DateTimeOffset at, (Guid Id, string Key)? request = null, string? about = null) => new()
    {
        WebhookId = webhookId,
        EventId = eventId,
        Event = happened,
        RequestId = request?.Id,
        RequestKey = request?.Key,
        About = about,
        Payload = payload,
        HappenedAt = at,
        NextTryAt = at,
        TryUntil = at + TriedFor,
    };

    /// <summary>It was tried, and so it was answered.</summary>
    /// <param name="status">The status; null for no answer.</param>
    /// <param name="answer">The beginning of the answer, or why there was none.</param>
    /// <param name="now">When.</param>
    public void WasAnswered(int? status, string answer, DateTimeOffset now)
    {
        if (TriedAt is { } before)
        {
            Before = string.Join('\n', Before.Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(new WebhookTry(before, Status).ToString()).TakeLast(MostTriesBefore));
        }

        (Status, Answer, TriedAt, Tries) = (status, answer, now, Tries + 1);
    }

    /// <summary>It is sent once more, or for the first time, from now on.</summary>
    public void SendAgain(DateTimeOffset now) => (NextTryAt, TryUntil, Tries, ArrivedAt) = (now, now + TriedFor, 0, null);
}

/// <summary>That something was told at some time.</summary>
/// <param name="At">When.</param>
/// <param name="Status">The status of the answer; null when there was none.</param>
public sealed record WebhookTry(DateTimeOffset At, int? Status)
{
    /// <summary>As it is kept.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime:O} {Status}");

    internal static WebhookTry Read(string kept) => kept.Split(' ') is [var at, var status]
        ? new(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), status.Length == 0 ? null : int.Parse(status, CultureInfo.InvariantCulture))
        : throw new FormatException("This is no try of a webhook.");
}

/// <summary>How a telling stands.</summary>
public enum WebhookDeliveryState
{
    /// <summary>It is still to be sent.</summary>
    Waiting,

    /// <summary>It arrived.</summary>
    Arrived,

    /// <summary>It is tried no more.</summary>
    GivenUp,
}
