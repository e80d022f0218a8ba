using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Domain.Access;

/// <summary>What turning Public signup would do, as of now (design.md 2.1).</summary>
/// <param name="IsOn">Whether it is on: the numbers are those of turning it off, the list that of turning it on.</param>
/// <param name="Turned">Who turned it last and when; null when nobody has.</param>
/// <param name="Version">The version of the site's settings this was read from, to be handed back when turning.</param>
/// <param name="DesksThatClose">How many desks take strangers now and no longer would.</param>
/// <param name="SignUpsRefused">How many strangers hold a sign-up link of one of those desks, which would be refused.</param>
/// <param name="InvitationsPending">How many invitations of customers are pending; they stay unless they are revoked too.</param>
/// <param name="CustomersWhoKeepAccess">How many people are on the lists of those desks.</param>
/// <param name="Suspended">The desks that were shut when it was turned off, by name; each can be reopened.</param>
public sealed record SignupConsequences(
    bool IsOn,
    ChangedBy? Turned,
    int Version,
    int DesksThatClose,
    int SignUpsRefused,
    int InvitationsPending,
    int CustomersWhoKeepAccess,
    IReadOnlyList<SuspendedDesk> Suspended);

/// <summary>A desk that turning Public signup off has shut for strangers.</summary>
/// <param name="Id">The desk.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Since">When it was shut.</param>
public sealed record SuspendedDesk(Guid Id, string Key, string Name, DateTimeOffset Since);
