using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>What a desk's staff does with its requests: read, reply, note, assign, move on (design.md 2.8, 3).</summary>
public sealed partial class AgentRequests(DeskWork database, TimeProvider clock, RequestNotifications notifications, IOptions<RequestOptions> options)
{
    /// <summary>A request with its whole conversation, internal comments included.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="mostComments">How many of the latest comments.</param>
    /// <param name="before">Of those before this place, as <see cref="Conversation.Earlier"/> said; null for the latest of all.</param>
    public async Task<Outcome<AgentRequest>> OpenAsync(string key, Actor by, int mostComments = Conversation.CommentsAtOnce, string? before = null)
    {
        await using var db = database.Read();
        var keyInCapitals = key.ToUpperInvariant();
        var found = await db.Requests
            .Where(request => request.Key == keyInCapitals && db.Desks.Any(desk => desk.Id == request.DeskId && desk.ArchivedAt == null))
            .Select(request => new AgentRequest(
                request.Id,
                request.Key,
                request.Summary,
                request.Description,
                request.Status,
                request.RaisedAt,
                request.ReporterId,
                request.Reporter.FullName,
                request.Reporter.Email!,
                request.Reporter.AddressProvedAt != null,
                request.AssigneeId,
                request.Assignee == null ? null : request.Assignee.FullName,
                request.Version,
                db.Desks.Where(desk => desk.Id == request.DeskId).Select(desk => new PortalDesk(desk.Id, desk.Key, desk.Name)).Single(),
                db.RequestTypes.Where(type => type.Id == request.TypeId).Select(type => new OfferedType(type.Id, type.Name, type.Description, type.Icon)).Single())
            {
                ChangedAt = request.ChangedAt,
            })
            .SingleOrDefaultAsync();

        // Asked of what is not there too: how long it takes does not tell it from what is hidden.
        var rights = await Rights.OfAsync(db, by, found?.Desk.Id ?? Guid.Empty);
        return found is not null && rights.May(Operation.ReadRequests)
            ? found with
            {
                GetsMails = !await db.RequestMutes.AnyAsync(mute => mute.RequestId == found.Id && mute.AccountId == by.AccountId),
                MayServe = rights.May(Operation.ServeRequests),
                Conversation = await Conversation.ReadAsync(db, found.Id, withInternal: rights.May(Operation.WriteInternally), withAddresses: true, mostComments, before),
                Participants = await db.ParticipantsOf(found.Id, withAddresses: true).ToListAsync(),
                ReporterBounce = await db.Accounts.Where(account => account.Id == found.ReporterId).BouncedAsync(),
                LinkedTo = await LinkedToAsync(db, found),
                CollectedBy = await CollectedBehind.OfAsync(db, found.Id),
                TakesParticipants = rights.May(Operation.ServeRequests) && await db.Desks.AnyAsync(desk => desk.Id == found.Desk.Id && desk.AllowsParticipants),
            }
            : new NotFound();
    }

    /// <summary>Everybody who reads internal comments at a desk, by name, to be named in one.</summary>
    public async Task<Outcome<IReadOnlyList<DeskAgentName>>> ColleaguesAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, deskId)).May(Operation.WriteInternally))
        {
            return new NotFound();
        }

        return await db.StaffOf(deskId).OrderBy(account => account.SortName).ThenBy(account => account.Id)
            .Select(account => new DeskAgentName(account.Id, account.FullName))
            .ToListAsync();
    }

    /// <summary>The agents of a desk, who can look after its requests, by name.</summary>
    public async Task<Outcome<IReadOnlyList<DeskAgentName>>> AgentsAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, deskId)).May(Operation.ReadRequests))
        {
            return new NotFound();
        }

        return await db.AgentsOf(deskId).OrderBy(account => account.SortName).ThenBy(account => account.Id)
            .Select(account => new DeskAgentName(account.Id, account.FullName))
            .ToListAsync();
    }

    // Of the same desk alone, so that who reads the one may read the other.
    private static Task<LinkedRequest?> LinkedToAsync(DeskDb db, AgentRequest found) =>
        db.Requests.Where(request => request.DeskId == found.Desk.Id && db.Requests.Any(one => one.Id == found.Id && one.LinkedToId == request.Id))
            .Select(request => new LinkedRequest(request.Key, request.Summary))
            .SingleOrDefaultAsync();
}

/// <summary>An agent who can look after requests.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">Their name.</param>
public sealed record DeskAgentName(Guid Id, string Name);

/// <summary>A request as staff sees it.</summary>
/// <param name="Id">The request.</param>
/// <param name="Key">Its key.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Description">What was written when it was raised; may be empty.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="ReporterId">Whose it is.</param>
/// <param name="ReporterName">Their name.</param>
/// <param name="ReporterAddress">Their address.</param>
/// <param name="IsReporterProved">Whether the address is proved.</param>
/// <param name="AssigneeId">Who looks after it; null while nobody does.</param>
/// <param name="AssigneeName">Their name.</param>
/// <param name="Version">What a change or public reply has to be based on.</param>
/// <param name="Desk">The desk.</param>
/// <param name="Type">Its type, offered still or not.</param>
public sealed record AgentRequest(
    Guid Id,
    string Key,
    string Summary,
    string Description,
    RequestStatus Status,
    DateTimeOffset RaisedAt,
    Guid ReporterId,
    string ReporterName,
    string ReporterAddress,
    bool IsReporterProved,
    Guid? AssigneeId,
    string? AssigneeName,
    int Version,
    PortalDesk Desk,
    OfferedType Type)
{
    /// <summary>When anything about it last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether the reader may reply publicly, assign and change the status.</summary>
    public bool MayServe { get; init; }

    /// <summary>Whether the reader is mailed of it, as far as they want mails at all.</summary>
    public bool GetsMails { get; init; }

    /// <summary>That a mail to its reporter came back; null while none has.</summary>
    public BouncedMail? ReporterBounce { get; init; }

    /// <summary>Another request, which the mail it came by named; null for none.</summary>
    public LinkedRequest? LinkedTo { get; init; }

    /// <summary>The collector it came by; null when it came otherwise.</summary>
    public CollectedBehind? CollectedBy { get; init; }

    /// <summary>Who follows it besides its reporter.</summary>
    public IReadOnlyList<TakingPart> Participants { get; init; } = [];

    /// <summary>Whether the reader may bring others in.</summary>
    public bool TakesParticipants { get; init; }

    /// <summary>What was written on it.</summary>
    public Conversation Conversation { get; init; } = new([], [], false);
}

/// <summary>Another request that one belongs with.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Summary">What it is about.</param>
public sealed record LinkedRequest(string Key, string Summary);
