using System.Globalization;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>An invitation as the desk's staff sees it.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="Address">To whom.</param>
/// <param name="Name">The name typed with the address; null when none was.</param>
/// <param name="State">What has become of it.</param>
/// <param name="SentAt">When it was sent last.</param>
/// <param name="InvitedBy">The name of who sent it.</param>
/// <param name="Problem">Why its mail came back, the mail server's words, or a name of ours; null when it did not, or nothing was said.</param>
public sealed record InvitationRow(Guid Id, string Address, string? Name, InvitationState State, DateTimeOffset SentAt, string? InvitedBy, string? Problem)
{
    /// <summary>Why its mail came back, in the reader's language where it was not the mail server who said it; null when it did not.</summary>
    public string? ProblemIn(CultureInfo culture) => State is InvitationState.Bounced or InvitationState.NotMailed ? MailProblem.WordsOf(Problem, culture) : null;

    /// <summary>Whether it can be sent again and taken back.</summary>
    public bool IsOpen => State is not (InvitationState.Accepted or InvitationState.Revoked);
}
