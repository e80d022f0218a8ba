using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Licensing;

namespace ServiceDesk.Domain.Settings;

/// <summary>The site's own settings: one row (design.md 2.1).</summary>
public sealed class Site
{
    /// <summary>The id of the one row.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; private set; } = OnlyId;

    /// <summary>Whether strangers may become customers at all.</summary>
    public bool IsPublicSignupOn { get; private set; }

    /// <summary>When the switch was last turned; null when never.</summary>
    public DateTimeOffset? PublicSignupChangedAt { get; private set; }

    /// <summary>Who turned it; null when nobody has.</summary>
    public Guid? PublicSignupChangedById { get; private set; }

    /// <summary>Whether strangers may register as licensed users.</summary>
    public SiteMode Mode { get; private set; }

    /// <summary>When the site mode was last chosen; null when never.</summary>
    public DateTimeOffset? ModeChangedAt { get; private set; }

    /// <summary>Who chose it; null when nobody has.</summary>
    public Guid? ModeChangedById { get; private set; }

    /// <summary>Whether a site registration gives access to Service Desk.</summary>
    public bool GivesServiceDeskByDefault { get; set; }

    /// <summary>Whether a site registration gives access to Team.</summary>
    public bool GivesTeamByDefault { get; set; }

    /// <summary>The applications a site registration gives; with none it is closed.</summary>
    public IReadOnlyList<Application> DefaultApplications =>
    [
        .. GivesServiceDeskByDefault ? [Application.ServiceDesk] : Array.Empty<Application>(),
        .. GivesTeamByDefault ? [Application.Team] : Array.Empty<Application>(),
    ];

    /// <summary>Whether sign-ups prove their address; may be off only while no mail server is configured.</summary>
    public bool VerifiesAddresses { get; set; } = true;

    /// <summary>Whether forms show a CAPTCHA.</summary>
    public bool IsCaptchaOn { get; set; }

    /// <summary>After how many failed log-ins the CAPTCHA is asked for.</summary>
    public int FailuresBeforeCaptcha { get; set; } = 3;

    /// <summary>How much work a browser does in place of reading a picture, in bits: each doubles it.</summary>
    public int ProofOfWorkBits { get; set; } = 17;

    /// <summary>Whether agents may invite people the site does not know.</summary>
    public bool AgentsMayCreateCustomers { get; set; } = true;

    /// <summary>For how many days the audit is kept; 0 for ever.</summary>
    public int AuditKeptDays { get; set; } = 730;

    /// <summary>The key by which mails find back to their requests, sealed with the site's data-protection keys; null until the first is needed.</summary>
    public byte[]? SealedMailKey { get; set; }

    /// <summary>When the first site administrator was made; null before, while the setup page is open.</summary>
    public DateTimeOffset? SetUpAt { get; set; }

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Turns Public signup on or off.</summary>
    public void TurnPublicSignup(bool on, Guid byId, DateTimeOffset now) =>
        (IsPublicSignupOn, PublicSignupChangedAt, PublicSignupChangedById) = (on, now, byId);

    /// <summary>Chooses the site mode.</summary>
    public void Choose(SiteMode mode, Guid byId, DateTimeOffset now) =>
        (Mode, ModeChangedAt, ModeChangedById) = (mode, now, byId);
}
