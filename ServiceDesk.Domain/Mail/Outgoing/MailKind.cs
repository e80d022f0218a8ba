using ServiceDesk.Domain.Mail.Templates;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>The mails the site writes. Each has its own words, Kind.Subject and Kind.Text, in the Texts of this folder, and is a template from then on.</summary>
public enum MailKind
{
    /// <summary>Prove the address and choose a password (sign-up).</summary>
    [Fills("desk")]
    SignUpProof,

    /// <summary>Somebody tried to sign up with an address that has an account.</summary>
    [Fills("desk")]
    YouHaveAnAccount,

    /// <summary>Welcome, after joining a desk.</summary>
    [Fills("desk", "name")]
    Welcome,

    /// <summary>Prove the address and choose a password (site registration).</summary>
    [Fills]
    RegistrationProof,

    /// <summary>Choose a new password.</summary>
    [Fills]
    PasswordReset,

    /// <summary>The password was changed.</summary>
    [Fills("name")]
    PasswordChanged,

    /// <summary>An administrator made an account for the person.</summary>
    [Fills("site")]
    AccountInvitation,

    /// <summary>A request was received.</summary>
    [Fills("request", "summary", "name", "writer", "text", "desk")]
    RequestReceived,

    /// <summary>A public reply.</summary>
    [Fills("request", "summary", "name", "agent", "text", "desk")]
    PublicReply,

    /// <summary>Somebody tried to register on the site with an address that has an account.</summary>
    [Fills]
    RegisteredAlready,

    /// <summary>Two-factor log-in was turned on.</summary>
    [Fills("name")]
    TwoFactorTurnedOn,

    /// <summary>Two-factor log-in was turned off.</summary>
    [Fills("name")]
    TwoFactorTurnedOff,

    /// <summary>Somebody is invited to become a customer of a desk.</summary>
    [Fills("desk", "inviter", "message")]
    CustomerInvitation,

    /// <summary>Somebody who has an account was put on a desk's customer list.</summary>
    [Fills("desk", "inviter", "message")]
    AccessGiven,

    /// <summary>Prove a new address of an account.</summary>
    [Fills("site")]
    ConfirmNewAddress,

    /// <summary>To the old address: the account has another one now.</summary>
    [Fills("name", "site")]
    AddressChanged,

    /// <summary>An administrator set a temporary password.</summary>
    [Fills("name", "site")]
    TemporaryPasswordSet,

    /// <summary>The desk approved the sign-up.</summary>
    [Fills("desk", "name")]
    SignUpApproved,

    /// <summary>The desk refused the sign-up.</summary>
    [Fills("desk", "name", "reason", "access")]
    SignUpRefused,

    /// <summary>The account was deactivated.</summary>
    [Fills("name", "site")]
    AccountDeactivated,

    /// <summary>Choose a first password: a contact has none.</summary>
    [Fills]
    FirstPassword,

    /// <summary>Prove the address an account has, which nobody has proved yet.</summary>
    [Fills("site")]
    AddressProof,

    /// <summary>A request came by mail from somebody new, who is given a link to choose a password.</summary>
    [Fills("desk", "request")]
    RequestReceivedFromNew,

    /// <summary>The desk took no mail from this address.</summary>
    [Fills("desk")]
    MailNotTaken,

    /// <summary>To the customers of a request: another of them wrote.</summary>
    [Fills("request", "summary", "name", "writer", "text", "desk")]
    CustomerCommented,

    /// <summary>To the customers of a request: it stands elsewhere.</summary>
    [Fills("request", "summary", "name", "writer", "status", "desk")]
    StatusChanged,

    /// <summary>Somebody was brought into a request.</summary>
    [Fills("request", "summary", "name", "writer", "text", "desk")]
    ParticipantAdded,

    /// <summary>To an agent: the request was given to them.</summary>
    [Fills("request", "summary", "name", "writer", "text", "desk")]
    RequestAssigned,

    /// <summary>To an agent: something was written on a request that is theirs to serve.</summary>
    [Fills("request", "summary", "name", "writer", "text", "desk")]
    WrittenForAgent,

    /// <summary>To staff: somebody named them in a comment.</summary>
    [Fills("request", "summary", "name", "writer", "text", "desk")]
    MentionedInComment,

    /// <summary>To an agent: a request came to the desk.</summary>
    [Fills("request", "summary", "name", "writer", "text", "desk")]
    RequestAtDesk,

    /// <summary>Several things that happened to a request shortly after each other.</summary>
    [Fills("request", "summary", "name", "writer", "news", "desk")]
    RequestNews,

    /// <summary>The mail was larger than the desk takes.</summary>
    [Fills("desk", "size")]
    MailTooLarge,

    /// <summary>To a desk's administrators: it answers no mails by itself any more, because it was too much.</summary>
    [Fills("desk", "most", "minutes")]
    MailAnswersStopped,

    /// <summary>To a desk's administrators: a webhook is told nothing any more, because it did not take it.</summary>
    [Fills("desk", "webhook")]
    WebhookPaused,

    /// <summary>Send the request that was typed into a collector, and prove the address by it.</summary>
    [Fills("desk")]
    CollectedProof,

    /// <summary>A token was made, by which a program acts in the person's name.</summary>
    [Fills("name", "token")]
    ApiTokenMade,
}
