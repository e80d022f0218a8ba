using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>What raising a request is, whoever it is for and whoever does it.</summary>
internal static class RaisingRequests
{
    /// <summary>The request that was sent with this id before; null when none was. Whoever raises next at the desk waits from here on, so that what is read then is as it will be.</summary>
    public static async Task<Request?> SentBeforeAsync(this Work work, NewRequest written, Guid deskId)
    {
        await work.HoldAsync($"SELECT * FROM \"RequestCounters\" WHERE \"DeskId\" = {deskId}");
        return await work.Db.Requests.AsNoTracking().SingleOrDefaultAsync(request => request.Id == written.Id);
    }

    /// <summary>Adds the request under the desk's next number, with its files, unless the person raised too many. To be committed by the caller.</summary>
    public static async Task<Outcome<Request>> AddRequestAsync(this Work work, NewRequest written, Desk desk, Guid reporterId, Actor by, DateTimeOffset now, RequestOptions most, Limits limits)
    {
        var added = await work.AddRequestAsync(written, desk, reporterId, by, now, most);

        // Asked last: neither a form sent again nor one refused for another reason uses up a try.
        return added.IsDone && limits.Request(by) is { } wait ? wait : added;
    }

    /// <summary>The same, however many the person raised.</summary>
    public static async Task<Outcome<Request>> AddRequestAsync(this Work work, NewRequest written, Desk desk, Guid reporterId, Actor by, DateTimeOffset now, RequestOptions most)
    {
        var counter = (await work.Db.RequestCounters.FindAsync(desk.Id))!;
        var request = written.Make(desk, counter.Latest += 1, reporterId, now);
        work.Db.Requests.Add(request);
        return await work.AttachAsync(written.Files, request.Id, null, most, by) is { } notAttached ? notAttached : request;
    }
}
