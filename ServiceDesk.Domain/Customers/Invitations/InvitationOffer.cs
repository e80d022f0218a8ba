namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>An invitation as the invited person sees it.</summary>
/// <param name="DeskKey">The desk's key.</param>
/// <param name="DeskName">Its name.</param>
/// <param name="Address">The address it was mailed to.</param>
/// <param name="FullName">The name offered, to be corrected; empty when none is known.</param>
/// <param name="InvitedBy">The name of who invited; null when not known.</param>
/// <param name="Message">What they wrote; empty for nothing.</param>
/// <param name="Step">What is to be done.</param>
public sealed record InvitationOffer(string DeskKey, string DeskName, string Address, string FullName, string? InvitedBy, string Message, InvitationStep Step);

/// <summary>What the invited person is to do.</summary>
public enum InvitationStep
{
    /// <summary>Choose a password: the address has no account that can log in.</summary>
    ChoosePassword,

    /// <summary>Log in as that address.</summary>
    LogIn,

    /// <summary>Accept, with one press.</summary>
    Accept,

    /// <summary>Nothing: they are on the customer list.</summary>
    YouAreIn,
}

/// <summary>An accepted invitation.</summary>
/// <param name="AccountId">Who is to be logged in; null for who is, or who only has to log in.</param>
/// <param name="LandsOn">The local path of what they were invited to.</param>
public sealed record AcceptedInvitation(Guid? AccountId, string LandsOn);
