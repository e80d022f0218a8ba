using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>There is an account with this address.</summary>
public sealed record AddressIsKnown : Refusal;

/// <summary>The address, or its domain, is blocked.</summary>
public sealed record AddressIsBlocked : Refusal;

/// <summary>The account is deactivated.</summary>
public sealed record AccountIsDeactivated : Refusal;

/// <summary>The person has chosen a password: there is nothing to invite them to.</summary>
public sealed record HasOwnPassword : Refusal;

/// <summary>It would leave the site without an active administrator who can log in.</summary>
public sealed record LastSiteAdministrator : Refusal;

/// <summary>Nobody deactivates themselves.</summary>
public sealed record NotYourself : Refusal;

/// <summary>Somebody else is logged in than the one the link was sent to.</summary>
public sealed record LogOutFirst : Refusal;

/// <summary>The temporary password has run out: a mailed link is the way in.</summary>
public sealed record TemporaryPasswordHasExpired : Refusal;

/// <summary>The person is staff of a desk or of the site: a site administrator helps them.</summary>
/// <param name="Name">The person's name.</param>
public sealed record IsStaffSomewhere(string Name) : Refusal;

/// <summary>The password given is not the person's present one.</summary>
public sealed record WrongPassword : Refusal;

/// <summary>The new password is the old one.</summary>
public sealed record SamePassword : Refusal;
