using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// Takes mails in, whatever their source: the raw bytes and where they came from are one commit, and only after it may the source be told that it
/// is done with (design.md 4). A mail that came before is known by its bytes.
/// </summary>
public sealed class IncomingMails(DeskWork database, TimeProvider clock) : IDisposable
{
    // A large mail is written in parts, so that it is never whole in memory.
    private const int PiecesAtOnce = 8;

    // So much is one commit at most.
    private const int MostTogether = 64;
    private const long MostBytesTogether = 8 * 1024 * 1024;

    private readonly ConcurrentQueue<WaitingMail> _waiting = new();
    private readonly SemaphoreSlim _oneStores = new(1, 1);

    /// <summary>Stores a mail, to be processed. A repeat is answered with what is stored. Mails that are handed over while others are stored wait for those, and then are one commit.</summary>
    /// <param name="deskId">The desk it was sent to.</param>
    /// <param name="from">Where it was taken from.</param>
    /// <param name="mail">The mail.</param>
    public async Task<Outcome<StoredMail>> StoreAsync(Guid deskId, MailOrigin from, MailSpool mail)
    {
        var own = new WaitingMail(deskId, from, mail);
        _waiting.Enqueue(own);
        await _oneStores.WaitAsync();
        try
        {
            // Whoever comes first stores for all who wait.
            while (!own.Stored.IsCompleted)
            {
                await StoreAsync(NextTogether());
            }
        }
        finally
        {
            _oneStores.Release();
        }

        return await own.Stored;
    }

    /// <inheritdoc/>
    public void Dispose() => _oneStores.Dispose();

    private List<WaitingMail> NextTogether()
    {
        var (together, bytes) = (new List<WaitingMail>(), 0L);
        while (together.Count < MostTogether && _waiting.TryPeek(out var next) && (together.Count == 0 || bytes + next.Mail.Bytes <= MostBytesTogether) && _waiting.TryDequeue(out next))
        {
            together.Add(next);
            bytes += next.Mail.Bytes;
        }

        return together;
    }

    private async Task StoreAsync(IReadOnlyList<WaitingMail> mails)
    {
        try
        {
            var stored = await database.RunAsync<IReadOnlyList<StoredMail>>(work => StoreAsync(work, mails));
            for (var i = 0; i < mails.Count; i++)
            {
                mails[i].Settle(stored.IsDone ? stored.Done[i] : stored.Refusal);
            }
        }
        catch (Exception e) when (mails is [var alone])
        {
            alone.Fail(e);
        }
        catch (Exception) when (mails.Count > 1)
        {
            // One of them is at fault, and the others are not to suffer by it. Each is answered, whatever happens: its source waits.
            foreach (var mail in mails)
            {
                await StoreAsync([mail]);
            }
        }
    }

    private async Task<Outcome<IReadOnlyList<StoredMail>>> StoreAsync(Work work, IReadOnlyList<WaitingMail> mails)
    {
        var (stored, rows, now) = (new List<StoredMail>(), new List<IncomingMail>(), clock.Now());
        foreach (var (deskId, from, mail) in mails)
        {
            if (rows.Find(row => row.DeskId == deskId && row.ContentHash.AsSpan().SequenceEqual(mail.Hash)) is { } twin)
            {
                stored.Add(new StoredMail(twin.Id, IsRepeat: true));
            }
            else if (await work.Db.IncomingMails.Where(row => row.DeskId == deskId && row.ContentHash == mail.Hash).Select(row => (Guid?)row.Id).SingleOrDefaultAsync() is { } before)
            {
                stored.Add(new StoredMail(before, IsRepeat: true));
            }
            else
            {
                rows.Add(await AddAsync(work, deskId, from, mail, rows, now));
                stored.Add(new StoredMail(rows[^1].Id, IsRepeat: false));
            }
        }

        if (rows.Count > 0)
        {
            await work.CommitAsync([Topic.IncomingMails, .. rows.Select(row => row.DeskId).Distinct().Select(Topic.IncomingMailsOf)]);
        }

        return stored;
    }

    private static async Task<IncomingMail> AddAsync(Work work, Guid deskId, MailOrigin from, MailSpool mail, IReadOnlyList<IncomingMail> others, DateTimeOffset now)
    {
        var row = new IncomingMail
        {
            Id = Guid.CreateVersion7(now),
            DeskId = deskId,
            Source = from.Source,
            SourceIdentity = await IdentityAsync(work.Db, deskId, from, mail, others),
            ContentHash = mail.Hash,
            EnvelopeSender = IncomingMail.Short(from.Sender),
            EnvelopeRecipient = IncomingMail.Short(from.Recipient),
            ReceivedAt = now,
            Bytes = mail.Bytes,
            WholeBytes = from.WholeBytes,
            NextTryAt = now,
        };
        work.Db.IncomingMails.Add(row);
        await AddPiecesAsync(work, row.Id, mail);
        return row;
    }

    // Another mail under a known identity is no repeat: a source that counts anew must not make a mail disappear.
    private static async Task<string> IdentityAsync(DeskDb db, Guid deskId, MailOrigin from, MailSpool mail, IReadOnlyList<IncomingMail> others)
    {
        var hash = Convert.ToHexStringLower(mail.Hash);
        if (IncomingMail.Short(from.Identity) is not { } identity)
        {
            return hash;
        }

        var isTaken = others.Any(row => row.DeskId == deskId && row.Source == from.Source && row.SourceIdentity == identity)
            || await db.IncomingMails.AnyAsync(row => row.DeskId == deskId && row.Source == from.Source && row.SourceIdentity == identity);
        return isTaken ? $"{identity}#{hash}" : identity;
    }

    private static async Task AddPiecesAsync(Work work, Guid id, MailSpool mail)
    {
        var position = 0;
        await foreach (var piece in mail.PiecesAsync())
        {
            work.Db.IncomingPieces.Add(new IncomingPiece { MailId = id, Position = position, Content = piece });
            if (++position % PiecesAtOnce == 0)
            {
                await work.SaveAsync();
                work.Db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>A mail whose source waits for it to be stored.</summary>
    private sealed record WaitingMail(Guid DeskId, MailOrigin From, MailSpool Mail)
    {
        private readonly TaskCompletionSource<Outcome<StoredMail>> _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Outcome<StoredMail>> Stored => _stored.Task;

        public void Settle(Outcome<StoredMail> outcome) => _stored.SetResult(outcome);

        public void Fail(Exception e) => _stored.SetException(e);
    }
}

/// <summary>Where a mail came from, and what its source says about it.</summary>
/// <param name="Source">The kind of source.</param>
/// <param name="Identity">By what the source knows it; null where it has nothing but its bytes.</param>
/// <param name="Sender">The sender the mail server was told; empty for none, null when not known.</param>
/// <param name="Recipient">The recipient it was told; null when not known.</param>
/// <param name="WholeBytes">How long the mail is where it is too large and only its beginning is handed over; null where all of it is.</param>
public sealed record MailOrigin(MailSource Source, string? Identity, string? Sender = null, string? Recipient = null, long? WholeBytes = null);

/// <summary>A mail that is stored.</summary>
/// <param name="Id">The mail.</param>
/// <param name="IsRepeat">Whether it was stored before.</param>
public sealed record StoredMail(Guid Id, bool IsRepeat);
