using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

// The keys by which the host's server signs who its visitors are. Two count at once, so that one can be changed for another without a gap.
public sealed partial class DeskCollectors
{
    private const int MostKeyCharacters = 2_000;

    /// <summary>Makes a shared secret for HS256. It can be seen this once only; what is kept of it is sealed.</summary>
    public Task<Outcome<CollectorSecret>> MakeSecretAsync(Guid deskId, Guid collectorId, Actor by) => OnCollectorAsync<CollectorSecret>(deskId, collectorId, by, Operation.AdministerDesk, async (work, collector, now) =>
    {
        var secret = Secret.Make();
        var key = new CollectorKey { Id = Guid.CreateVersion7(now), CollectorId = collectorId, Algorithm = SigningAlgorithm.Hs256, SealedSecret = seal.Seal(secret), MadeAt = now, MadeById = by.AccountId!.Value };
        return await AddAsync(work, collector, key, by, now) is { } no ? no : new CollectorSecret(key.Id, secret);
    });

    /// <summary>Takes a public key for ES256, as PEM.</summary>
    public async Task<Outcome<Done>> AddPublicKeyAsync(Guid deskId, Guid collectorId, string? pem, Actor by)
    {
        var clean = WithoutPrivate(pem);
        return await OnCollectorAsync<Done>(deskId, collectorId, by, Operation.AdministerDesk, async (work, collector, now) =>
        {
            if (clean is null)
            {
                return new NotAPublicKey();
            }

            var key = new CollectorKey { Id = Guid.CreateVersion7(now), CollectorId = collectorId, Algorithm = SigningAlgorithm.Es256, PublicKey = clean, MadeAt = now, MadeById = by.AccountId!.Value };
            return await AddAsync(work, collector, key, by, now) is { } no ? no : new Done();
        });
    }

    /// <summary>Takes a key back: what it signed counts no more.</summary>
    public Task<Outcome<Done>> RemoveKeyAsync(Guid deskId, Guid collectorId, Guid keyId, Actor by) => OnCollectorAsync<Done>(deskId, collectorId, by, Operation.AdministerDesk, async (work, collector, now) =>
    {
        if (await work.Db.CollectorKeys.AsTracking().SingleOrDefaultAsync(key => key.Id == keyId && key.CollectorId == collectorId) is not { } key)
        {
            return new NotFound();
        }

        work.Db.CollectorKeys.Remove(key);
        work.Db.Audit.Add(AuditEntry.Of(Changes.CollectorKeyRemoved, by, now, deskId, collectorId, new { collector.Name, Key = keyId, Algorithm = key.Algorithm.ToString() }));
        return new Done();
    });

    private static async Task<Refusal?> AddAsync(Work work, Collector collector, CollectorKey key, Actor by, DateTimeOffset now)
    {
        if (await work.Db.CollectorKeys.CountAsync(one => one.CollectorId == collector.Id) >= CollectorKey.Most)
        {
            return new TwoKeysAlready();
        }

        work.Db.CollectorKeys.Add(key);
        work.Db.Audit.Add(AuditEntry.Of(Changes.CollectorKeyMade, by, now, collector.DeskId, collector.Id, new { collector.Name, Key = key.Id, Algorithm = key.Algorithm.ToString() }));
        return null;
    }

    // Read and written anew, so that nothing else of what was pasted is kept: a private key pasted by mistake is none of ours.
    private static string? WithoutPrivate(string? pem)
    {
        if (pem is null || pem.Length > MostKeyCharacters || pem.Contains("PRIVATE", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value ? key.ExportSubjectPublicKeyInfoPem() : null;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>A new shared secret.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Secret">The secret, shown this once.</param>
public sealed record CollectorSecret(Guid KeyId, string Secret);
