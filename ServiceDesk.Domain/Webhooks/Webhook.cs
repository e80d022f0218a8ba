namespace ServiceDesk.Domain.Webhooks;

/// <summary>An address of another program that is told what happens at a desk.</summary>
public sealed class Webhook
{
    /// <summary>The longest name, in characters.</summary>
    public const int MostNameCharacters = 80;

    /// <summary>The longest address, in characters.</summary>
    public const int MostUrlCharacters = 2_000;

    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>Where it is told, a whole address.</summary>
    public required string Url { get; set; }

    /// <summary>Of what it is told.</summary>
    public WebhookEvents Events { get; set; }

    /// <summary>Whether it is told at all; what happens meanwhile it is never told.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>The secret that signs, sealed.</summary>
    public required byte[] SealedSecret { get; set; }

    /// <summary>The secret before this one, which signs too until <see cref="SealedSecretBeforeUntil"/>; null for none.</summary>
    public byte[]? SealedSecretBefore { get; set; }

    /// <summary>Until when the secret before this one signs too; null for none.</summary>
    public DateTimeOffset? SealedSecretBeforeUntil { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Since when it is told nothing, because it does not take it: what happens waits. Null while it is not paused.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Since when nothing has arrived there; null when the latest has, or nothing was sent.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>How often it failed since then.</summary>
    public int Failures { get; set; }

    /// <summary>Until when it is left alone, because it failed; null when it need not be.</summary>
    public DateTimeOffset? QuietUntil { get; set; }

    /// <summary>Until when it is one sender's, so that things arrive in their order; null while nobody sends.</summary>
    public DateTimeOffset? TakenUntil { get; set; }

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }

    /// <summary>It is told again, at once.</summary>
    public void Resume() => (PausedAt, FailingSince, Failures, QuietUntil) = (null, null, 0, null);
}

/// <summary>What a webhook can be told of.</summary>
[Flags]
public enum WebhookEvents
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A request was raised.</summary>
    RequestRaised = 1,

    /// <summary>Something that customers may see was written on a request.</summary>
    RequestCommented = 2,

    /// <summary>A request has another status.</summary>
    RequestStatusChanged = 4,

    /// <summary>Somebody came on the customer list.</summary>
    CustomerJoined = 8,

    /// <summary>Somebody was invited as a customer.</summary>
    CustomerInvited = 16,

    /// <summary>Others may use the portal than before.</summary>
    AccessChanged = 32,

    /// <summary>A desk administrator tries whether it arrives; needs not be chosen.</summary>
    Ping = 64,
}
