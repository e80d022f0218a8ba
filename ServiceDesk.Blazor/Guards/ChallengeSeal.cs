using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using ServiceDesk.Domain.Guards;

namespace ServiceDesk.Blazor.Guards;

/// <summary>Seals challenges with the site's data-protection keys, which all nodes share.</summary>
internal sealed class ChallengeSeal(IDataProtectionProvider protection) : IChallengeSeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("ServiceDesk.Challenges");

    public string Seal(string text) => _protector.Protect(text);

    public string? Open(string? token)
    {
        try
        {
            return _protector.Unprotect(token ?? "");
        }
        catch (CryptographicException)
        {
            return null; // not a challenge of this site, which is answered like one that has run out
        }
    }
}
