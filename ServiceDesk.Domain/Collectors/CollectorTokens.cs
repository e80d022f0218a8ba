using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>
/// Reads who a host's server says its visitor is: a JSON Web Token (RFC 7519) for this very collector, signed with one of its keys by that key's
/// own algorithm, that runs out within ten minutes. Whether it was used before, the database knows.
/// </summary>
public sealed class CollectorTokens(SiteLinks links, TimeProvider clock)
{
    /// <summary>The longest a token may count.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How far the host's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const int MostCharacters = 4_096;
    private const int LeastNonceCharacters = 16;
    private const int MostNonceCharacters = 256;
    private const int Parts = 3;

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MostCharacters, MapInboundClaims = false };

    /// <summary>Who it is; or why nobody.</summary>
    internal async Task<Outcome<SignedVisitor>> ReadAsync(KnownCollector known, string token)
    {
        // Nothing encrypted or compressed, and nothing that says it must be understood and is not (RFC 7515, 4.1.11).
        if (token.Length > MostCharacters || token.Split('.').Length != Parts || ReadUnproved(token) is not { } unproved
            || unproved.TryGetHeaderValue<object>("crit", out _) || unproved.TryGetHeaderValue<object>("zip", out _))
        {
            return new TokenIsNotValid();
        }

        foreach (var key in known.Keys.Where(key => unproved.Kid is not { Length: > 0 } named || named == key.Key.KeyId || known.Keys.All(one => one.Key.KeyId != named)))
        {
            if (await Handler.ValidateTokenAsync(token, RulesFor(known.Collector.Id, key)) is { IsValid: true, SecurityToken: JsonWebToken proved })
            {
                return Read(proved);
            }
        }

        return new TokenIsNotValid();
    }

    private Outcome<SignedVisitor> Read(JsonWebToken token)
    {
        var now = clock.Now();
        var (nonce, expires, address) = (Text(token, "jti"), Instant(token, "exp"), Text(token, "email"));
        var issued = Instant(token, "iat");
        if (expires is not { } until || until > now + Longest + Skew || until - issued > Longest)
        {
            return new TokenCountsTooLong();
        }

        if (until <= now - Skew || issued > now + Skew || Instant(token, "nbf") > now + Skew)
        {
            return new TokenHasExpired();
        }

        return nonce is { Length: >= LeastNonceCharacters and <= MostNonceCharacters } && EmailAddress.TryParse(address, out var email)
            ? new SignedVisitor(email, OneLine.Of(Text(token, "name")), SHA256.HashData(Encoding.UTF8.GetBytes(nonce)), Instants.Whole(until + Skew))
            : new TokenLacksClaims();
    }

    // One algorithm a key: a public key is never taken for a secret, and "none" for nothing (RFC 8725, 3.1).
    private TokenValidationParameters RulesFor(Guid collectorId, OpenedKey key)
    {
        var audience = links.ToCollectorAudience(collectorId);
        return new()
        {
            ValidAlgorithms = [key.Algorithm],
            IssuerSigningKey = key.Key,
            TryAllIssuerSigningKeys = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuer = false,
            ValidateLifetime = false, // by the site's own clock, below
            AudienceValidator = (audiences, _, _) => audiences.Count() == 1 && string.Equals(audiences.First(), audience, StringComparison.Ordinal),
        };
    }

    private static JsonWebToken? ReadUnproved(string token)
    {
        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or System.Text.Json.JsonException)
        {
            return null; // whatever it is, it is none
        }
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<object>(claim, out var value) && value is string text ? text : null;

    private static DateTimeOffset? Instant(JsonWebToken token, string claim)
    {
        if (!token.TryGetPayloadValue<long>(claim, out var seconds))
        {
            return null;
        }

        return seconds is > 0 and < 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MaxValue;
    }
}

/// <summary>Who the host says its visitor is.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">The name; empty for none.</param>
/// <param name="NonceHash">SHA-256 of the token's nonce.</param>
/// <param name="ExpiresAt">When the token counts no more.</param>
internal sealed record SignedVisitor(EmailAddress Address, string Name, byte[] NonceHash, DateTimeOffset ExpiresAt);
