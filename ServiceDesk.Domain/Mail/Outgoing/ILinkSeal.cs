namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>Encrypts the link of an undelivered mail with the site's data-protection keys (design.md 2.3 "Secrets").</summary>
public interface ILinkSeal
{
    /// <summary>Encrypts.</summary>
    byte[] Seal(string link);

    /// <summary>Decrypts; null when the keys it was sealed with are gone.</summary>
    string? Open(byte[] sealedLink);
}
