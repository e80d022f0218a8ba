namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>What became of a mail.</summary>
public enum IncomingState
{
    /// <summary>Stored; nothing came of it yet.</summary>
    Stored,

    /// <summary>It became a request or a comment, or what it reports was noted.</summary>
    Processed,

    /// <summary>Its writer was not let in.</summary>
    Refused,

    /// <summary>It could not be processed; somebody should look.</summary>
    Failed,

    /// <summary>Kept out of sight until the address is proved and let in.</summary>
    Parked,

    /// <summary>Nothing was to be made of it: a machine sent it, or it came before.</summary>
    Ignored,
}

/// <summary>Why a mail's state is what it is; each has a sentence in the Texts of this folder, filled with the row's argument.</summary>
public enum IncomingReason
{
    /// <summary>There is nothing more to say.</summary>
    None,

    /// <summary>The rule book refused; the argument is its reason.</summary>
    RefusedAtTheDoor,

    /// <summary>It is a mail of this site that came back.</summary>
    OwnMail,

    /// <summary>A machine answered in a person's place, and not within a conversation.</summary>
    AutomaticAnswer,

    /// <summary>A machine sent it, and nobody here knows the address.</summary>
    AutomaticMail,

    /// <summary>The same message came before, another way.</summary>
    CameBefore,

    /// <summary>It reported that a mail did not arrive; the argument is to whom.</summary>
    DeliveryReport,

    /// <summary>It reported something about a mail that nobody here knows.</summary>
    ReportOfAnother,

    /// <summary>It names no address as its writer.</summary>
    NoSender,

    /// <summary>There is neither text nor a file in it.</summary>
    NothingInIt,

    /// <summary>The desk offers no request type to raise it as.</summary>
    NoRequestType,

    /// <summary>Its writer sent too many.</summary>
    TooManyMails,

    /// <summary>Processing it ended in a fault; the argument names it, the log has it all.</summary>
    Fault,

    /// <summary>It waits until its writer has proved the address and was let in.</summary>
    WaitsForProof,

    /// <summary>It waited too long for its writer to prove the address.</summary>
    ProofDidNotCome,

    /// <summary>Files were left out, which the original has; the argument names them.</summary>
    FilesLeftOut,

    /// <summary>Staff wrote it without showing that it was them; it became an internal note.</summary>
    NotShownToBeStaff,

    /// <summary>It is larger than is taken; the argument is its size in megabytes.</summary>
    TooLarge,
}
