using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>
/// Takes mails in, whatever their source: the raw bytes and where they came from are one commit, and only after it may the source be told that it
/// is done with (design.md 4). A mail that came before is known by its bytes.
/// </summary>
public sealed class IncomingMails(DeskWork database, TimeProvider clock)
{
    // A large mail is written in parts, so that it is never whole in memory.
    private const int PiecesAtOnce = 8;

    /// <summary>Stores a mail, to be processed. A repeat is answered with what is stored.</summary>
    /// <param name="deskId">The desk it was sent to.</param>
    /// <param name="from">Where it was taken from.</param>
    /// <param name="mail">The mail.</param>
    public Task<Outcome<StoredMail>> StoreAsync(Guid deskId, MailOrigin from, MailSpool mail) => database.RunAsync<StoredMail>(async work =>
    {
        if (await work.Db.IncomingMails.Where(row => row.DeskId == deskId && row.ContentHash == mail.Hash).Select(row => (Guid?)row.Id).SingleOrDefaultAsync() is { } before)
        {
            return new StoredMail(before, IsRepeat: true);
        }

        var now = clock.Now();
        var row = new IncomingMail
        {
            Id = Guid.CreateVersion7(now),
            DeskId = deskId,
            Source = from.Source,
            SourceIdentity = await IdentityAsync(work.Db, deskId, from, mail),
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
        await work.CommitAsync(Topic.IncomingMails, Topic.IncomingMailsOf(deskId));
        return new StoredMail(row.Id, IsRepeat: false);
    });

    // Another mail under a known identity is no repeat: a source that counts anew must not make a mail disappear.
    private static async Task<string> IdentityAsync(DeskDb db, Guid deskId, MailOrigin from, MailSpool mail)
    {
        var hash = Convert.ToHexStringLower(mail.Hash);
        if (IncomingMail.Short(from.Identity) is not { } identity)
        {
            return hash;
        }

        return await db.IncomingMails.AnyAsync(row => row.DeskId == deskId && row.Source == from.Source && row.SourceIdentity == identity) ? $"{identity}#{hash}" : identity;
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
