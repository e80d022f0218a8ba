using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Invitations;

/// <summary>
/// Somebody is invited to become a customer of a desk (design.md 2.4). Of those that are neither accepted nor revoked there is at most one for
/// a desk and an address: inviting again renews it. Whether its mail was delivered says the mail.
/// </summary>
public sealed class Invitation
{
    /// <summary>The longest message to the invited person, in characters.</summary>
    public const int MostMessageCharacters = 2_000;

    /// <summary>So soon after an invitation was sent, nothing more is: two agents who invite the same person mean one mail.</summary>
    public static readonly TimeSpan AMoment = TimeSpan.FromMinutes(1);

    /// <summary>The row's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The desk.</summary>
    public Guid DeskId { get; private set; }

    /// <summary>The address it is mailed to.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The address in its compared form.</summary>
    public string NormalizedAddress { get; private set; } = "";

    /// <summary>The name typed with the address; null when none was.</summary>
    public string? FullName { get; private set; }

    /// <summary>What the inviting person wrote, as plain text; empty for nothing.</summary>
    public string Message { get; private set; } = "";

    /// <summary>Who invited, or last invited again.</summary>
    public Guid InvitedById { get; private set; }

    /// <summary>The mailed link that counts.</summary>
    public Guid LinkId { get; private set; }

    /// <summary>When it was sent last.</summary>
    public DateTimeOffset SentAt { get; private set; }

    /// <summary>From when on it no longer counts.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When the person accepted; null while they have not.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>When its mail came back; null while it has not.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }

    /// <summary>What the mail server of the address said then; null when it said nothing.</summary>
    public string? BounceWords { get; private set; }

    /// <summary>When it was taken back; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Who took it back; null when nobody did.</summary>
    public Guid? RevokedById { get; private set; }

    /// <summary>The import by which it was sent; null when a person sent it.</summary>
    public Guid? ImportId { get; private set; }

    /// <summary>Guards against two changes at once.</summary>
    public int Version { get; private set; }

    /// <summary>Invites an address, to be sent.</summary>
    public static Invitation Of(Guid deskId, EmailAddress address, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        DeskId = deskId,
        Address = address.Typed,
        NormalizedAddress = address.Normalized,
    };

    /// <summary>Sends it, for the first time or anew, with a link of its own; what became of an earlier mail counts no more.</summary>
    public void Send(MailedLink link, string? fullName, string message, Guid invitedById, Guid? importId = null)
    {
        (LinkId, SentAt, ExpiresAt) = (link.Id, link.IssuedAt, link.ExpiresAt);
        (FullName, Message, InvitedById, ImportId) = (fullName ?? FullName, message, invitedById, importId);
        (BouncedAt, BounceWords) = (null, null);
    }

    /// <summary>The same invitation is mailed once more, with another link.</summary>
    public void SendAgain(MailedLink link) => Send(link, FullName, Message, InvitedById);

    /// <summary>The person is in.</summary>
    public void Accept(DateTimeOffset now) => AcceptedAt = now;

    /// <summary>Its mail came back.</summary>
    public void Bounce(string? words, DateTimeOffset now) => (BouncedAt, BounceWords) = (now, words);

    /// <summary>Takes it back.</summary>
    public void Revoke(Guid byId, DateTimeOffset now) => (RevokedAt, RevokedById) = (now, byId);
}
