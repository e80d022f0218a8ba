using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Domain.Desks;

/// <summary>Who gets into a desk right now, and what decides it.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Access">Who may use its portal.</param>
/// <param name="AccessChanged">Who chose that and when; null when nobody has.</param>
/// <param name="Suspended">Who shut it for strangers by turning Public signup off, and when; null when it is not suspended.</param>
/// <param name="IsPublicSignupOn">The site's switch.</param>
/// <param name="PublicSignupChanged">Who turned the switch and when; null when nobody has.</param>
/// <param name="IsOpen">Whether it takes strangers.</param>
/// <param name="Rows">"Who can do what right now".</param>
/// <param name="MayChoose">Whether the asker may choose customer access.</param>
/// <param name="MayChangeCustomers">Whether the asker may take people off the customer list.</param>
/// <param name="MayInvite">Whether the asker may invite customers at all; whom, the rule book says.</param>
/// <param name="Version">To be handed back with a choice.</param>
public sealed record DeskAccessNow(
    Guid DeskId,
    string Key,
    string Name,
    CustomerAccess Access,
    ChangedBy? AccessChanged,
    ChangedBy? Suspended,
    bool IsPublicSignupOn,
    ChangedBy? PublicSignupChanged,
    bool IsOpen,
    IReadOnlyList<AccessRow> Rows,
    bool MayChoose,
    bool MayChangeCustomers,
    bool MayInvite,
    int Version);

/// <summary>What choosing a customer access would do to whom, as of now.</summary>
/// <param name="Wanted">The value that would be chosen.</param>
/// <param name="Listed">How many people are on the customer list; they keep the portal whatever is chosen.</param>
/// <param name="LosePortal">How many others with an account can use the portal now and no longer could.</param>
/// <param name="LoseRequests">How many of those have requests here, or take part in some, which they would no longer see.</param>
/// <param name="GainPortal">How many others with an account cannot use the portal now and could.</param>
/// <param name="SignUpsRefused">How many strangers hold a sign-up link of this desk, which would be refused.</param>
public sealed record AccessConsequences(CustomerAccess Wanted, int Listed, int LosePortal, int LoseRequests, int GainPortal, int SignUpsRefused);
