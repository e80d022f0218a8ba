using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

// Replying, noting, assigning, moving on: each holds the request first.
public sealed partial class AgentRequests
{
    /// <summary>Replies publicly; the customers who may still read the request are mailed in the same commit.</summary>
    /// <param name="written">The reply. Sent again with the same id, it is the same reply.</param>
    /// <param name="seenVersion">The request as its writer saw it: a reply that crosses another's change is told and not sent.</param>
    /// <param name="by">Who.</param>
    public Task<Outcome<Done>> ReplyAsync(NewComment written, int seenVersion, Actor by) =>
        ChangeAsync(written.RequestId, Operation.ServeRequests, by, async (work, request, now, key) =>
        {
            if (await work.SaidBeforeAsync(written, by) is { } before)
            {
                return before.IsDone ? News.None : before.Refusal;
            }

            if (request.Version != seenVersion)
            {
                return new ReplyCrossed();
            }

            if (request.Status is RequestStatus.Closed)
            {
                return new RequestIsClosed();
            }

            if (await work.SayAsync(request, written, isInternal: false, options.Value, by, now) is { } refusal)
            {
                return refusal;
            }

            await notifications.AnsweredAsync(new RequestEvent(work, key, request, by, now), written, isInternal: false);
            return new News([Topic.Outbox, .. await work.NewsForAllAsync(request)]);
        });

    /// <summary>Adds a comment that only staff sees. It crosses nothing: what others did meanwhile stays beside it.</summary>
    public Task<Outcome<Done>> NoteAsync(NewComment written, Actor by) =>
        ChangeAsync(written.RequestId, Operation.WriteInternally, by, async (work, request, now, key) =>
        {
            if (await work.SaidBeforeAsync(written, by) is { } before)
            {
                return before.IsDone ? News.None : before.Refusal;
            }

            if (await work.SayAsync(request, written, isInternal: true, options.Value, by, now) is { } refusal)
            {
                return refusal;
            }

            await notifications.AnsweredAsync(new RequestEvent(work, key, request, by, now), written, isInternal: true);
            return new News([Topic.Outbox, .. RequestWriting.NewsForStaff(request)]);
        });

    /// <summary>Gives the request to an agent of the desk, or to nobody. Its customers do not see it.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="agentId">The agent; null for nobody.</param>
    /// <param name="seenVersion">The request as its reader saw it.</param>
    /// <param name="by">Who.</param>
    public Task<Outcome<Done>> AssignAsync(Guid requestId, Guid? agentId, int seenVersion, Actor by) =>
        ChangeAsync(requestId, Operation.ServeRequests, by, async (work, request, now, key) =>
        {
            if (request.AssigneeId == agentId)
            {
                return News.None;
            }

            if (request.Version != seenVersion)
            {
                return new ChangedMeanwhile();
            }

            if (agentId is not null && !await work.Db.AgentsOf(request.DeskId).AnyAsync(account => account.Id == agentId))
            {
                return new NotAnAgentOfTheDesk();
            }

            var names = await work.Db.Accounts.Where(account => account.Id == request.AssigneeId || account.Id == agentId).ToDictionaryAsync(account => account.Id, account => account.FullName);
            string NameOf(Guid? id) => id is { } known ? names[known] : "Nobody";
            work.Db.Audit.Add(AuditEntry.Of(Changes.RequestAssigned, by, now, request.DeskId, request.Id, new { request.Key, From = NameOf(request.AssigneeId), To = NameOf(agentId), FromId = request.AssigneeId, ToId = agentId }));
            request.AssigneeId = agentId;
            work.Touch(request, isPublic: false, now);
            await notifications.AssignedAsync(new RequestEvent(work, key, request, by, now));
            return new News([Topic.Outbox, .. RequestWriting.NewsForStaff(request)]);
        });

    /// <summary>Says where the request stands.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="status">Where.</param>
    /// <param name="seenVersion">The request as its reader saw it.</param>
    /// <param name="by">Who.</param>
    public Task<Outcome<Done>> MoveAsync(Guid requestId, RequestStatus status, int seenVersion, Actor by) =>
        ChangeAsync(requestId, Operation.ServeRequests, by, async (work, request, now, key) =>
        {
            if (request.Status == status)
            {
                return News.None;
            }

            if (request.Version != seenVersion)
            {
                return new ChangedMeanwhile();
            }

            work.ChangeStatus(request, status, by, now);
            await notifications.MovedAsync(new RequestEvent(work, key, request, by, now));
            return new News([Topic.Outbox, .. await work.NewsForAllAsync(request)]);
        });

    private async Task<Outcome<Done>> ChangeAsync(Guid requestId, Operation operation, Actor by, Func<Work, Request, DateTimeOffset, ThreadKey, Task<Outcome<News>>> change)
    {
        var key = await notifications.KeyAsync();
        return await database.RunAsync<Done>(work => ChangeAsync(work, requestId, operation, by, (request, now) => change(work, request, now, key)));
    }

    private async Task<Outcome<Done>> ChangeAsync(Work work, Guid requestId, Operation operation, Actor by, Func<Request, DateTimeOffset, Task<Outcome<News>>> change)
    {
        var deskId = await work.Db.Requests.Where(request => request.Id == requestId).Select(request => request.DeskId).SingleOrDefaultAsync();
        if (await work.DeskAsync(deskId) is not { ArchivedAt: null })
        {
            return new NotFound();
        }

        var rights = await Rights.OfAsync(work.Db, by, deskId);
        if (!rights.May(operation))
        {
            return rights.May(Operation.ReadRequests) ? new NotAllowed() : new NotFound();
        }

        await work.HoldAsync($"SELECT * FROM \"Requests\" WHERE \"Id\" = {requestId}");
        var request = await work.Db.Requests.AsTracking().SingleAsync(r => r.Id == requestId);

        var outcome = await change(request, clock.Now());
        if (!outcome.IsDone)
        {
            return outcome.Refusal;
        }

        await work.CommitAsync(outcome.Done.Topics);
        return new Done();
    }

    private sealed record News(IReadOnlyList<Topic> Topics)
    {
        public static News None { get; } = new([]);
    }
}

/// <summary>Named questions about a desk's staff.</summary>
internal static class DeskStaff
{
    /// <summary>The active people on a desk's agents list with a seat of Service Desk.</summary>
    public static IQueryable<Account> AgentsOf(this DeskDb db, Guid deskId) =>
        db.OnAgentsListOf(deskId).Where(account => db.Seats.Any(seat => seat.AccountId == account.Id && seat.Application == Application.ServiceDesk));

    /// <summary>The active people on that list with a seat of any application: all who read internal comments there.</summary>
    public static IQueryable<Account> StaffOf(this DeskDb db, Guid deskId) =>
        db.OnAgentsListOf(deskId).Where(account => db.Seats.Any(seat => seat.AccountId == account.Id));

    // Found by the list, which is short: asked of each account, it would be asked of everybody there is.
    private static IQueryable<Account> OnAgentsListOf(this DeskDb db, Guid deskId)
    {
        var onList = db.DeskAgents.Where(agent => agent.DeskId == deskId).Select(agent => agent.AccountId);
        return db.Accounts.Where(account => onList.Contains(account.Id) && account.DeactivatedAt == null);
    }
}
