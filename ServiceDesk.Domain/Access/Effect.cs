namespace ServiceDesk.Domain.Access;

/// <summary>
/// What an allowed decision does about the person, besides what the door is for (reading, making the request, adding the participant).
/// Which mails go with it is the door's: an e-mail's new contact is sent an account mail, one added silently is not.
/// </summary>
public enum Effect
{
    /// <summary>The person's standing and lists stay as they are.</summary>
    Nothing,

    /// <summary>As <see cref="Nothing"/>, and nobody is mailed: somebody who is already let in wrote a mail that fails authentication.</summary>
    WithoutMail,

    /// <summary>The account or contact is put on the desk's customer list.</summary>
    Join,

    /// <summary>A contact is made and put on no list: a participant or a collector's reporter has that request only.</summary>
    MakeContact,

    /// <summary>A contact is made and put on the desk's customer list.</summary>
    MakeContactAndJoin,

    /// <summary>An account with the chosen password is made, put on the desk's customer list and logged in.</summary>
    MakeAccountAndJoin,

    /// <summary>A licensed user with the site's default applications is made, on no customer list: site registration is no customer door.</summary>
    MakeLicensedUser,

    /// <summary>The contact becomes the person's account with the chosen password; the lists stay as they are.</summary>
    Claim,

    /// <summary>As <see cref="Claim"/>, and the account is put on the desk's customer list.</summary>
    ClaimAndJoin,

    /// <summary>As <see cref="Claim"/>, which is the person's right; being put on the list waits for approval.</summary>
    ClaimAndWaitForApproval,

    /// <summary>As <see cref="Claim"/>, and the account gets the site's default applications.</summary>
    ClaimAsLicensedUser,

    /// <summary>A link that proves the address and leads to a password is mailed.</summary>
    MailProof,

    /// <summary>A reset link is mailed to the account: an account is not claimed, its password is replaced.</summary>
    MailReset,

    /// <summary>"You have an account" is mailed, with log-in and reset.</summary>
    MailYouHaveAnAccount,

    /// <summary>An invitation is made, or the pending one renewed, and mailed.</summary>
    Invite,

    /// <summary>The request is kept out of sight until the address is proved; the rule book is then asked again.</summary>
    ParkUntilProved,

    /// <summary>An account with the chosen password is made and logged in; being put on the customer list waits for a decision of the desk.</summary>
    WaitForApproval,
}
