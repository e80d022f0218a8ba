using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Threads;

/// <summary>
/// Holds the site's key for reply addresses and Message-IDs, for who writes mails and who reads them. It is made once, and kept sealed with the
/// site's data-protection keys; where those are gone another is made, and older mails are known by what else is in them.
/// </summary>
public sealed class MailTokens(DeskWork database, ILinkSeal seal)
{
    private volatile ThreadKey? _key;

    /// <summary>The key. To be asked for before a work begins: the first time it may take a work of its own.</summary>
    public async Task<ThreadKey> KeyAsync(CancellationToken cancel = default)
    {
        if (_key is { } known)
        {
            return known;
        }

        await using (var db = database.Read())
        {
            if (Open(await db.Site.Select(site => site.SealedMailKey).SingleAsync(cancel)) is { } kept)
            {
                return _key = kept;
            }
        }

        // Sealed before a work begins: the first time of all, that writes a key of its own, which would wait for the work.
        var key = RandomNumberGenerator.GetBytes(ThreadKey.KeyBytes);
        var sealedKey = seal.Seal(Convert.ToBase64String(key));
        var made = await database.RunAsync<ThreadKey>(work => KeepAsync(work, key, sealedKey), cancel);
        return made.IsDone ? _key = made.Done : throw new TimeoutException($"The key of mails could not be read: {made.Refusal}");
    }

    private async Task<Outcome<ThreadKey>> KeepAsync(Work work, byte[] key, byte[] sealedKey)
    {
        var site = await work.SiteToChangeAsync();
        if (Open(site.SealedMailKey) is { } kept)
        {
            return kept; // another node was first
        }

        // Not a change of the site's settings: who is changing them need not begin again.
        await work.Db.Site.ExecuteUpdateAsync(row => row.SetProperty(s => s.SealedMailKey, sealedKey));
        await work.CommitAsync();
        return new ThreadKey(key);
    }

    private ThreadKey? Open(byte[]? sealedKey) => sealedKey is not null && seal.Open(sealedKey) is { } written ? new ThreadKey(Convert.FromBase64String(written)) : null;
}
