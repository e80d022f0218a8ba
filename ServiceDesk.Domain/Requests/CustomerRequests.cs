using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>What customers do with requests: raise, follow and answer their own (design.md 2.8, 3). Nothing internal passes here.</summary>
public sealed partial class CustomerRequests(DeskWork database, TimeProvider clock, RequestNotifications notifications, NotificationMails mails, IOptions<RequestOptions> options, Limits limits)
{
    /// <summary>How many requests a page of the list has.</summary>
    public const int RowsAPage = 50;

    /// <summary>The person's own requests and those they take part in, newest change first; only of desks they may still use.</summary>
    /// <param name="by">Whose.</param>
    /// <param name="deskId">Of one desk alone; null for all.</param>
    /// <param name="after">Where the page begins, as the page before said; null for the first.</param>
    /// <param name="most">How many at most.</param>
    public async Task<PageOf<CustomerRequestRow>> ListAsync(Actor by, Guid? deskId = null, string? after = null, int most = RowsAPage)
    {
        await using var db = database.Read();
        if (await db.PortalPersonAsync(by) is not { } person)
        {
            return new PageOf<CustomerRequestRow>([], null);
        }

        var place = ListPlace.Read(after);
        var requests = deskId is null ? db.Requests : db.Requests.Where(request => request.DeskId == deskId);

        // Asked apart, so that each is read from its own index in order; together the first rows of both are the first rows of all.
        var own = await RowsAsync(db, requests.ReportedBy(db, person), place, most + 1);
        var shared = await RowsAsync(db, requests.SharedWith(db, person), place, most + 1);
        var rows = own.Concat(shared).OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Key, StringComparer.Ordinal).Take(most + 1).ToList();

        return rows.Count <= most
            ? new PageOf<CustomerRequestRow>(rows, null)
            : new PageOf<CustomerRequestRow>(rows[..most], new ListPlace(rows[most - 1].ChangedAt, rows[most - 1].Key).ToString());
    }

    /// <summary>A request with its conversation, to its reporter and participants.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="mostComments">How many of the latest comments.</param>
    /// <param name="before">Of those before this place, as <see cref="Conversation.Earlier"/> said; null for the latest of all.</param>
    public async Task<Outcome<CustomerRequest>> OpenAsync(string key, Actor by, int mostComments = Conversation.CommentsAtOnce, string? before = null)
    {
        await using var db = database.Read();
        var keyInCapitals = key.ToUpperInvariant();
        if (await db.PortalPersonAsync(by) is not { } person
            || await db.Requests.SeenBy(db, person)
                .Where(request => request.Key == keyInCapitals)
                .Select(request => new CustomerRequest(
                    request.Id,
                    request.Key,
                    request.Summary,
                    request.Description,
                    request.Status,
                    request.RaisedAt,
                    request.ReporterId,
                    request.Reporter.FullName,
                    db.Desks.Where(desk => desk.Id == request.DeskId).Select(desk => new PortalDesk(desk.Id, desk.Key, desk.Name)).Single(),
                    db.RequestTypes.Where(type => type.Id == request.TypeId).Select(type => new OfferedType(type.Id, type.Name, type.Description, type.Icon)).Single())
                {
                    ChangedAt = request.ChangedPubliclyAt,
                })
                .SingleOrDefaultAsync() is not { } found)
        {
            return new NotFound();
        }

        return found with
        {
            Conversation = await Conversation.ReadAsync(db, found.Id, withInternal: false, withAddresses: false, mostComments, before),
            Participants = await db.ParticipantsOf(found.Id, withAddresses: false).ToListAsync(),
            GetsMails = !await db.RequestMutes.AnyAsync(mute => mute.RequestId == found.Id && mute.AccountId == person.Id),
            TakesParticipants = found.TakesComments && await db.Desks.AnyAsync(desk => desk.Id == found.Desk.Id && desk.AllowsParticipants),
        };
    }

    private static Task<List<CustomerRequestRow>> RowsAsync(DeskDb db, IQueryable<Request> requests, ListPlace? after, int most)
    {
        if (after is not null)
        {
#pragma warning disable CA1309 // becomes SQL, where texts are compared byte by byte
            requests = requests.Where(request => request.ChangedPubliclyAt <= after.At
                && (request.ChangedPubliclyAt < after.At || string.Compare(request.Key, after.Key) < 0));
#pragma warning restore CA1309
        }

        return requests
            .OrderByDescending(request => request.ChangedPubliclyAt).ThenByDescending(request => request.Key)
            .Take(most)
            .Select(request => new CustomerRequestRow(
                request.Key,
                request.Summary,
                request.Status,
                request.ChangedPubliclyAt,
                db.Desks.Where(desk => desk.Id == request.DeskId).Select(desk => desk.Name).Single(),
                db.RequestTypes.Where(type => type.Id == request.TypeId).Select(type => type.Icon).Single())
            {
                Id = request.Id,
                TypeId = request.TypeId,
                ReporterId = request.ReporterId,
                ReporterName = request.Reporter.FullName,
                RaisedAt = request.RaisedAt,
            })
            .ToListAsync();
    }
}

/// <summary>A request in a customer's list.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ChangedAt">When anything the customer may see last changed.</param>
/// <param name="DeskName">The desk.</param>
/// <param name="TypeIcon">Its type's icon.</param>
public sealed record CustomerRequestRow(string Key, string Summary, RequestStatus Status, DateTimeOffset ChangedAt, string DeskName, string TypeIcon)
{
    /// <summary>The request.</summary>
    public Guid Id { get; init; }

    /// <summary>Its type.</summary>
    public Guid TypeId { get; init; }

    /// <summary>Whose it is.</summary>
    public Guid ReporterId { get; init; }

    /// <summary>Their name.</summary>
    public string ReporterName { get; init; } = "";

    /// <summary>When it was raised.</summary>
    public DateTimeOffset RaisedAt { get; init; }
}

/// <summary>A request as its customers see it.</summary>
/// <param name="Id">The request.</param>
/// <param name="Key">Its key.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Description">What was written when it was raised; may be empty.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="ReporterId">Whose it is.</param>
/// <param name="ReporterName">Their name.</param>
/// <param name="Desk">The desk.</param>
/// <param name="Type">Its type, offered still or not.</param>
public sealed record CustomerRequest(
    Guid Id, string Key, string Summary, string Description, RequestStatus Status, DateTimeOffset RaisedAt, Guid ReporterId, string ReporterName, PortalDesk Desk, OfferedType Type)
{
    /// <summary>When anything the customer may see last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>What was written on it, without anything internal.</summary>
    public Conversation Conversation { get; init; } = new([], [], false);

    /// <summary>Whether the reader is mailed of it, as far as they want mails at all.</summary>
    public bool GetsMails { get; init; }

    /// <summary>Who else follows it, without addresses.</summary>
    public IReadOnlyList<TakingPart> Participants { get; init; } = [];

    /// <summary>Whether others can be brought in.</summary>
    public bool TakesParticipants { get; init; }

    /// <summary>Whether a comment can be added.</summary>
    public bool TakesComments => Status is not RequestStatus.Closed;
}
