using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Incoming;

/// <summary>The mails that became requests and comments, shown whole to who may read what they became (design.md 4).</summary>
public sealed class MailsOnRequests(DeskWork database)
{
    /// <summary>A mail as the staff of its request's desk sees it. Dispose of it.</summary>
    /// <param name="mailId">The mail.</param>
    /// <param name="showsRemotePictures">Whether pictures elsewhere are fetched, which tells the sender that somebody reads.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Outcome<ShownMail>> OpenForStaffAsync(Guid mailId, bool showsRemotePictures, Actor by, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await BecameAsync(db, mailId) is not { } became)
        {
            return new NotFound();
        }

        var rights = await Rights.OfAsync(db, by, became.DeskId);
        return rights.May(Operation.ReadRequests) && (!became.IsInternal || rights.May(Operation.WriteInternally))
            ? ShownMail.ToStaff(await OpenAsync(db, mailId, cancel), showsRemotePictures)
            : new NotFound();
    }

    /// <summary>A mail as the customers of its request see it: one that a customer wrote, without what is in it for its writer alone. Dispose of it.</summary>
    /// <param name="mailId">The mail.</param>
    /// <param name="showsRemotePictures">Whether pictures elsewhere are fetched, which tells the sender that somebody reads.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Outcome<ShownMail>> OpenForCustomerAsync(Guid mailId, bool showsRemotePictures, Actor by, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        return await db.PortalPersonAsync(by) is { } person
            && await BecameAsync(db, mailId) is { IsInternal: false } became
            && await db.Requests.SeenBy(db, person).AnyAsync(request => request.Id == became.RequestId)
            && await db.CustomersWritingOn(became.RequestId).ContainsAsync(became.AuthorId)
            ? ShownMail.ToCustomers(await OpenAsync(db, mailId, cancel), showsRemotePictures)
            : new NotFound();
    }

    // What a mail became has its id; one that merely reports about a request did not become it.
    private static async Task<Became?> BecameAsync(DeskDb db, Guid mailId) =>
        await db.Requests.Where(request => request.Id == mailId && request.MailId == mailId)
            .Select(request => new Became(request.Id, request.DeskId, false, request.ReporterId))
            .SingleOrDefaultAsync()
        ?? await db.Comments.Where(comment => comment.Id == mailId && comment.MailId == mailId)
            .Join(db.Requests, comment => comment.RequestId, request => request.Id, (comment, request) => new Became(request.Id, request.DeskId, comment.IsInternal, comment.AuthorId))
            .SingleOrDefaultAsync();

    private static async Task<OpenedMail> OpenAsync(DeskDb db, Guid mailId, CancellationToken cancel) =>
        await OpenedMail.OpenAsync(db, await db.IncomingMails.SingleAsync(mail => mail.Id == mailId, cancel), first: null, cancel);

    private sealed record Became(Guid RequestId, Guid DeskId, bool IsInternal, Guid AuthorId);
}
