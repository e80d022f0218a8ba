namespace ServiceDesk.Domain.Access;

/// <summary>A way to become or act as a customer: the rows of design.md 2.2. A call of the API is the door of the same name.</summary>
public enum Door
{
    /// <summary>The desk's sign-up form is sent.</summary>
    SignUpForm,

    /// <summary>The password page behind a sign-up mail's link is sent.</summary>
    SignUpLink,

    /// <summary>The forgotten-password form is sent; belongs to the site, not to a desk.</summary>
    ForgottenPassword,

    /// <summary>Somebody looks at the desk's portal.</summary>
    PortalReading,

    /// <summary>Somebody raises or comments on a request in the portal.</summary>
    PortalWriting,

    /// <summary>A mail from a person reaches the desk.</summary>
    Email,

    /// <summary>Staff invites an address.</summary>
    Invitation,

    /// <summary>The page behind an invitation's link is sent.</summary>
    AcceptInvitation,

    /// <summary>An administrator puts an address on the list without telling it.</summary>
    SilentAdd,

    /// <summary>One row of a customer import.</summary>
    Import,

    /// <summary>Staff raises a request for somebody.</summary>
    OnBehalf,

    /// <summary>Somebody is made a participant of a request, by hand or by Cc.</summary>
    Participant,

    /// <summary>A collector's request whose person the host site has signed for.</summary>
    CollectorSigned,

    /// <summary>A collector's request with a merely typed address.</summary>
    CollectorUnsigned,

    /// <summary>The form by which a stranger asks to become a licensed user is sent.</summary>
    SiteRegistration,

    /// <summary>The page behind a site registration mail's link is sent.</summary>
    SiteRegistrationLink,

    /// <summary>Somebody asks for another address of an account; belongs to the site, not to a desk. The facts are those of the new address.</summary>
    AddressChange,
}
