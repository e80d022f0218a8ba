using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// A link somebody was mailed to prove an address (design.md 2.3): 256 random bits, used once, bound to the address. Only the hash of
/// the secret is kept here; in clear it exists inside the undelivered mail alone.
/// </summary>
public sealed class MailedLink
{
    /// <summary>The row's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>What following it leads to.</summary>
    public LinkPurpose Purpose { get; private set; }

    /// <summary>SHA-256 of the secret in the link.</summary>
    public byte[] SecretHash { get; private set; } = [];

    /// <summary>The address it was mailed to, as typed.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The address in its compared form.</summary>
    public string NormalizedAddress { get; private set; } = "";

    /// <summary>The account it belongs to; null for an address that had none when it was sent.</summary>
    public Guid? AccountId { get; private set; }

    /// <summary>The desk it admits to; null when it belongs to none.</summary>
    public Guid? DeskId { get; private set; }

    /// <summary>The name typed with the address, offered again on the second page; null when none was.</summary>
    public string? FullName { get; private set; }

    /// <summary>The local path the person came for; null for the start page.</summary>
    public string? ReturnPath { get; private set; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>From when on it no longer counts.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it was used; null while it was not.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>When it was taken back or replaced; null while it was not.</summary>
    public DateTimeOffset? VoidedAt { get; private set; }

    /// <summary>Guards against two uses at once.</summary>
    public int Version { get; private set; }

    /// <summary>Issues a link; the secret is returned this once.</summary>
    public static (MailedLink Link, string Secret) Issue(LinkPurpose purpose, EmailAddress address, Guid? accountId, Guid? deskId, string? fullName, string? returnPath, DateTimeOffset now)
    {
        var secret = Secret.Make();
        var link = new MailedLink
        {
            Id = Guid.CreateVersion7(now),
            Purpose = purpose,
            SecretHash = Secret.HashOf(secret),
            Address = address.Typed,
            NormalizedAddress = address.Normalized,
            AccountId = accountId,
            DeskId = deskId,
            FullName = fullName is null ? null : OneLine.Of(fullName),
            ReturnPath = returnPath,
            IssuedAt = now,
            ExpiresAt = now + purpose.Lifetime(),
        };
        return (link, secret);
    }

    /// <summary>Whether following it still leads anywhere.</summary>
    public bool IsUsableAt(DateTimeOffset now) => UsedAt is null && VoidedAt is null && now < ExpiresAt;

    /// <summary>Marks it used; it never counts again.</summary>
    public void Use(DateTimeOffset now) => UsedAt = now;

    /// <summary>Takes it back.</summary>
    public void Void(DateTimeOffset now) => VoidedAt ??= now;
}
