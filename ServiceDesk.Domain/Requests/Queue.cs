using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>Which of a desk's requests a queue shows.</summary>
public enum QueueFilter
{
    /// <summary>All that are neither resolved nor closed.</summary>
    Open,

    /// <summary>Those of them that nobody looks after.</summary>
    Unassigned,

    /// <summary>Those of them that the reader looks after.</summary>
    Mine,

    /// <summary>Those of them that wait for the customer.</summary>
    WaitingForCustomer,

    /// <summary>Those the desk thinks are done: resolved ones; closed ones are in <see cref="All"/> alone.</summary>
    Resolved,

    /// <summary>All.</summary>
    All,
}

/// <summary>A desk's requests, as its staff works through them (design.md 3).</summary>
public sealed class Queue(DeskWork database)
{
    /// <summary>How many requests a page has.</summary>
    public const int RowsAPage = 50;

    /// <summary>One queue of a desk with the counts of all, newest change first.</summary>
    /// <param name="deskKey">The desk.</param>
    /// <param name="filter">Which queue.</param>
    /// <param name="by">Who reads.</param>
    /// <param name="after">Where the page begins, as the page before said; null for the first.</param>
    /// <param name="most">How many rows at most.</param>
    public async Task<Outcome<QueuePage>> ReadAsync(string deskKey, QueueFilter filter, Actor by, string? after = null, int most = RowsAPage)
    {
        await using var db = database.Read();
        var key = deskKey.ToUpperInvariant();
        var desk = await db.Desks.Where(desk => desk.Key == key && desk.ArchivedAt == null).Select(desk => new PortalDesk(desk.Id, desk.Key, desk.Name)).SingleOrDefaultAsync();
        if (desk is null || by.AccountId is not { } reader || !(await Rights.OfAsync(db, by, desk.Id)).May(Operation.ReadRequests))
        {
            return new NotFound();
        }

        var requests = db.Requests.Where(request => request.DeskId == desk.Id);
        return new QueuePage(desk, await CountAsync(requests, reader), await PageAsync(db, requests.In(filter, reader), ListPlace.Read(after), most));
    }

    /// <summary>A desk's requests without any counts, newest change first: for programs that walk through them.</summary>
    /// <param name="deskKey">The desk.</param>
    /// <param name="filter">Which requests.</param>
    /// <param name="by">Who reads.</param>
    /// <param name="after">Where the page begins, as the page before said; null for the first.</param>
    /// <param name="most">How many rows at most.</param>
    public async Task<Outcome<PageOf<QueueRow>>> ListAsync(string deskKey, RequestFilter filter, Actor by, string? after = null, int most = RowsAPage)
    {
        await using var db = database.Read();
        var key = deskKey.ToUpperInvariant();
        var deskId = await db.Desks.Where(desk => desk.Key == key && desk.ArchivedAt == null).Select(desk => (Guid?)desk.Id).SingleOrDefaultAsync();
        if (deskId is null || by.AccountId is not { } reader || !(await Rights.OfAsync(db, by, deskId)).May(Operation.ReadRequests))
        {
            return new NotFound();
        }

        var requests = db.Requests.Where(request => request.DeskId == deskId).In(filter.Queue, reader);
        requests = filter.Status is { } status ? requests.Where(request => request.Status == status) : requests;
        requests = filter.ChangedSince is { } since ? requests.Where(request => request.ChangedAt >= since) : requests;
        requests = filter.TypeId is { } type ? requests.Where(request => request.TypeId == type) : requests;
        requests = filter.AssigneeId is { } assignee ? requests.Where(request => request.AssigneeId == assignee) : requests;
        requests = filter.IsUnassigned ? requests.Where(request => request.AssigneeId == null) : requests;
        if (filter.Reporter is { } address)
        {
            var person = await db.WithAddress(address.Normalized).Select(account => account.Id).SingleOrDefaultAsync();
            requests = requests.Where(request => request.ReporterId == person);
        }
        else if (filter.ReporterId is { } reporter)
        {
            requests = requests.Where(request => request.ReporterId == reporter);
        }

        return await PageAsync(db, requests, ListPlace.Read(after), most);
    }

    private static async Task<IReadOnlyDictionary<QueueFilter, int>> CountAsync(IQueryable<Request> requests, Guid reader)
    {
        var groups = await requests
            .GroupBy(request => new { request.Status, request.AssigneeId })
            .Select(group => new { group.Key.Status, group.Key.AssigneeId, Count = group.Count() })
            .ToListAsync();

        return Enum.GetValues<QueueFilter>().ToDictionary(
            filter => filter,
            filter => groups.Where(group => QueueFilters.Shows(filter, group.Status, group.AssigneeId, reader)).Sum(group => group.Count));
    }

    private static async Task<PageOf<QueueRow>> PageAsync(DeskDb db, IQueryable<Request> requests, ListPlace? after, int most)
    {
        if (after is not null)
        {
            var number = int.TryParse(after.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : int.MaxValue;
            requests = requests.Where(request => request.ChangedAt <= after.At && (request.ChangedAt < after.At || request.Number < number));
        }

        var rows = await requests
            .OrderByDescending(request => request.ChangedAt).ThenByDescending(request => request.Number)
            .Take(most + 1)
            .Select(request => new QueueRow(
                request.Number,
                request.Key,
                request.Summary,
                request.Status,
                db.RequestTypes.Where(type => type.Id == request.TypeId).Select(type => type.Icon).Single(),
                request.Reporter.FullName,
                request.Assignee == null ? null : request.Assignee.FullName,
                request.ChangedAt)
            {
                Id = request.Id,
                TypeId = request.TypeId,
                ReporterId = request.ReporterId,
                ReporterAddress = request.Reporter.Email!,
                AssigneeId = request.AssigneeId,
                RaisedAt = request.RaisedAt,
            })
            .ToListAsync();

        return rows.Count <= most
            ? new PageOf<QueueRow>(rows, null)
            : new PageOf<QueueRow>(rows[..most], new ListPlace(rows[most - 1].ChangedAt, rows[most - 1].Number.ToString(CultureInfo.InvariantCulture)).ToString());
    }
}

/// <summary>The filters, as a condition of the query and of its counts: the two say the same.</summary>
internal static class QueueFilters
{
    public static IQueryable<Request> In(this IQueryable<Request> requests, QueueFilter filter, Guid reader)
    {
        // A constant below which everything is still to be done: this is what the index of unfinished requests is for.
        var unfinished = requests.Where(request => request.Status < RequestStatus.Resolved);
        return filter switch
        {
            QueueFilter.Open => unfinished,
            QueueFilter.Unassigned => unfinished.Where(request => request.AssigneeId == null),
            QueueFilter.Mine => unfinished.Where(request => request.AssigneeId == reader),
            QueueFilter.WaitingForCustomer => requests.Where(request => request.Status == RequestStatus.WaitingForCustomer),
            QueueFilter.Resolved => requests.Where(request => request.Status == RequestStatus.Resolved),
            _ => requests,
        };
    }

    public static bool Shows(QueueFilter filter, RequestStatus status, Guid? assignee, Guid reader) => filter switch
    {
        QueueFilter.Open => status < RequestStatus.Resolved,
        QueueFilter.Unassigned => status < RequestStatus.Resolved && assignee is null,
        QueueFilter.Mine => status < RequestStatus.Resolved && assignee == reader,
        QueueFilter.WaitingForCustomer => status is RequestStatus.WaitingForCustomer,
        QueueFilter.Resolved => status is RequestStatus.Resolved,
        _ => true,
    };
}

/// <summary>A page of a queue.</summary>
/// <param name="Desk">The desk.</param>
/// <param name="Counts">How many requests each queue has.</param>
/// <param name="Requests">The rows.</param>
public sealed record QueuePage(PortalDesk Desk, IReadOnlyDictionary<QueueFilter, int> Counts, PageOf<QueueRow> Requests);

/// <summary>A request in a queue.</summary>
/// <param name="Number">Its number on the desk.</param>
/// <param name="Key">Its key.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="TypeIcon">Its type's icon.</param>
/// <param name="ReporterName">Whose it is.</param>
/// <param name="AssigneeName">Who looks after it; null while nobody does.</param>
/// <param name="ChangedAt">When anything about it last changed.</param>
public sealed record QueueRow(int Number, string Key, string Summary, RequestStatus Status, string TypeIcon, string ReporterName, string? AssigneeName, DateTimeOffset ChangedAt)
{
    /// <summary>The request.</summary>
    public Guid Id { get; init; }

    /// <summary>Its type.</summary>
    public Guid TypeId { get; init; }

    /// <summary>Whose it is.</summary>
    public Guid ReporterId { get; init; }

    /// <summary>Their address.</summary>
    public string ReporterAddress { get; init; } = "";

    /// <summary>Who looks after it; null while nobody does.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>When it was raised.</summary>
    public DateTimeOffset RaisedAt { get; init; }
}

/// <summary>Which requests of a desk are wanted; all of it holds at once.</summary>
/// <param name="Queue">Those a queue shows.</param>
/// <param name="Status">Those that stand there; null for wherever.</param>
/// <param name="ChangedSince">Those that changed then or later; null for whenever.</param>
public sealed record RequestFilter(QueueFilter Queue = QueueFilter.All, RequestStatus? Status = null, DateTimeOffset? ChangedSince = null)
{
    /// <summary>Those of a person; null for whoever's.</summary>
    public Guid? ReporterId { get; init; }

    /// <summary>The same by an address; of somebody the site does not know there are none.</summary>
    public EmailAddress? Reporter { get; init; }

    /// <summary>Those of a type; null for whichever.</summary>
    public Guid? TypeId { get; init; }

    /// <summary>Those somebody looks after; null for whoever does.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>Those alone that nobody looks after.</summary>
    public bool IsUnassigned { get; init; }
}
