using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>What customers and staff alike do to a request within a work that holds it.</summary>
internal static class RequestWriting
{
    /// <summary>The answer when the comment was already said, by a form that was sent twice; null when it was not.</summary>
    public static async Task<Outcome<Done>?> SaidBeforeAsync(this Work work, NewComment written, Actor by)
    {
        if (await work.Db.Comments.AsNoTracking().SingleOrDefaultAsync(comment => comment.Id == written.Id) is not { } before)
        {
            return null;
        }

        if (before.RequestId != written.RequestId || before.AuthorId != by.AccountId)
        {
            return new NotFound();
        }

        return before.Text == written.CleanText ? new Done() : new SentBefore();
    }

    /// <summary>Adds a comment with its files; the reason when it cannot be, null when it was.</summary>
    public static async Task<Refusal?> SayAsync(this Work work, Request request, NewComment written, bool isInternal, RequestOptions options, Actor by, DateTimeOffset now, CameByMail? mail = null)
    {
        if (written.WhyNot is { } refusal)
        {
            return refusal;
        }

        var comment = new Comment
        {
            Id = written.Id,
            RequestId = request.Id,
            AuthorId = by.AccountId!.Value,
            IsInternal = isInternal,
            Text = written.CleanText,
            WrittenAt = now,
            MailId = mail?.MailId,
            IsUnverified = mail?.IsUnverified ?? false,
        };
        work.Db.Comments.Add(comment);
        work.Touch(request, isPublic: !isInternal, now);
        return await work.AttachAsync(written.Files, request.Id, comment, options, by);
    }

    /// <summary>Sends uploaded files with a request or comment; the reason when they cannot be, null when they were.</summary>
    public static async Task<Refusal?> AttachAsync(this Work work, IReadOnlyList<Guid> files, Guid requestId, Comment? comment, RequestOptions options, Actor by)
    {
        var wanted = files.Distinct().ToList();
        if (wanted.Count == 0)
        {
            return null;
        }

        if (wanted.Count > options.AttachmentsPerMessage)
        {
            return new TooManyFiles(options.AttachmentsPerMessage);
        }

        var uploaded = await work.Db.Attachments.AsTracking()
            .Where(file => wanted.Contains(file.Id) && file.UploadedById == by.AccountId && file.RequestId == null && file.Bytes > 0)
            .ToListAsync();
        if (uploaded.Count < wanted.Count)
        {
            return new FileIsGone();
        }

        foreach (var file in uploaded)
        {
            file.Send(requestId, comment);
        }

        return null;
    }

    /// <summary>Changes where the request stands, which its customers see; nothing happens when it stands there.</summary>
    public static void ChangeStatus(this Work work, Request request, RequestStatus status, Actor by, DateTimeOffset now)
    {
        if (request.Status == status)
        {
            return;
        }

        work.Db.Audit.Add(AuditEntry.Of(Changes.RequestMoved, by, now, request.DeskId, request.Id, new { request.Key, From = request.Status.ToString(), To = status.ToString() }));
        request.Status = status;
        work.Touch(request, isPublic: true, now);
    }

    /// <summary>Says that the request changed, so that whoever changes it on an older version is told.</summary>
    public static void Touch(this Work work, Request request, bool isPublic, DateTimeOffset now)
    {
        request.ChangedAt = now;
        if (isPublic)
        {
            request.ChangedPubliclyAt = now;
        }

        // Also when the instant is the same: two changes within a microsecond are two versions.
        work.Db.Entry(request).Property(r => r.ChangedAt).IsModified = true;
    }

    /// <summary>The news of a change that only staff may know of.</summary>
    public static IReadOnlyList<Topic> NewsForStaff(Request request) => [Topic.RequestsOf(request.DeskId), Topic.Request(request.Id)];

    /// <summary>The news of a change that its customers may know of too. Their pages watch their own account, so that nothing internal as much as wakes them.</summary>
    public static async Task<IReadOnlyList<Topic>> NewsForAllAsync(this Work work, Request request)
    {
        var participants = await work.Db.Participants.Where(participant => participant.RequestId == request.Id).Select(participant => participant.AccountId).ToListAsync();
        return [.. NewsForStaff(request), Topic.Account(request.ReporterId), .. participants.Select(Topic.Account)];
    }
}

/// <summary>A comment came by mail.</summary>
/// <param name="MailId">The mail.</param>
/// <param name="IsUnverified">Whether the mail did not show to be its writer's.</param>
internal sealed record CameByMail(Guid MailId, bool IsUnverified);
