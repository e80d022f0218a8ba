using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>What becomes, or has become, of one address that is invited: it also says who gets which mail.</summary>
public enum InviteEffect
{
    /// <summary>A person the site does not know gets an invitation.</summary>
    Invited,

    /// <summary>A contact, who has no password yet, gets an invitation.</summary>
    InvitedContact,

    /// <summary>A pending invitation is renewed: a fresh mail, whose link replaces the earlier one.</summary>
    InvitedAgain,

    /// <summary>It was invited a moment ago, so no further mail is sent.</summary>
    InvitedJustNow,

    /// <summary>Somebody with an account is put on the customer list and told by a mail.</summary>
    Added,

    /// <summary>On the customer list already: nothing happens, no mail.</summary>
    AlreadyHere,

    /// <summary>What was typed is no mail address.</summary>
    NotAnAddress,

    /// <summary>The rule book says no.</summary>
    Refused,

    /// <summary>Not come to, because the work was stopped before: nothing happened.</summary>
    NotSent,
}

/// <summary>One address in the preview, or in the result.</summary>
/// <param name="Person">What was typed.</param>
/// <param name="Effect">What happens.</param>
/// <param name="Reason">Why the rule book refuses; null when it does not.</param>
/// <param name="Refusal">Why the work was stopped; null when it was not, or somebody stopped it.</param>
/// <param name="SwitchedOff">The mail that would go out, were its kind not switched off; null when it goes out, or there is none.</param>
public sealed record InviteLine(TypedAddress Person, InviteEffect Effect, RefusedBecause? Reason = null, Refusal? Refusal = null, MailKind? SwitchedOff = null)
{
    /// <summary>The pending invitation; null where there is none, and in a preview.</summary>
    public Guid? InvitationId { get; init; }

    /// <summary>Who is on the customer list, now or before; null where nobody is, and in a preview.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Whether a mail goes out.</summary>
    public bool IsMailed => (IsInvited || Effect is InviteEffect.Added) && SwitchedOff is null;

    /// <summary>Whether there is an invitation with a link of its own, mailed or not.</summary>
    public bool IsInvited => Effect is InviteEffect.Invited or InviteEffect.InvitedContact or InviteEffect.InvitedAgain;

    /// <summary>Whether something is in the way.</summary>
    public bool IsProblem => Effect is InviteEffect.NotAnAddress or InviteEffect.Refused or InviteEffect.NotSent;
}

/// <summary>What inviting would do just now.</summary>
/// <param name="Lines">Per address, in the order typed.</param>
/// <param name="Closed">Why nobody the site does not know can be invited just now; null when they can.</param>
public sealed record InvitePreview(IReadOnlyList<InviteLine> Lines, RefusedBecause? Closed);

/// <summary>People to be invited.</summary>
/// <param name="People">Whom, as typed.</param>
/// <param name="Message">What to write to them, as plain text; null or empty for nothing.</param>
/// <param name="IsOpenExpected">Whether strangers could be invited when this was looked at: if not any more, nothing is sent.</param>
public sealed record NewInvitations(IReadOnlyList<TypedAddress> People, string? Message, bool IsOpenExpected);
