namespace ServiceDesk.Domain.Audit;

/// <summary>The names of audited changes; each has a sentence in the Texts of this folder.</summary>
public static partial class Changes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. typeof(Changes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>The first site administrator was made.</summary>
    public const string SiteSetUp = nameof(SiteSetUp);

    /// <summary>Public signup was turned on.</summary>
    public const string PublicSignupTurnedOn = nameof(PublicSignupTurnedOn);

    /// <summary>Public signup was turned off.</summary>
    public const string PublicSignupTurnedOff = nameof(PublicSignupTurnedOff);

    /// <summary>A suspended desk was opened again.</summary>
    public const string DeskReopened = nameof(DeskReopened);

    /// <summary>The site mode was chosen.</summary>
    public const string SiteModeChosen = nameof(SiteModeChosen);

    /// <summary>Another site setting was changed.</summary>
    public const string SiteSettingChanged = nameof(SiteSettingChanged);

    /// <summary>Lines were added to the address rules.</summary>
    public const string AddressRulesAdded = nameof(AddressRulesAdded);

    /// <summary>A line of the address rules was taken away.</summary>
    public const string AddressRuleRemoved = nameof(AddressRuleRemoved);

    /// <summary>Failed log-ins for a person's address were forgotten.</summary>
    public const string FailedLogInsForgotten = nameof(FailedLogInsForgotten);

    /// <summary>A desk was made.</summary>
    public const string DeskMade = nameof(DeskMade);

    /// <summary>A desk's name or options were changed.</summary>
    public const string DeskChanged = nameof(DeskChanged);

    /// <summary>A desk was archived.</summary>
    public const string DeskArchived = nameof(DeskArchived);

    /// <summary>An archived desk was put to use again.</summary>
    public const string DeskUnarchived = nameof(DeskUnarchived);

    /// <summary>Customer access was chosen.</summary>
    public const string CustomerAccessChosen = nameof(CustomerAccessChosen);

    /// <summary>Somebody was put on a desk's agents list, or their mark changed.</summary>
    public const string AgentNamed = nameof(AgentNamed);

    /// <summary>Somebody was taken off a desk's agents list.</summary>
    public const string AgentRemoved = nameof(AgentRemoved);

    /// <summary>Somebody came onto a desk's customer list.</summary>
    public const string CustomerJoined = nameof(CustomerJoined);

    /// <summary>A desk approved a sign-up.</summary>
    public const string SignUpApproved = nameof(SignUpApproved);

    /// <summary>A desk refused a sign-up.</summary>
    public const string SignUpRefused = nameof(SignUpRefused);

    /// <summary>An address was shut out of the site.</summary>
    public const string AddressBlocked = nameof(AddressBlocked);

    /// <summary>Somebody was taken off a desk's customer list.</summary>
    public const string CustomerRemoved = nameof(CustomerRemoved);

    /// <summary>Somebody was invited to become a customer of a desk.</summary>
    public const string CustomerInvited = nameof(CustomerInvited);

    /// <summary>A pending invitation was sent anew.</summary>
    public const string InvitationRenewed = nameof(InvitationRenewed);

    /// <summary>An invitation was taken back.</summary>
    public const string InvitationRevoked = nameof(InvitationRevoked);

    /// <summary>An account was made.</summary>
    public const string AccountMade = nameof(AccountMade);

    /// <summary>An account was invited to choose a password, or again.</summary>
    public const string AccountInvited = nameof(AccountInvited);

    /// <summary>A contact became an account by proving the address.</summary>
    public const string ContactClaimed = nameof(ContactClaimed);

    /// <summary>An account was deactivated.</summary>
    public const string AccountDeactivated = nameof(AccountDeactivated);

    /// <summary>An account was reactivated.</summary>
    public const string AccountReactivated = nameof(AccountReactivated);

    /// <summary>A link was mailed to a new address of an account.</summary>
    public const string AddressChangeAsked = nameof(AddressChangeAsked);

    /// <summary>An account got another address.</summary>
    public const string AddressChanged = nameof(AddressChanged);

    /// <summary>Somebody else set a temporary password for an account.</summary>
    public const string TemporaryPasswordSet = nameof(TemporaryPasswordSet);

    /// <summary>One account was merged into another.</summary>
    public const string AccountsMerged = nameof(AccountsMerged);

    /// <summary>A merge was undone.</summary>
    public const string MergeUndone = nameof(MergeUndone);

    /// <summary>An account was anonymised.</summary>
    public const string AccountAnonymised = nameof(AccountAnonymised);

    /// <summary>Access to an application was given.</summary>
    public const string SeatGiven = nameof(SeatGiven);

    /// <summary>Access to an application was taken.</summary>
    public const string SeatTaken = nameof(SeatTaken);

    /// <summary>The number of an application's seats was changed.</summary>
    public const string SeatsChanged = nameof(SeatsChanged);

    /// <summary>Somebody was made a site administrator.</summary>
    public const string SiteAdministratorNamed = nameof(SiteAdministratorNamed);

    /// <summary>Somebody is no longer a site administrator.</summary>
    public const string SiteAdministratorRemoved = nameof(SiteAdministratorRemoved);

    /// <summary>Every session of a person was ended.</summary>
    public const string SessionsEnded = nameof(SessionsEnded);

    /// <summary>A password was changed or reset.</summary>
    public const string PasswordChanged = nameof(PasswordChanged);

    /// <summary>Staff had a link to choose a new password mailed to a customer.</summary>
    public const string ResetStarted = nameof(ResetStarted);

    /// <summary>The customer list was taken out as a file.</summary>
    public const string CustomersExported = nameof(CustomersExported);

    /// <summary>A file of customers was imported.</summary>
    public const string CustomersImported = nameof(CustomersImported);

    /// <summary>An import was undone.</summary>
    public const string ImportUndone = nameof(ImportUndone);

    /// <summary>Two-factor log-in was switched, or its codes renewed.</summary>
    public const string TwoFactorChanged = nameof(TwoFactorChanged);

    /// <summary>A profile was edited.</summary>
    public const string ProfileChanged = nameof(ProfileChanged);

    /// <summary>An administrator opened a mail with a link in it.</summary>
    public const string MailOpened = nameof(MailOpened);

    /// <summary>The words of a mail were chosen.</summary>
    public const string MailTemplateChanged = nameof(MailTemplateChanged);

    /// <summary>The chosen words of a mail were taken back.</summary>
    public const string MailTemplateReset = nameof(MailTemplateReset);

    /// <summary>A kind of mail was switched on or off.</summary>
    public const string MailSwitched = nameof(MailSwitched);

    /// <summary>A mail was sent again.</summary>
    public const string MailSentAgain = nameof(MailSentAgain);

    /// <summary>A request type was made, changed or archived.</summary>
    public const string RequestTypeChanged = nameof(RequestTypeChanged);

    /// <summary>Somebody proved the address their account has.</summary>
    public const string AddressProved = nameof(AddressProved);

    /// <summary>Staff raised a request in somebody's name.</summary>
    public const string RequestRaisedOnBehalf = nameof(RequestRaisedOnBehalf);

    /// <summary>Somebody was made a participant of a request.</summary>
    public const string ParticipantAdded = nameof(ParticipantAdded);

    /// <summary>Somebody is no participant of a request any more.</summary>
    public const string ParticipantRemoved = nameof(ParticipantRemoved);

    /// <summary>A request's status was changed.</summary>
    public const string RequestMoved = nameof(RequestMoved);

    /// <summary>A request was given to somebody, or to nobody.</summary>
    public const string RequestAssigned = nameof(RequestAssigned);

    /// <summary>How mail comes to a desk was changed.</summary>
    public const string MailChannelChanged = nameof(MailChannelChanged);

    /// <summary>A token for a desk's HTTP gate was made.</summary>
    public const string MailGateOpened = nameof(MailGateOpened);

    /// <summary>The token of a desk's HTTP gate was taken back.</summary>
    public const string MailGateShut = nameof(MailGateShut);

    /// <summary>The mailbox a desk reads was changed.</summary>
    public const string MailboxChanged = nameof(MailboxChanged);

    /// <summary>The reading of a desk's mailbox was switched on.</summary>
    public const string MailboxSwitchedOn = nameof(MailboxSwitchedOn);

    /// <summary>The reading of a desk's mailbox was switched off.</summary>
    public const string MailboxSwitchedOff = nameof(MailboxSwitchedOff);

    /// <summary>A desk stopped to answer mails by itself, because it was too much.</summary>
    public const string MailAnswersStopped = nameof(MailAnswersStopped);

    /// <summary>A desk was let answer mails by itself again.</summary>
    public const string MailAnswersResumed = nameof(MailAnswersResumed);

    /// <summary>A site administrator took off an account that mail to it came back.</summary>
    public const string MailArrivesAgain = nameof(MailArrivesAgain);
}
