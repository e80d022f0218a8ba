using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;

namespace ServiceDesk.Domain.Settings;

/// <summary>The site's switches as they are, with who turned them.</summary>
/// <param name="Version">To be handed back with a change.</param>
/// <param name="IsPublicSignupOn">Whether strangers may become customers at all.</param>
/// <param name="PublicSignupChanged">Who turned it and when; null when nobody has.</param>
/// <param name="Mode">Whether strangers may register as licensed users.</param>
/// <param name="ModeChanged">Who chose it and when; null when nobody has.</param>
/// <param name="GivesServiceDesk">Whether a site registration gives access to Service Desk.</param>
/// <param name="GivesTeam">Whether a site registration gives access to Team.</param>
/// <param name="AgentsMayCreateCustomers">Whether agents may invite people the site does not know.</param>
/// <param name="VerifiesAddresses">Whether sign-ups prove their address.</param>
/// <param name="IsMailServerConfigured">Whether mails are delivered; then addresses are always verified.</param>
/// <param name="Latest">The latest changes of these settings, newest first.</param>
public sealed record SettingsNow(
    int Version,
    bool IsPublicSignupOn,
    ChangedBy? PublicSignupChanged,
    SiteMode Mode,
    ChangedBy? ModeChanged,
    bool GivesServiceDesk,
    bool GivesTeam,
    bool AgentsMayCreateCustomers,
    bool VerifiesAddresses,
    bool IsMailServerConfigured,
    IReadOnlyList<SettingChange> Latest);

/// <summary>Who did something, and when.</summary>
/// <param name="Name">The person's name; null for the site itself.</param>
/// <param name="At">When.</param>
public sealed record ChangedBy(string? Name, DateTimeOffset At);

/// <summary>A change of a setting.</summary>
/// <param name="By">Who and when.</param>
/// <param name="Entry">What the audit keeps of it.</param>
public sealed record SettingChange(ChangedBy By, AuditEntry Entry);
