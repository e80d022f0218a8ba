using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Domain.Collectors;

/// <summary>Keeps the collectors of desks in use in memory until the news say that they changed: every page of a host asks for its script.</summary>
public sealed class CollectorsNow
{
    private readonly DeskDatabase _database;
    private readonly ILinkSeal _seal;
    private readonly Lock _lock = new();
    private FrozenDictionary<Guid, KnownCollector>? _kept;

    /// <summary>Listens to the news.</summary>
    public CollectorsNow(DeskDatabase database, ILinkSeal seal, LiveFeed feed)
    {
        (_database, _seal) = (database, seal);
        feed.Delivering += burst =>
        {
            if (burst.Contains(Topic.Collectors) || burst.Contains(Topic.Desks) || burst.Contains(Topic.Everything))
            {
                Forget();
            }
        };
    }

    /// <summary>A collector that is switched on and whose desk is in use; null for any other.</summary>
    public KnownCollector? Find(Guid id) => FindOnOrOff(id) is { Collector.IsOn: true } known ? known : null;

    /// <summary>A collector whose desk is in use, whether it is switched on or not; null for any other.</summary>
    internal KnownCollector? FindOnOrOff(Guid id) => Now().GetValueOrDefault(id);

    /// <summary>Reads them again when next asked.</summary>
    internal void Forget()
    {
        lock (_lock)
        {
            _kept = null;
        }
    }

    // Read within the lock, so that what is forgotten meanwhile is not kept after all.
    private FrozenDictionary<Guid, KnownCollector> Now()
    {
        if (Volatile.Read(ref _kept) is { } kept)
        {
            return kept;
        }

        lock (_lock)
        {
            return _kept ??= Read();
        }
    }

    private FrozenDictionary<Guid, KnownCollector> Read()
    {
        using var db = _database.Read();
        var keys = db.CollectorKeys.AsNoTracking().OrderBy(key => key.MadeAt).ToList().ToLookup(key => key.CollectorId);
        return db.Collectors.AsNoTracking().Where(collector => db.Desks.Any(desk => desk.Id == collector.DeskId && desk.ArchivedAt == null)).ToList()
            .ToFrozenDictionary(collector => collector.Id, collector => new KnownCollector(collector, [.. keys[collector.Id].Select(Open).OfType<OpenedKey>()]));
    }

    private OpenedKey? Open(CollectorKey key)
    {
        if (key.Algorithm is SigningAlgorithm.Hs256)
        {
            return _seal.Open(key.SealedSecret!) is { } secret
                ? new OpenedKey(SecurityAlgorithms.HmacSha256, new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(secret)) { KeyId = key.Id.ToString() })
                : null;
        }

        var curve = ECDsa.Create();
        curve.ImportFromPem(key.PublicKey);
        return new OpenedKey(SecurityAlgorithms.EcdsaSha256, new ECDsaSecurityKey(curve) { KeyId = key.Id.ToString() });
    }
}

/// <summary>A collector that takes requests, as it is kept in memory. Never changed.</summary>
/// <param name="Collector">The collector.</param>
/// <param name="Keys">The keys its host signs with.</param>
public sealed record KnownCollector(Collector Collector, IReadOnlyList<OpenedKey> Keys);

/// <summary>A key that can be used.</summary>
/// <param name="Algorithm">The one algorithm it counts for.</param>
/// <param name="Key">The key.</param>
public sealed record OpenedKey(string Algorithm, SecurityKey Key);
