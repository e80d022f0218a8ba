namespace ServiceDesk.Domain.Access;

/// <summary>Why somebody is refused at a door; sentences are resources keyed by these names.</summary>
public enum RefusedBecause
{
    /// <summary>The role has no business at this door.</summary>
    NotForThisRole,

    /// <summary>The site's Public signup is off.</summary>
    PublicSignupIsOff,

    /// <summary>Only people on the desk's customer list are let in.</summary>
    DeskIsRestricted,

    /// <summary>The desk takes everyone with an account, but no strangers.</summary>
    DeskIsNotOpen,

    /// <summary>The desk was closed when Public signup was turned off and waits to be reopened.</summary>
    DeskIsSuspended,

    /// <summary>The desk was put away.</summary>
    DeskIsArchived,

    /// <summary>This address is blocked.</summary>
    AddressIsBlocked,

    /// <summary>Addresses of this domain are blocked.</summary>
    DomainIsBlocked,

    /// <summary>Only addresses of listed domains are taken.</summary>
    DomainIsNotAllowed,

    /// <summary>The account or contact was deactivated; a site administrator can reactivate it.</summary>
    AccountIsDeactivated,

    /// <summary>Agents may not make customers of unknown addresses.</summary>
    AgentsMayNotCreateCustomers,

    /// <summary>The invitation was used, revoked, or has expired.</summary>
    InvitationIsNotUsable,

    /// <summary>The desk's requests have no participants.</summary>
    NoParticipants,

    /// <summary>The site's mode is private.</summary>
    SiteIsPrivate,

    /// <summary>Site registration has no application to give.</summary>
    NoApplicationByDefault,

    /// <summary>An application that site registration gives has no free seat.</summary>
    NoSeatLeft,

    /// <summary>Nobody here has this address.</summary>
    NotKnownHere,

    /// <summary>The contact is on no list and party to no request.</summary>
    NothingToClaim,

    /// <summary>The mail fails the desk's trusted authentication result, so it lets nobody in.</summary>
    MailNotAuthentic,

    /// <summary>Addresses are not verified now, and this one must be: a contact's, an invited one's, or one of a listed domain.</summary>
    AddressCannotBeProved,

    /// <summary>Nobody is logged in.</summary>
    LogInFirst,

    /// <summary>Somebody else is logged in than the one the link was sent to.</summary>
    LogOutFirst,

    /// <summary>The invited person has an account and has to log in to it to accept.</summary>
    LogInAsThatAddressFirst,

    /// <summary>The address has an account: there is nothing to sign up for, only to log in.</summary>
    HasAnAccount,

    /// <summary>The person is on the desk's customer list already.</summary>
    AlreadyHere,

    /// <summary>The person signed up, and the desk has not approved it.</summary>
    NotApproved,
}
