namespace ServiceDesk.Tests.Access;

/// <summary>
/// The table of design.md 2.2, written down once more from its text. Desk states are <c>off</c> or <c>on</c> (Public signup) with
/// R(estricted), E(veryone) or S(uspended), and <c>open</c>; a slash mark means "as the cell before", a dash "cannot be"; behind the
/// tilde stands what the person sees where that is not the answer itself.
/// </summary>
internal static class TruthTable
{
    private const string Forms = """
        door | role | desk | special | unknown | contact | contact on the list | account | account on the list | deactivated
        SignUpForm | self | open | | MailProof~usual | / | / | MailYouHaveAnAccount~usual | / | AccountIsDeactivated~usual
        SignUpForm | self | off | | PublicSignupIsOff~closed | / | / | / | / | /
        SignUpForm | self | on/R | | DeskIsRestricted~closed | / | / | / | / | /
        SignUpForm | self | on/E | | DeskIsNotOpen~closed | / | / | / | / | /
        SignUpForm | self | on/S | | DeskIsSuspended~closed | / | / | / | / | /
        SignUpForm | staff+SiteAdministrator | any | | NotForThisRole | / | / | / | / | /
        SignUpForm | self | open | archived | DeskIsArchived~closed | / | / | / | / | /
        SignUpForm | self | open | approval | MailProof~usual | / | / | MailYouHaveAnAccount~usual | / | AccountIsDeactivated~usual
        SignUpForm | self | open | address blocked | AddressIsBlocked~usual | / | / | / | / | /
        SignUpForm | self | open | domain blocked | DomainIsBlocked | / | / | / | / | /
        SignUpForm | self | open | domain not allowed | DomainIsNotAllowed | / | / | / | / | /
        SignUpForm | self | open | unverified | MakeAccountAndJoin | AddressCannotBeProved~ask | / | HasAnAccount~ask | / | AccountIsDeactivated~ask
        SignUpForm | self | open | unverified, approval | WaitForApproval | AddressCannotBeProved~ask | / | HasAnAccount~ask | / | AccountIsDeactivated~ask
        SignUpForm | self | open | unverified, invited | AddressCannotBeProved~ask | / | / | HasAnAccount~ask | / | AccountIsDeactivated~ask
        SignUpForm | self | open | unverified, domain listed | AddressCannotBeProved~ask | / | / | HasAnAccount~ask | / | AccountIsDeactivated~ask
        SignUpForm | self | open | unverified, address blocked | AddressIsBlocked~ask | / | / | / | / | /
        ForgottenPassword | anybody | any | | NotKnownHere~usual | NothingToClaim~usual | MailProof~usual | MailReset~usual | / | AccountIsDeactivated~usual
        ForgottenPassword | anybody | any | party | NotKnownHere~usual | MailProof~usual | / | MailReset~usual | / | AccountIsDeactivated~usual
        ForgottenPassword | anybody | any | domain not allowed | NotKnownHere~usual | NothingToClaim~usual | MailProof~usual | MailReset~usual | / | AccountIsDeactivated~usual
        ForgottenPassword | anybody | any | address blocked | AddressIsBlocked~usual | / | / | / | / | /
        ForgottenPassword | anybody | any | domain blocked | DomainIsBlocked | / | / | / | / | /
        CollectorUnsigned | anybody | any | | ParkUntilProved~usual | / | / | / | / | AccountIsDeactivated~usual
        CollectorUnsigned | anybody | any | archived | DeskIsArchived | / | / | / | / | /
        CollectorUnsigned | anybody | any | address blocked | AddressIsBlocked~usual | / | / | / | / | /
        CollectorUnsigned | anybody | any | domain not allowed | DomainIsNotAllowed | / | / | / | / | /
        SiteRegistration | self | any | | MailProof~usual | / | / | MailYouHaveAnAccount~usual | / | AccountIsDeactivated~usual
        SiteRegistration | self | any | private | SiteIsPrivate | / | / | / | / | /
        SiteRegistration | self | any | no application | NoApplicationByDefault | / | / | / | / | /
        SiteRegistration | self | any | no seat | NoSeatLeft | / | / | / | / | /
        SiteRegistration | self | any | address blocked | AddressIsBlocked~usual | / | / | / | / | /
        SiteRegistration | self | any | domain not allowed | DomainIsNotAllowed | / | / | / | / | /
        SiteRegistration | self | any | unverified | MakeLicensedUser | AddressCannotBeProved~ask | / | HasAnAccount~ask | / | AccountIsDeactivated~ask
        SiteRegistration | staff+SiteAdministrator | any | | NotForThisRole | / | / | / | / | /
        AddressChange | Stranger | any | | LogInFirst~login | / | / | / | / | /
        AddressChange | Customer+staff | any | | MailProof~usual | HasAnAccount~usual | / | / | / | AccountIsDeactivated~usual
        AddressChange | Customer+staff | any | address blocked | AddressIsBlocked~usual | / | / | / | / | /
        AddressChange | Customer+staff | any | domain blocked | DomainIsBlocked | / | / | / | / | /
        AddressChange | Customer+staff | any | domain not allowed | DomainIsNotAllowed | / | / | / | / | /
        AddressChange | SiteAdministrator | any | | MailProof | HasAnAccount | / | / | / | AccountIsDeactivated
        AddressChange | SiteAdministrator | any | address blocked | AddressIsBlocked | / | / | / | / | /
        AddressChange | SiteAdministrator | any | domain blocked | DomainIsBlocked | / | / | / | / | /
        AddressChange | SiteAdministrator | any | domain not allowed | MailProof | HasAnAccount | / | / | / | AccountIsDeactivated
        """;

    private const string Links = """
        SignUpLink | Stranger | open | | MakeAccountAndJoin | ClaimAndJoin | Claim | HasAnAccount | / | AccountIsDeactivated
        SignUpLink | Stranger | off | | PublicSignupIsOff~closed | Claim | / | HasAnAccount | / | AccountIsDeactivated
        SignUpLink | Stranger | on/R | | DeskIsRestricted~closed | Claim | / | HasAnAccount | / | AccountIsDeactivated
        SignUpLink | Stranger | on/E | | DeskIsNotOpen~closed | Claim | / | HasAnAccount | / | AccountIsDeactivated
        SignUpLink | Stranger | on/S | | DeskIsSuspended~closed | Claim | / | HasAnAccount | / | AccountIsDeactivated
        SignUpLink | loggedIn | any | | - | - | - | HasAnAccount | / | AccountIsDeactivated
        SignUpLink | loggedIn | any | as another | LogOutFirst | / | / | / | / | /
        SignUpLink | Stranger | open | approval | WaitForApproval | ClaimAndWaitForApproval | Claim | HasAnAccount | / | AccountIsDeactivated
        SignUpLink | Stranger | open | archived | DeskIsArchived~closed | Claim | / | HasAnAccount | / | AccountIsDeactivated
        SignUpLink | Stranger | open | domain not allowed | DomainIsNotAllowed | ClaimAndJoin | Claim | HasAnAccount | / | AccountIsDeactivated
        SignUpLink | Stranger | open | address blocked | AddressIsBlocked | / | / | / | / | /
        AcceptInvitation | Stranger | any | | MakeAccountAndJoin | ClaimAndJoin | Claim | LogInAsThatAddressFirst | Nothing | AccountIsDeactivated
        AcceptInvitation | loggedIn | any | | - | - | - | Join | Nothing | AccountIsDeactivated
        AcceptInvitation | loggedIn | any | as another | LogOutFirst | / | / | / | / | /
        AcceptInvitation | Stranger | any | unusable | InvitationIsNotUsable | / | / | / | Nothing | AccountIsDeactivated
        AcceptInvitation | Stranger | any | domain not allowed | MakeAccountAndJoin | ClaimAndJoin | Claim | LogInAsThatAddressFirst | Nothing | AccountIsDeactivated
        AcceptInvitation | Stranger | any | approval | MakeAccountAndJoin | ClaimAndJoin | Claim | LogInAsThatAddressFirst | Nothing | AccountIsDeactivated
        AcceptInvitation | Stranger | any | archived | DeskIsArchived | / | / | / | / | /
        AcceptInvitation | Stranger | any | address blocked | AddressIsBlocked | / | / | / | / | /
        SiteRegistrationLink | Stranger | any | | MakeLicensedUser | ClaimAsLicensedUser | / | HasAnAccount | / | AccountIsDeactivated
        SiteRegistrationLink | loggedIn | any | | - | - | - | HasAnAccount | / | AccountIsDeactivated
        SiteRegistrationLink | loggedIn | any | as another | LogOutFirst | / | / | / | / | /
        SiteRegistrationLink | Stranger | any | private | SiteIsPrivate | / | / | / | / | AccountIsDeactivated
        SiteRegistrationLink | Stranger | any | no application | NoApplicationByDefault | / | / | / | / | AccountIsDeactivated
        SiteRegistrationLink | Stranger | any | no seat | NoSeatLeft | / | / | / | / | AccountIsDeactivated
        SiteRegistrationLink | Stranger | any | domain not allowed | DomainIsNotAllowed | ClaimAsLicensedUser | / | HasAnAccount | / | AccountIsDeactivated
        """;

    private const string Customers = """
        PortalReading | Stranger | any | | LogInFirst~login | / | / | / | / | /
        PortalReading | Customer+SiteAdministrator | E | | LogInFirst~login | / | / | Nothing | / | AccountIsDeactivated~login
        PortalReading | Customer+SiteAdministrator | R | | LogInFirst~login | / | / | DeskIsRestricted~404 | Nothing | AccountIsDeactivated~login
        PortalReading | staff | any | | LogInFirst~login | / | / | Nothing | / | AccountIsDeactivated~login
        PortalReading | Customer | any | archived | LogInFirst~login | / | / | DeskIsArchived~404 | / | AccountIsDeactivated~login
        PortalReading | Agent | any | archived | LogInFirst~login | / | / | DeskIsArchived | / | AccountIsDeactivated~login
        PortalReading | Customer | any | address blocked | LogInFirst~login | / | / | AddressIsBlocked~404 | / | AccountIsDeactivated~login
        PortalReading | Customer | R | party | LogInFirst~login | / | / | DeskIsRestricted~404 | Nothing | AccountIsDeactivated~login
        PortalReading | Customer+SiteAdministrator | E | approval, held | LogInFirst~login | / | / | NotApproved | Nothing | AccountIsDeactivated~login
        PortalReading | Customer+SiteAdministrator | E | held | LogInFirst~login | / | / | Nothing | / | AccountIsDeactivated~login
        PortalReading | Customer | R | approval, held | LogInFirst~login | / | / | DeskIsRestricted~404 | Nothing | AccountIsDeactivated~login
        PortalReading | staff | any | approval, held | LogInFirst~login | / | / | Nothing | / | AccountIsDeactivated~login
        PortalWriting | loggedIn | E | approval, held | LogInFirst~login | / | / | NotApproved | Nothing | AccountIsDeactivated~login
        PortalWriting | loggedIn | E | held | LogInFirst~login | / | / | Join | Nothing | AccountIsDeactivated~login
        PortalWriting | Stranger | any | | LogInFirst~login | / | / | / | / | /
        PortalWriting | loggedIn | E | | LogInFirst~login | / | / | Join | Nothing | AccountIsDeactivated~login
        PortalWriting | Customer+SiteAdministrator | R | | LogInFirst~login | / | / | DeskIsRestricted~404 | Nothing | AccountIsDeactivated~login
        PortalWriting | staff | R | | LogInFirst~login | / | / | DeskIsRestricted | Nothing | AccountIsDeactivated~login
        PortalWriting | Customer | any | domain blocked | LogInFirst~login | / | / | DomainIsBlocked~404 | / | AccountIsDeactivated~login
        PortalWriting | Customer | E | domain not allowed | LogInFirst~login | / | / | Join | Nothing | AccountIsDeactivated~login
        Email | anybody | open | | MakeContactAndJoin | Join | Nothing | Join | Nothing | AccountIsDeactivated~usual
        Email | anybody | off/R | | PublicSignupIsOff~usual | DeskIsRestricted~usual | Nothing | DeskIsRestricted~usual | Nothing | AccountIsDeactivated~usual
        Email | anybody | on/R | | DeskIsRestricted~usual | / | Nothing | DeskIsRestricted~usual | Nothing | AccountIsDeactivated~usual
        Email | anybody | off/E+off/S | | PublicSignupIsOff~usual | Join | Nothing | Join | Nothing | AccountIsDeactivated~usual
        Email | anybody | on/E | | DeskIsNotOpen~usual | Join | Nothing | Join | Nothing | AccountIsDeactivated~usual
        Email | anybody | on/S | | DeskIsSuspended~usual | Join | Nothing | Join | Nothing | AccountIsDeactivated~usual
        Email | anybody | open | approval | ParkUntilProved | Join | Nothing | Join | Nothing | AccountIsDeactivated~usual
        Email | anybody | open | approval, held | ParkUntilProved | Join | Nothing | NotApproved~usual | Nothing | AccountIsDeactivated~usual
        Email | anybody | open | approval, held, party | ParkUntilProved | Nothing | / | / | / | AccountIsDeactivated~usual
        Email | anybody | open | party | MakeContactAndJoin | Nothing | / | / | / | AccountIsDeactivated~usual
        Email | anybody | on/R | party | DeskIsRestricted~usual | / | Nothing | DeskIsRestricted~usual | Nothing | AccountIsDeactivated~usual
        Email | anybody | open | forged | MailNotAuthentic~usual | / | WithoutMail | MailNotAuthentic~usual | WithoutMail | AccountIsDeactivated~usual
        Email | anybody | open | forged, approval | MailNotAuthentic~usual | / | WithoutMail | MailNotAuthentic~usual | WithoutMail | AccountIsDeactivated~usual
        Email | anybody | open | archived | DeskIsArchived~usual | / | / | / | / | /
        Email | anybody | open | domain not allowed | DomainIsNotAllowed~usual | Join | Nothing | Join | Nothing | AccountIsDeactivated~usual
        Email | anybody | open | address blocked | AddressIsBlocked~usual | / | / | / | / | /
        Participant | Agent+DeskAdministrator | open | | MakeContact | Nothing | / | / | / | AccountIsDeactivated
        Participant | Agent+DeskAdministrator | off/R | | PublicSignupIsOff | DeskIsRestricted | Nothing | DeskIsRestricted | Nothing | AccountIsDeactivated
        Participant | Agent+DeskAdministrator | on/R | | DeskIsRestricted | / | Nothing | DeskIsRestricted | Nothing | AccountIsDeactivated
        Participant | Agent+DeskAdministrator | off/E+off/S | | PublicSignupIsOff | Nothing | / | / | / | AccountIsDeactivated
        Participant | Agent+DeskAdministrator | on/E | | DeskIsNotOpen | Nothing | / | / | / | AccountIsDeactivated
        Participant | Agent+DeskAdministrator | on/S | | DeskIsSuspended | Nothing | / | / | / | AccountIsDeactivated
        Participant | self | open | | MakeContact | Nothing | / | / | / | AccountIsDeactivated~usual
        Participant | self | off/R | | PublicSignupIsOff~usual | DeskIsRestricted~usual | Nothing | DeskIsRestricted~usual | Nothing | AccountIsDeactivated~usual
        Participant | self | on/R | | DeskIsRestricted~usual | / | Nothing | DeskIsRestricted~usual | Nothing | AccountIsDeactivated~usual
        Participant | self | off/E+off/S | | PublicSignupIsOff~usual | Nothing | / | / | / | AccountIsDeactivated~usual
        Participant | self | on/E | | DeskIsNotOpen~usual | Nothing | / | / | / | AccountIsDeactivated~usual
        Participant | self | on/S | | DeskIsSuspended~usual | Nothing | / | / | / | AccountIsDeactivated~usual
        Participant | Collaborator+SiteAdministrator | any | | NotForThisRole | / | / | / | / | /
        Participant | self+Agent+DeskAdministrator | any | no participants | NoParticipants | / | / | / | / | /
        Participant | Agent | open | domain not allowed | DomainIsNotAllowed | Nothing | / | / | / | AccountIsDeactivated
        CollectorSigned | anybody | open | | MakeContact | Nothing | / | / | / | AccountIsDeactivated
        CollectorSigned | anybody | off/R | | PublicSignupIsOff | DeskIsRestricted | Nothing | DeskIsRestricted | Nothing | AccountIsDeactivated
        CollectorSigned | anybody | on/R | | DeskIsRestricted | / | Nothing | DeskIsRestricted | Nothing | AccountIsDeactivated
        CollectorSigned | anybody | off/E+off/S | | PublicSignupIsOff | Nothing | / | / | / | AccountIsDeactivated
        CollectorSigned | anybody | on/E | | DeskIsNotOpen | Nothing | / | / | / | AccountIsDeactivated
        CollectorSigned | anybody | on/S | | DeskIsSuspended | Nothing | / | / | / | AccountIsDeactivated
        CollectorSigned | anybody | any | vouched | MakeContactAndJoin | Join | Nothing | Join | Nothing | AccountIsDeactivated
        CollectorSigned | anybody | any | vouched, domain not allowed | DomainIsNotAllowed | Join | Nothing | Join | Nothing | AccountIsDeactivated
        CollectorSigned | anybody | any | vouched, archived | DeskIsArchived | / | / | / | / | /
        """;

    private const string Staff = """
        Invitation | Agent | open | | Invite | / | / | Join | AlreadyHere | AccountIsDeactivated
        Invitation | Agent | off | | PublicSignupIsOff | / | Invite | Join | AlreadyHere | AccountIsDeactivated
        Invitation | Agent | on/R | | DeskIsRestricted | / | Invite | Join | AlreadyHere | AccountIsDeactivated
        Invitation | Agent | on/E | | DeskIsNotOpen | / | Invite | Join | AlreadyHere | AccountIsDeactivated
        Invitation | Agent | on/S | | DeskIsSuspended | / | Invite | Join | AlreadyHere | AccountIsDeactivated
        Invitation | Agent | open | agents create nobody | AgentsMayNotCreateCustomers | / | Invite | Join | AlreadyHere | AccountIsDeactivated
        Invitation | Agent | on | agents invite always | Invite | / | / | Join | AlreadyHere | AccountIsDeactivated
        Invitation | Agent | off | agents invite always | PublicSignupIsOff | / | Invite | Join | AlreadyHere | AccountIsDeactivated
        Invitation | Agent | on | agents invite always, agents create nobody | AgentsMayNotCreateCustomers | / | Invite | Join | AlreadyHere | AccountIsDeactivated
        Invitation | Agent | open | domain not allowed | DomainIsNotAllowed | Invite | / | Join | AlreadyHere | AccountIsDeactivated
        Invitation | DeskAdministrator | on | | Invite | / | / | Join | AlreadyHere | AccountIsDeactivated
        Invitation | DeskAdministrator | off | | PublicSignupIsOff | / | Invite | Join | AlreadyHere | AccountIsDeactivated
        Invitation | DeskAdministrator | on | agents create nobody | Invite | / | / | Join | AlreadyHere | AccountIsDeactivated
        Invitation | DeskAdministrator | on | domain not allowed | DomainIsNotAllowed | Invite | / | Join | AlreadyHere | AccountIsDeactivated
        Invitation | SiteAdministrator | any | | Invite | / | / | Join | AlreadyHere | AccountIsDeactivated
        Invitation | SiteAdministrator | any | domain not allowed | Invite | / | / | Join | AlreadyHere | AccountIsDeactivated
        Invitation | SiteAdministrator | any | domain blocked | DomainIsBlocked | / | / | / | / | /
        Invitation | SiteAdministrator | any | archived | DeskIsArchived | / | / | / | / | /
        Invitation | self+Collaborator | any | | NotForThisRole | / | / | / | / | /
        SilentAdd+Import | DeskAdministrator | on | | MakeContactAndJoin | Join | AlreadyHere | Join | AlreadyHere | AccountIsDeactivated
        SilentAdd+Import | DeskAdministrator | off | | PublicSignupIsOff | Join | AlreadyHere | Join | AlreadyHere | AccountIsDeactivated
        SilentAdd+Import | DeskAdministrator | on | domain not allowed | DomainIsNotAllowed | Join | AlreadyHere | Join | AlreadyHere | AccountIsDeactivated
        SilentAdd+Import | SiteAdministrator | any | | MakeContactAndJoin | Join | AlreadyHere | Join | AlreadyHere | AccountIsDeactivated
        SilentAdd+Import | SiteAdministrator | any | domain not allowed | MakeContactAndJoin | Join | AlreadyHere | Join | AlreadyHere | AccountIsDeactivated
        SilentAdd+Import | SiteAdministrator | any | address blocked | AddressIsBlocked | / | / | / | / | /
        SilentAdd+Import | self+Collaborator+Agent | any | | NotForThisRole | / | / | / | / | /
        OnBehalf | Agent | open | | MakeContactAndJoin | Join | Nothing | Join | Nothing | AccountIsDeactivated
        OnBehalf | Agent | off | | PublicSignupIsOff | Join | Nothing | Join | Nothing | AccountIsDeactivated
        OnBehalf | Agent | on/R | | DeskIsRestricted | Join | Nothing | Join | Nothing | AccountIsDeactivated
        OnBehalf | Agent | on/E | | DeskIsNotOpen | Join | Nothing | Join | Nothing | AccountIsDeactivated
        OnBehalf | Agent | on/S | | DeskIsSuspended | Join | Nothing | Join | Nothing | AccountIsDeactivated
        OnBehalf | Agent | on | agents invite always | MakeContactAndJoin | Join | Nothing | Join | Nothing | AccountIsDeactivated
        OnBehalf | Agent | open | agents create nobody | AgentsMayNotCreateCustomers | Join | Nothing | Join | Nothing | AccountIsDeactivated
        OnBehalf | DeskAdministrator | on | | MakeContactAndJoin | Join | Nothing | Join | Nothing | AccountIsDeactivated
        OnBehalf | DeskAdministrator | off | | PublicSignupIsOff | Join | Nothing | Join | Nothing | AccountIsDeactivated
        OnBehalf | DeskAdministrator | on | archived | DeskIsArchived | / | / | / | / | /
        OnBehalf | self+Collaborator+SiteAdministrator | any | | NotForThisRole | / | / | / | / | /
        """;

    /// <summary>The rows as they are written, without the heading.</summary>
    public static IEnumerable<string> Lines =>
        string.Join('\n', Forms, Links, Customers, Staff).Split('\n', StringSplitOptions.TrimEntries).Skip(1);
}
