using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Threads;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

// Raising and commenting. What is sent has an id from the form it was written in: sent twice, it is there once.
public sealed partial class CustomerRequests
{
    /// <summary>Raises a request; whom the rule book lets join comes onto the desk's list. Sent again with the same id, it is the same request.</summary>
    public async Task<Outcome<RaisedRequest>> RaiseAsync(NewRequest written, Actor by)
    {
        var key = await notifications.KeyAsync();
        return await database.RunAsync<RaisedRequest>(work => RaiseAsync(work, written, by, key));
    }

    /// <summary>Adds a public comment. A request that waited for it, or was thought to be done, goes on.</summary>
    public async Task<Outcome<Done>> CommentAsync(NewComment written, Actor by)
    {
        var key = await notifications.KeyAsync();
        return await database.RunAsync<Done>(work => CommentAsync(work, written, by, key));
    }

    private async Task<Outcome<RaisedRequest>> RaiseAsync(Work work, NewRequest written, Actor by, ThreadKey key)
    {
        var deskKey = written.DeskKey.ToUpperInvariant();
        if (await work.Db.Desks.AsNoTracking().Where(desk => desk.Key == deskKey).Select(desk => (Guid?)desk.Id).SingleOrDefaultAsync() is not { } deskId)
        {
            return new NotFound();
        }

        var now = clock.Now();
        if (await work.AtPortalAsync(deskId, by) is not { } door || (!door.IsProved && !await work.Db.IsReadableAsync(deskId, by)))
        {
            return new NotFound();
        }

        if (await work.SentBeforeAsync(written, deskId) is { } before)
        {
            if (before.ReporterId != by.AccountId || before.DeskId != deskId)
            {
                return new NotFound();
            }

            return written.IsThatOf(before) ? new RaisedRequest(before.Id, before.Key) : new SentBefore();
        }

        var entered = await work.EnterAsync(door, by, now);
        if (!entered.IsDone)
        {
            return entered.Refusal;
        }

        if (written.WhyNot is { } refusal)
        {
            return refusal;
        }

        if (await work.Db.RequestTypes.AsNoTracking().SingleOrDefaultAsync(t => t.Id == written.TypeId && t.DeskId == deskId && t.ArchivedAt == null) is not { } type)
        {
            return new TypeIsNotOffered();
        }

        var added = await work.AddRequestAsync(written, door.Desk, by.AccountId!.Value, by, now, options.Value, limits);
        if (!added.IsDone)
        {
            return added.Refusal;
        }

        var request = added.Done;
        var what = new RequestEvent(work, key, request, by, now) { Channel = await work.Db.ChannelOfAsync(deskId) };
        work.Db.Outbox.Add(mails.Received(what, door.Desk.Name, type, door.Account, answered: []));
        await notifications.RaisedAsync(what, written.Files);
        await work.CommitAsync([Topic.Outbox, .. entered.Done.News, .. await work.NewsForAllAsync(request)]);
        return new RaisedRequest(request.Id, request.Key);
    }

    private async Task<Outcome<Done>> CommentAsync(Work work, NewComment written, Actor by, ThreadKey key)
    {
        if (await work.Db.PortalPersonAsync(by) is not { } person
            || await work.Db.Requests.SeenBy(work.Db, person).AsNoTracking().SingleOrDefaultAsync(request => request.Id == written.RequestId) is not { } seen)
        {
            return new NotFound();
        }

        var now = clock.Now();
        if (await work.AtPortalAsync(seen.DeskId, by) is not { } door)
        {
            return new NotFound();
        }

        await work.HoldAsync($"SELECT * FROM \"Requests\" WHERE \"Id\" = {seen.Id}");

        // Asked again: only now nobody changes the desk or the request any more.
        if (await work.Db.Requests.SeenBy(work.Db, person).AsTracking().SingleOrDefaultAsync(request => request.Id == seen.Id) is not { } request)
        {
            return new NotFound();
        }

        if (await work.SaidBeforeAsync(written, by) is { } before)
        {
            return before;
        }

        var entered = await work.EnterAsync(door, by, now);
        if (!entered.IsDone)
        {
            return entered.Refusal;
        }

        if (request.Status is RequestStatus.Closed)
        {
            return new RequestIsClosed();
        }

        if (await work.SayAsync(request, written, isInternal: false, options.Value, by, now) is { } refusal)
        {
            return refusal;
        }

        work.ChangeStatus(request, request.StatusOnceAnswered, by, now);
        await notifications.CommentedAsync(new RequestEvent(work, key, request, by, now), written);
        await work.CommitAsync([Topic.Outbox, .. entered.Done.News, .. await work.NewsForAllAsync(request)]);
        return new Done();
    }
}

/// <summary>A request that was raised.</summary>
/// <param name="Id">The request.</param>
/// <param name="Key">Its key, such as IT-42.</param>
public sealed record RaisedRequest(Guid Id, string Key);
