using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Blazor.Settings;

/// <summary>Seals links with the site's data-protection keys.</summary>
internal sealed class LinkSeal(IDataProtectionProvider protection) : ILinkSeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("ServiceDesk.MailedLinks");

    public byte[] Seal(string link) => _protector.Protect(Encoding.UTF8.GetBytes(link));

    public string? Open(byte[] sealedLink)
    {
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(sealedLink));
        }
        catch (CryptographicException)
        {
            return null; // the keys it was sealed with are gone, which the caller tells
        }
    }
}
