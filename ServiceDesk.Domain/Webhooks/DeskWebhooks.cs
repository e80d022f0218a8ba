using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>The webhooks of a desk, as its administrators look after them.</summary>
public sealed class DeskWebhooks(DeskWork database, WebhookDoor door, ILinkSeal seal, TimeProvider clock)
{
    /// <summary>How many a desk may have.</summary>
    public const int MostPerDesk = 20;

    // Time enough to give the receiver the new one.
    private static readonly TimeSpan SecretBeforeSigns = TimeSpan.FromHours(24);

    /// <summary>The desk's webhooks by name, with how it goes.</summary>
    public async Task<Outcome<IReadOnlyList<WebhookRow>>> ListAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (!await MayAsync(db, deskId, by))
        {
            return new NotFound();
        }

        var webhooks = await db.Webhooks.Where(webhook => webhook.DeskId == deskId).OrderBy(webhook => webhook.Name).ThenBy(webhook => webhook.Id).ToListAsync();
        return webhooks.ConvertAll(RowOf);
    }

    /// <summary>Makes a webhook. Its secret can be seen this once only.</summary>
    public async Task<Outcome<MadeWebhook>> MakeAsync(WebhookForm form, Actor by) => await database.RunAsync<MadeWebhook>(async work =>
    {
        if (await work.DeskToChangeAsync(form.DeskId) is null || !await MayAsync(work.Db, form.DeskId, by))
        {
            return new NotFound();
        }

        if (Problem(form) is { } problem)
        {
            return problem;
        }

        if (await work.Db.Webhooks.CountAsync(webhook => webhook.DeskId == form.DeskId) >= MostPerDesk)
        {
            return new TooManyWebhooks(MostPerDesk);
        }

        var (secret, now) = (WebhookSignature.NewSecret(), clock.Now());
        var made = new Webhook { Id = Guid.CreateVersion7(now), DeskId = form.DeskId, Name = OneLine.Of(form.Name), Url = form.Url.Trim(), Events = form.Events, SealedSecret = seal.Seal(secret), MadeAt = now };
        work.Db.Webhooks.Add(made);
        work.Db.Audit.Add(AuditEntry.Of(Changes.WebhookMade, by, now, form.DeskId, made.Id, new { made.Name }));
        await work.CommitAsync(Topic.WebhooksOf(form.DeskId));
        return new MadeWebhook(made.Id, secret);
    });

    /// <summary>Changes its name, address and what it is told of.</summary>
    public Task<Outcome<Done>> ChangeAsync(Guid id, WebhookForm form, Actor by) => ChangeAsync<Done>(id, form.Version, by, Changes.WebhookChanged, webhook =>
    {
        if (Problem(form) is { } problem)
        {
            return problem;
        }

        (webhook.Name, webhook.Url, webhook.Events) = (OneLine.Of(form.Name), form.Url.Trim(), form.Events);
        return default(Done);
    });

    /// <summary>Tells it again, at once, where it was paused.</summary>
    public Task<Outcome<Done>> ResumeAsync(Guid id, Actor by) => ChangeAsync<Done>(id, version: null, by, Changes.WebhookResumed, webhook =>
    {
        webhook.Resume();
        return default(Done);
    });

    /// <summary>Switches it on or off. What happens while it is off it is never told.</summary>
    public Task<Outcome<Done>> SwitchAsync(Guid id, bool isOn, Actor by) => ChangeAsync<Done>(id, version: null, by, isOn ? Changes.WebhookSwitchedOn : Changes.WebhookSwitchedOff, webhook =>
    {
        webhook.IsOn = isOn;
        webhook.Resume();
        return default(Done);
    });

    /// <summary>Makes another secret, which can be seen this once only. The one before signs too for a day.</summary>
    public Task<Outcome<string>> RenewSecretAsync(Guid id, Actor by) => ChangeAsync<string>(id, version: null, by, Changes.WebhookSecretRenewed, webhook =>
    {
        var secret = WebhookSignature.NewSecret();
        (webhook.SealedSecretBefore, webhook.SealedSecretBeforeUntil, webhook.SealedSecret) = (webhook.SealedSecret, clock.Now() + SecretBeforeSigns, seal.Seal(secret));
        return secret;
    });

    /// <summary>Takes it away, with its log.</summary>
    public Task<Outcome<Done>> RemoveAsync(Guid id, Actor by) => database.RunAsync<Done>(async work =>
    {
        if (await ToChangeAsync(work, id, by) is not { } webhook)
        {
            return new NotFound();
        }

        work.Db.Webhooks.Remove(webhook);
        work.Db.Audit.Add(AuditEntry.Of(Changes.WebhookRemoved, by, clock.Now(), webhook.DeskId, webhook.Id, new { webhook.Name }));
        await work.CommitAsync(Topic.WebhooksOf(webhook.DeskId));
        return default(Done);
    });

    internal static async Task<bool> MayAsync(DeskDb db, Guid deskId, Actor by) =>
        (await Rights.OfAsync(db, by, deskId)).May(Operation.AdministerDesk) && await db.Desks.AnyAsync(desk => desk.Id == deskId && desk.ArchivedAt == null);

    internal static async Task<Webhook?> ToChangeAsync(Work work, Guid id, Actor by)
    {
        await work.HoldAsync($"SELECT 1 FROM \"Webhooks\" WHERE \"Id\" = {id}");
        var webhook = await work.Db.Webhooks.AsTracking().SingleOrDefaultAsync(row => row.Id == id);
        return webhook is not null && await MayAsync(work.Db, webhook.DeskId, by) ? webhook : null;
    }

    private Task<Outcome<T>> ChangeAsync<T>(Guid id, int? version, Actor by, string what, Func<Webhook, Outcome<T>> change) => database.RunAsync<T>(async work =>
    {
        if (await ToChangeAsync(work, id, by) is not { } webhook)
        {
            return new NotFound();
        }

        if (version is { } seen && seen != webhook.Version)
        {
            return new ChangedMeanwhile();
        }

        var outcome = change(webhook);
        if (outcome.IsDone)
        {
            work.Db.Audit.Add(AuditEntry.Of(what, by, clock.Now(), webhook.DeskId, webhook.Id, new { webhook.Name }));
            await work.CommitAsync(Topic.WebhooksOf(webhook.DeskId), Topic.Webhooks);
        }

        return outcome;
    });

    private Refusal? Problem(WebhookForm form) => form switch
    {
        _ when OneLine.Of(form.Name).Length == 0 => new WebhookNeedsName(),
        _ when OneLine.Of(form.Name).Length > Webhook.MostNameCharacters => new TooLong(Webhook.MostNameCharacters),
        _ when door.Problem(form.Url.Trim()) is { } problem => problem,
        { Events: WebhookEvents.None } => new WebhookNeedsEvents(),
        _ => null,
    };

    private static WebhookRow RowOf(Webhook webhook) =>
        new(webhook.Id, new WebhookForm(webhook.DeskId, webhook.Name, webhook.Url, webhook.Events, webhook.Version), webhook.IsOn, webhook.PausedAt, webhook.FailingSince);
}

/// <summary>What can be chosen about a webhook.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Name">What it is called; up to 80 characters.</param>
/// <param name="Url">Where it is told.</param>
/// <param name="Events">Of what it is told.</param>
/// <param name="Version">As it was read; 0 for a new one.</param>
public sealed record WebhookForm(Guid DeskId, string Name, [property: SuppressMessage("Design", "CA1056", Justification = "As it was typed.")] string Url, WebhookEvents Events, int Version = 0);

/// <summary>A webhook as it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Form">What was chosen.</param>
/// <param name="IsOn">Whether it is told at all.</param>
/// <param name="PausedAt">Since when it is told nothing, because it does not take it; null while it is not paused.</param>
/// <param name="FailingSince">Since when nothing arrives; null when the latest has.</param>
public sealed record WebhookRow(Guid Id, WebhookForm Form, bool IsOn, DateTimeOffset? PausedAt, DateTimeOffset? FailingSince);

/// <summary>A new webhook.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Secret">The secret that signs.</param>
public sealed record MadeWebhook(Guid Id, string Secret);
