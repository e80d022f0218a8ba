using ServiceDesk.Domain.Licensing;

namespace ServiceDesk.Domain.Accounts;

/// <summary>A user as the directory shows them. Statuses are derived from the facts (design.md 1).</summary>
public sealed record UserRow
{
    /// <summary>The account.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name.</summary>
    public required string FullName { get; init; }

    /// <summary>The name folded for ordering.</summary>
    public required string SortName { get; init; }

    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>Which password there is.</summary>
    public required PasswordKind Password { get; init; }

    /// <summary>Whether the person has shown that the address is theirs.</summary>
    public required bool IsAddressProved { get; init; }

    /// <summary>That a mail to them came back; null while none has.</summary>
    public BouncedMail? Bounce { get; init; }

    /// <summary>Whether the account is not deactivated.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Whether nobody can tell any more whose it was.</summary>
    public bool IsAnonymised { get; init; }

    /// <summary>Whether they administer the site.</summary>
    public required bool IsSiteAdministrator { get; init; }

    /// <summary>Whether they log in with a second factor.</summary>
    public required bool HasTwoFactor { get; init; }

    /// <summary>When they were last seen; null when never.</summary>
    public required DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>The applications they may use, each a seat.</summary>
    public required IReadOnlyList<Application> Seats { get; init; }

    /// <summary>Until when a pending invitation counts; may lie in the past; null when none is pending.</summary>
    public required DateTimeOffset? InvitedUntil { get; init; }

    /// <summary>The moment this was true.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Where the account stands.</summary>
    public UserStatus Status => this switch
    {
        { IsAnonymised: true } => UserStatus.Anonymised,
        { IsActive: false } => UserStatus.Deactivated,
        { Password: PasswordKind.Own } => UserStatus.Active,
        { Password: PasswordKind.Temporary } => UserStatus.MustChangePassword,
        { InvitedUntil: null } => UserStatus.Contact,
        _ => InvitedUntil > AsOf ? UserStatus.Invited : UserStatus.InvitationExpired,
    };
}

/// <summary>Where an account stands.</summary>
public enum UserStatus
{
    /// <summary>Cannot log in and is not invited.</summary>
    Contact,

    /// <summary>Was sent an invitation that counts.</summary>
    Invited,

    /// <summary>Let the invitation run out.</summary>
    InvitationExpired,

    /// <summary>Has a temporary password.</summary>
    MustChangePassword,

    /// <summary>Can log in.</summary>
    Active,

    /// <summary>Is shut.</summary>
    Deactivated,

    /// <summary>Is shut, and nobody can tell any more whose it was.</summary>
    Anonymised,
}

/// <summary>Which users are listed.</summary>
public enum UserFilter
{
    /// <summary>Everybody.</summary>
    All,

    /// <summary>Who can log in with a password of their own.</summary>
    Active,

    /// <summary>Who has never logged in, contacts included.</summary>
    NeverLoggedIn,

    /// <summary>Who has no password.</summary>
    Contacts,

    /// <summary>Contacts with an invitation that they have not accepted, also one that has run out.</summary>
    Invited,

    /// <summary>Who has a temporary password.</summary>
    MustChangePassword,

    /// <summary>The deactivated ones.</summary>
    Deactivated,

    /// <summary>Who holds a seat of Service Desk.</summary>
    ServiceDesk,

    /// <summary>Who holds a seat of Team.</summary>
    Team,
}

/// <summary>What deactivating somebody would do.</summary>
/// <param name="Seats">How many seats become free.</param>
/// <param name="Desks">On how many agents lists they stand, and stay.</param>
/// <param name="OpenRequests">How many open requests are assigned to them, and stay so.</param>
public sealed record DeactivationConsequences(int Seats, int Desks, int OpenRequests);
