namespace ServiceDesk.Domain.Audit;

/// <summary>The names of audited changes; each has a sentence in the Texts of this folder.</summary>
public static class Changes
{
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

    /// <summary>Somebody was taken off a desk's customer list.</summary>
    public const string CustomerRemoved = nameof(CustomerRemoved);

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

    /// <summary>Access to an application was given.</summary>
    public const string SeatGiven = nameof(SeatGiven);

    /// <summary>Access to an application was taken.</summary>
    public const string SeatTaken = nameof(SeatTaken);

    /// <summary>Somebody was made a site administrator.</summary>
    public const string SiteAdministratorNamed = nameof(SiteAdministratorNamed);

    /// <summary>Somebody is no longer a site administrator.</summary>
    public const string SiteAdministratorRemoved = nameof(SiteAdministratorRemoved);

    /// <summary>Every session of a person was ended.</summary>
    public const string SessionsEnded = nameof(SessionsEnded);

    /// <summary>A password was changed or reset.</summary>
    public const string PasswordChanged = nameof(PasswordChanged);

    /// <summary>A temporary password was set by somebody else.</summary>
    public const string TemporaryPasswordGiven = nameof(TemporaryPasswordGiven);

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

    /// <summary>A mail was sent again.</summary>
    public const string MailSentAgain = nameof(MailSentAgain);

    /// <summary>A request type was made, changed or archived.</summary>
    public const string RequestTypeChanged = nameof(RequestTypeChanged);

    /// <summary>A request's status was changed.</summary>
    public const string RequestMoved = nameof(RequestMoved);

    /// <summary>A request was given to somebody, or to nobody.</summary>
    public const string RequestAssigned = nameof(RequestAssigned);
}
