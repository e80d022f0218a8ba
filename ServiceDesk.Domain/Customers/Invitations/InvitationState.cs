namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>What has become of an invitation; derived from its facts, those of its mail and the customer list.</summary>
public enum InvitationState
{
    /// <summary>Its mail is in the outbox.</summary>
    Sent,

    /// <summary>The mail server took its mail.</summary>
    Delivered,

    /// <summary>The person is on the customer list and can log in.</summary>
    Accepted,

    /// <summary>Its mail came back, or could not be delivered.</summary>
    Bounced,

    /// <summary>Its mail was not sent, because mails of its kind are switched off.</summary>
    NotMailed,

    /// <summary>Its time has run out.</summary>
    Expired,

    /// <summary>It was taken back.</summary>
    Revoked,
}

/// <summary>Which invitations are listed.</summary>
public enum InvitationFilter
{
    /// <summary>Those that wait for the person, also bounced and expired ones, which want something done.</summary>
    Pending,

    /// <summary>All that there ever were.</summary>
    All,
}
