using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Requests;

/// <summary>Something written on a request.</summary>
/// <param name="Id">The comment.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="AuthorName">Their name.</param>
/// <param name="IsInternal">Whether only staff may see it; never true for a customer.</param>
/// <param name="Text">The text.</param>
/// <param name="WrittenAt">When.</param>
/// <param name="Files">What came with it.</param>
public sealed record Said(Guid Id, Guid AuthorId, string AuthorName, bool IsInternal, string Text, DateTimeOffset WrittenAt, IReadOnlyList<AttachedFile> Files)
{
    /// <summary>The address of who wrote it; null to customers.</summary>
    public string? AuthorAddress { get; init; }

    /// <summary>The mail it came by; null when it came otherwise.</summary>
    public MailBehind? Mail { get; init; }
}

/// <summary>That something came by mail.</summary>
/// <param name="Id">The mail.</param>
/// <param name="IsUnverified">Whether it did not show to be its writer's; staff alone is told.</param>
/// <param name="CanBeOpened">Whether the reader may see it whole: of mails of staff customers see what was written anew, for what stands below is what staff was sent.</param>
public sealed record MailBehind(Guid Id, bool IsUnverified, bool CanBeOpened);

/// <summary>What was written on a request, oldest first, as far as the reader may see it.</summary>
/// <param name="Files">What came with the request itself.</param>
/// <param name="Comments">The latest comments.</param>
/// <param name="HasEarlier">Whether there are earlier ones than those.</param>
public sealed record Conversation(IReadOnlyList<AttachedFile> Files, IReadOnlyList<Said> Comments, bool HasEarlier)
{
    /// <summary>How many of the latest comments are read at first, and how many more each time.</summary>
    public const int CommentsAtOnce = 50;

    /// <summary>Where the earlier ones begin, to be handed back as it is; null when there are none.</summary>
    public string? Earlier => HasEarlier ? new ListPlace(Comments[0].WrittenAt, $"{Comments[0].Id}").ToString() : null;

    /// <summary>The mail the request itself came by; null when it came otherwise.</summary>
    public MailBehind? OpenedBy { get; init; }

    /// <summary>Reads it. For customers internal comments are left out in the query itself: nothing of them is fetched, counted or paged by.</summary>
    internal static async Task<Conversation> ReadAsync(DeskDb db, Guid requestId, bool withInternal, bool withAddresses, int mostComments, string? before = null)
    {
        var written = db.Comments.Where(comment => comment.RequestId == requestId && (withInternal || !comment.IsInternal));
        if (ListPlace.Read(before) is { } place && Guid.TryParse(place.Key, out var id))
        {
            written = written.Where(comment => comment.WrittenAt <= place.At && (comment.WrittenAt < place.At || comment.Id.CompareTo(id) < 0));
        }

        var comments = await written
            .OrderByDescending(comment => comment.WrittenAt).ThenByDescending(comment => comment.Id)
            .Take(mostComments + 1)
            .Select(comment => new { comment.Id, comment.AuthorId, AuthorName = comment.Author.FullName, AuthorAddress = withAddresses ? comment.Author.Email : null, comment.IsInternal, comment.Text, comment.WrittenAt, comment.MailId, comment.IsUnverified })
            .ToListAsync();
        var shown = comments.Take(mostComments).Reverse().ToList();
        var ids = shown.Select(comment => (Guid?)comment.Id).ToList();

        var files = await db.Attachments
            .Where(file => file.RequestId == requestId && (withInternal || !file.IsInternal) && (file.CommentId == null || ids.Contains(file.CommentId)))
            .OrderBy(file => file.AddedAt).ThenBy(file => file.Id)
            .Select(file => new { file.CommentId, File = new AttachedFile(file.Id, file.FileName, file.Bytes, file.IsInternal) })
            .ToListAsync();
        var byComment = files.ToLookup(file => file.CommentId ?? Guid.Empty, file => file.File);

        var opened = await db.Requests.Where(request => request.Id == requestId)
            .Select(request => new { request.MailId, request.ReporterId, IsUnverified = request.IsUnproved && request.Reporter.AddressProvedAt == null })
            .SingleAsync();
        HashSet<Guid> customers = withInternal || (opened.MailId is null && shown.TrueForAll(comment => comment.MailId is null)) ? [] : [.. await db.CustomersWritingOn(requestId).ToListAsync()];
        MailBehind? Behind(Guid? mailId, bool isUnverified, Guid author) => mailId is { } mail ? new(mail, withInternal && isUnverified, withInternal || customers.Contains(author)) : null;

        return new Conversation(
            [.. byComment[Guid.Empty]],
            [.. shown.Select(c => new Said(c.Id, c.AuthorId, c.AuthorName, c.IsInternal, c.Text, c.WrittenAt, [.. byComment[c.Id]]) { AuthorAddress = c.AuthorAddress, Mail = Behind(c.MailId, c.IsUnverified, c.AuthorId) })],
            comments.Count > mostComments)
        {
            OpenedBy = Behind(opened.MailId, opened.IsUnverified, opened.ReporterId),
        };
    }
}
