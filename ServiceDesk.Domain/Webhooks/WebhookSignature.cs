using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>
/// By what a receiver knows that this site sent something, and when: an HMAC-SHA256 over its id, the time and the body, in the form of Standard
/// Webhooks (standardwebhooks.com), for which there are libraries in most languages.
/// </summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    /// <summary>Makes a secret.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Signs with each of the secrets; what stands in the header <c>webhook-signature</c>.</summary>
    /// <param name="secrets">As <see cref="NewSecret"/> made them.</param>
    /// <param name="id">What stands in the header <c>webhook-id</c>.</param>
    /// <param name="at">When it is sent; whole seconds since 1970 stand in the header <c>webhook-timestamp</c>.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Sign(IEnumerable<string> secrets, string id, DateTimeOffset at, string body)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}"));
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))}"));
    }
}
