using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>Invitations whose mail came back, for whoever reads what mail servers report.</summary>
internal static class BouncedInvitations
{
    /// <summary>Marks the open invitation whose mail it was. Returns its desk, whose customers are the news; null when there is none.</summary>
    public static async Task<Guid?> BounceInvitationAsync(this Work work, string messageId, string? words, DateTimeOffset now)
    {
        var mail = await work.Db.Outbox.SingleOrDefaultAsync(sent => sent.MessageId == messageId && sent.LinkId != null);
        var invitation = mail is null ? null : await work.Db.Invitations.AsTracking().Open().SingleOrDefaultAsync(open => open.LinkId == mail.LinkId);
        invitation?.Bounce(OneLine.Of(words) is { Length: > 0 } said ? said[..Math.Min(said.Length, Invitation.MostMessageCharacters)] : null, now);
        return invitation?.DeskId;
    }
}
