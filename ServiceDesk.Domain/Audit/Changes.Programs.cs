namespace ServiceDesk.Domain.Audit;

// What other web sites and programs have to do with desks.
public static partial class Changes
{
    /// <summary>A webhook was made.</summary>
    public const string WebhookMade = nameof(WebhookMade);

    /// <summary>A webhook was changed.</summary>
    public const string WebhookChanged = nameof(WebhookChanged);

    /// <summary>A webhook was switched on.</summary>
    public const string WebhookSwitchedOn = nameof(WebhookSwitchedOn);

    /// <summary>A webhook was switched off.</summary>
    public const string WebhookSwitchedOff = nameof(WebhookSwitchedOff);

    /// <summary>Another secret was made for a webhook.</summary>
    public const string WebhookSecretRenewed = nameof(WebhookSecretRenewed);

    /// <summary>A webhook was taken away.</summary>
    public const string WebhookRemoved = nameof(WebhookRemoved);

    /// <summary>A webhook was paused, because it did not take what it was told.</summary>
    public const string WebhookPaused = nameof(WebhookPaused);

    /// <summary>A paused webhook was let go on.</summary>
    public const string WebhookResumed = nameof(WebhookResumed);

    /// <summary>A desk's collector was made or changed.</summary>
    public const string CollectorChanged = nameof(CollectorChanged);

    /// <summary>A collector was switched on.</summary>
    public const string CollectorSwitchedOn = nameof(CollectorSwitchedOn);

    /// <summary>A collector was switched off.</summary>
    public const string CollectorSwitchedOff = nameof(CollectorSwitchedOff);

    /// <summary>A site administrator said that a collector's host vouches for its users.</summary>
    public const string CollectorVouchedFor = nameof(CollectorVouchedFor);

    /// <summary>A collector's host vouches for its users no more.</summary>
    public const string CollectorVouchedForNoMore = nameof(CollectorVouchedForNoMore);

    /// <summary>A key for a collector's host was made.</summary>
    public const string CollectorKeyMade = nameof(CollectorKeyMade);

    /// <summary>The key of a collector's host was taken back.</summary>
    public const string CollectorKeyRemoved = nameof(CollectorKeyRemoved);
}
