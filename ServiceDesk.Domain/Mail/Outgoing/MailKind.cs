namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>The mails the site writes.</summary>
public enum MailKind
{
    /// <summary>Prove the address and choose a password (sign-up).</summary>
    SignUpProof,

    /// <summary>Somebody tried to sign up with an address that has an account.</summary>
    YouHaveAnAccount,

    /// <summary>Welcome, after joining a desk.</summary>
    Welcome,

    /// <summary>Prove the address and choose a password (site registration).</summary>
    RegistrationProof,

    /// <summary>Choose a new password, or a contact's first.</summary>
    PasswordReset,

    /// <summary>The password was changed.</summary>
    PasswordChanged,

    /// <summary>An administrator made an account for the person.</summary>
    AccountInvitation,

    /// <summary>A request was received.</summary>
    RequestReceived,

    /// <summary>A public reply.</summary>
    PublicReply,

    /// <summary>Somebody tried to register on the site with an address that has an account.</summary>
    RegisteredAlready,

    /// <summary>Two-factor log-in was turned on.</summary>
    TwoFactorTurnedOn,

    /// <summary>Two-factor log-in was turned off.</summary>
    TwoFactorTurnedOff,

    /// <summary>Somebody is invited to become a customer of a desk.</summary>
    CustomerInvitation,

    /// <summary>Somebody who has an account was put on a desk's customer list.</summary>
    AccessGiven,

    /// <summary>Prove a new address of an account.</summary>
    ConfirmNewAddress,

    /// <summary>To the old address: the account has another one now.</summary>
    AddressChanged,

    /// <summary>An administrator set a temporary password.</summary>
    TemporaryPasswordSet,
}
