using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>The mails that came to a desk, what became of them and why, the originals, and the button that processes one again (design.md 4).</summary>
public sealed class IncomingLog(DeskWork database, TimeProvider clock)
{
    /// <summary>How many rows a page has.</summary>
    public const int PageRows = 50;

    /// <summary>Some of a desk's mails, the newest first; for its administrators.</summary>
    /// <param name="deskId">The desk.</param>
    /// <param name="state">What became of them; null for all.</param>
    /// <param name="after">The <see cref="PageOf{T}.Next"/> of the page before; null for the first.</param>
    /// <param name="by">Who asks.</param>
    public async Task<Outcome<PageOf<IncomingRow>>> ListAsync(Guid deskId, IncomingState? state, string? after, Actor by)
    {
        await using var db = database.Read();
        var rights = await Rights.OfAsync(db, by, deskId);
        if (!rights.May(Operation.AdministerDesk))
        {
            return new NotFound();
        }

        var mails = db.IncomingMails.Where(mail => mail.DeskId == deskId && (state == null || mail.State == state));
        if (Guid.TryParse(after, CultureInfo.InvariantCulture, out var last))
        {
            mails = mails.Where(mail => mail.Id.CompareTo(last) < 0);
        }

        // What became a request is read by who reads requests; others see that it came.
        var readsRequests = rights.May(Operation.ReadRequests);
        var rows = await mails.OrderByDescending(mail => mail.Id).Take(PageRows + 1)
            .Select(mail => new IncomingRow(
                mail.Id,
                mail.ReceivedAt,
                mail.Source,
                mail.From ?? mail.EnvelopeSender ?? "",
                readsRequests || mail.RequestId == null ? mail.Subject ?? "" : "",
                mail.Bytes,
                mail.State,
                mail.Reason,
                mail.ReasonArgument,
                db.Requests.Where(request => request.Id == mail.RequestId).Select(request => request.Key).SingleOrDefault()))
            .ToListAsync();
        return rows.Count <= PageRows
            ? new PageOf<IncomingRow>(rows, null)
            : new PageOf<IncomingRow>(rows[..PageRows], rows[PageRows - 1].Id.ToString());
    }

    /// <summary>The original of a mail: of one that became a request for who reads the desk's requests, of another for who administers the desk.</summary>
    public async Task<Outcome<IncomingOriginal>> OpenOriginalAsync(Guid mailId, Actor by)
    {
        await using var db = database.Read();
        return await db.IncomingMails.SingleOrDefaultAsync(mail => mail.Id == mailId) is { } found
            && (await Rights.OfAsync(db, by, found.DeskId)).May(found.RequestId is null ? Operation.AdministerDesk : Operation.ReadRequests)
            ? new IncomingOriginal(found.Id, $"{found.ReceivedAt.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture)}.eml", found.Bytes)
            : new NotFound();
    }

    /// <summary>The bytes of an original that was opened, piece by piece.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync(IncomingOriginal original, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var position = 0; (long)position * IncomingPiece.PieceBytes < original.Bytes; position++)
        {
            await using var db = database.Read();
            yield return await db.IncomingPieces.Where(piece => piece.MailId == original.Id && piece.Position == position).Select(piece => piece.Content).SingleAsync(cancel);
        }
    }

    /// <summary>Processes a mail again of which nothing has become, by the rules as they are now. What became a request or a comment stays that.</summary>
    public Task<Outcome<Done>> ProcessAgainAsync(Guid mailId, Actor by) => database.RunAsync<Done>(async work =>
    {
        await work.HoldAsync($"SELECT 1 FROM \"IncomingMails\" WHERE \"Id\" = {mailId}");
        if (await work.Db.IncomingMails.AsTracking().SingleOrDefaultAsync(mail => mail.Id == mailId) is not { } found
            || !(await Rights.OfAsync(work.Db, by, found.DeskId)).May(Operation.AdministerDesk))
        {
            return new NotFound();
        }

        if (found.State is IncomingState.Processed)
        {
            return new MailWasProcessed();
        }

        if (found.WholeBytes is not null)
        {
            return new MailIsNotWhole();
        }

        found.QueueAgain(clock.Now());
        await work.CommitAsync(Topic.IncomingMails, Topic.IncomingMailsOf(found.DeskId));
        return new Done();
    });
}

/// <summary>A mail in the list.</summary>
/// <param name="Id">The mail.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Source">Where from.</param>
/// <param name="From">Who wrote it, as it says; the envelope's sender before it was read.</param>
/// <param name="Subject">What it is about; empty where it does not say, or the reader may not know.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Argument">What fills the reason's sentence.</param>
/// <param name="RequestKey">The request it raised or belongs to; null for none.</param>
public sealed record IncomingRow(
    Guid Id, DateTimeOffset ReceivedAt, MailSource Source, string From, string Subject, long Bytes, IncomingState State, IncomingReason Reason, string Argument, string? RequestKey)
{
    /// <summary>Why its state is what it is, in the reader's language; empty when there is nothing to say.</summary>
    public string ReasonIn(CultureInfo culture) => Reason switch
    {
        IncomingReason.None => "",
        IncomingReason.RefusedAtTheDoor => Sentences.Of(typeof(RuleBook), Argument, culture),
        _ => Sentences.Of(typeof(IncomingMail), $"Reason.{Reason}", culture, Argument),
    };
}

/// <summary>The original of a mail, to be downloaded.</summary>
/// <param name="Id">The mail.</param>
/// <param name="FileName">What to save it as.</param>
/// <param name="Bytes">How long it is.</param>
public sealed record IncomingOriginal(Guid Id, string FileName, long Bytes);

/// <summary>Only the beginning of the mail is here, because it is too large.</summary>
public sealed record MailIsNotWhole : Refusal;

/// <summary>The mail became a request or a comment already.</summary>
public sealed record MailWasProcessed : Refusal;
