using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>More addresses than can be invited at once.</summary>
/// <param name="Most">How many can.</param>
public sealed record TooManyAddresses(int Most) : Refusal;

/// <summary>The invitation was taken back; only the desk can send another.</summary>
/// <param name="DeskName">The desk.</param>
public sealed record InvitationWasRevoked(string DeskName) : Refusal;

/// <summary>The desk that invited is no longer in use.</summary>
/// <param name="DeskName">The desk.</param>
public sealed record DeskWasPutAway(string DeskName) : Refusal;

/// <summary>The desk would not invite this address just now, so no new link is sent.</summary>
/// <param name="DeskName">The desk.</param>
public sealed record AskForAnotherInvitation(string DeskName) : Refusal;

/// <summary>The invited address has an account: its holder accepts after logging in.</summary>
/// <param name="Address">The address.</param>
public sealed record LogInToAccept(string Address) : Refusal;
