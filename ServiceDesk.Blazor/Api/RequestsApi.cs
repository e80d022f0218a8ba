using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Requests: raising, listing, reading, moving on. Staff of the desk sees what staff sees, everybody else what customers see.</summary>
internal static class RequestsApi
{
    public static void MapRequests(this RouteGroupBuilder api)
    {
        api.MapPost("/requests", RaiseAsync).WithTags("Requests").Produces<RequestJson>(StatusCodes.Status201Created)
            .OffersPost(new(ApiScope.RequestsWrite) { Example = """{"deskKey": "$DESK", "typeId": "$TYPE", "summary": "The printer eats paper", "description": "Since this morning."}""" },
                "raiseRequest", "Raises a request: one's own, or as an agent on behalf of a customer.");
        api.MapGet("/requests", OwnAsync).WithTags("Requests").Produces<PageJson<RequestRowJson>>()
            .Offers(new(ApiScope.RequestsRead), "listOwnRequests", "One's own requests and those one takes part in, newest change first.");
        api.MapGet("/desks/{desk}/requests", ListAsync).WithTags("Requests").Produces<PageJson<RequestRowJson>>()
            .Offers(new(ApiScope.RequestsRead) { ExampleQuery = "?queue=open&limit=10" }, "listRequests", "A desk's requests for its staff, newest change first.");
        api.MapGet("/requests/{key}", FindAsync).WithTags("Requests").Produces<RequestJson>().Produces(StatusCodes.Status304NotModified)
            .Offers(new(ApiScope.RequestsRead), "getRequest", "One request. Staff is told its version as ETag, for changes.");
        api.MapPost("/requests/{key}/transitions", MoveAsync).WithTags("Requests").Produces<RequestJson>()
            .OffersPost(new(ApiScope.RequestsWrite) { TakesVersion = true, Example = """{"status": "inProgress"}""" }, "moveRequest", "Says where a request stands; for agents of its desk.", 412, 428);
    }

    /// <summary>A request as the caller sees it, with its ETag where they may change it; the refusal when they see none.</summary>
    public static async Task<Outcome<RequestJson>> SeenAsync(string key, ApiCall call, AgentRequests agents, CustomerRequests customers)
    {
        var staff = await agents.OpenAsync(key, call.By, mostComments: 1);
        if (staff.IsDone)
        {
            call.Context.Response.Headers.ETag = ApiCall.TagOf(staff.Done.Version);
            return RequestJson.Of(staff.Done);
        }

        var own = await customers.OpenAsync(key, call.By, mostComments: 1);
        return own.Match<Outcome<RequestJson>>(request => RequestJson.Of(request), why => why);
    }

    private static async Task<IResult> RaiseAsync(NewRequestJson body, ApiCall call, CustomerRequests customers, RequestsOnBehalf onBehalf, AgentRequests agents)
    {
        var written = new NewRequest(call.NewId, body.DeskKey, body.TypeId, body.Summary, body.Description, body.AttachmentIds ?? []);
        var raised = body.OnBehalfOf is { } person
            ? await onBehalf.RaiseAsync(written, person.Email, person.Name, call.By)
            : await customers.RaiseAsync(written, call.By);
        if (raised.Refusal is { } no)
        {
            return new RefusedCall(no);
        }

        var seen = await SeenAsync(raised.Done.Key, call, agents, customers);
        return seen.Match<IResult>(request => TypedResults.Created($"{ApiGate.Root}/requests/{request.Key}", request), why => new RefusedCall(why));
    }

    private static async Task<IResult> OwnAsync(string? desk, string? cursor, int? limit, ApiCall call, CustomerRequests requests, RightsNow rights)
    {
        var page = ApiLists.PageOf(cursor, limit);
        return page.Refusal is { } no
            ? new RefusedCall(no)
            : ApiLists.Answer<CustomerRequestRow, RequestRowJson>(
                await requests.ListAsync(call.By, desk is null ? null : rights.Current.DeskOf(desk)?.Id ?? Guid.Empty, page.Done.After, page.Done.Most),
                row => new RequestRowJson(row.Key, row.Summary, row.Status, null, null, row.ChangedAt.UtcDateTime));
    }

    private static async Task<IResult> ListAsync(string desk, Chosen<QueueFilter>? queue, Chosen<RequestStatus>? status, DateTimeOffset? changedSince, string? cursor, int? limit, ApiCall call, Queue requests)
    {
        var page = ApiLists.PageOf(cursor, limit);
        if (page.Refusal is { } no)
        {
            return new RefusedCall(no);
        }

        var filter = new RequestFilter(queue?.Value ?? QueueFilter.All, status?.Value, changedSince);
        return ApiLists.Answer(await requests.ListAsync(desk, filter, call.By, page.Done.After, page.Done.Most), row =>
            new RequestRowJson(row.Key, row.Summary, row.Status, row.ReporterName, row.AssigneeName, row.ChangedAt.UtcDateTime));
    }

    private static async Task<IResult> FindAsync(string key, ApiCall call, AgentRequests agents, CustomerRequests customers)
    {
        var seen = await SeenAsync(key, call, agents, customers);
        var tag = call.Context.Response.Headers.ETag.ToString();
        return seen.IsDone && tag.Length > 0 && call.Context.Request.Headers.IfNoneMatch == tag
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : seen.Match<IResult>(TypedResults.Ok, why => new RefusedCall(why));
    }

    private static async Task<IResult> MoveAsync(string key, TransitionJson body, ApiCall call, AgentRequests agents, CustomerRequests customers)
    {
        var found = await agents.OpenAsync(key, call.By, mostComments: 1);
        if (found.Refusal is { } hidden)
        {
            // A customer sees the request, and that this is not theirs to do.
            return new RefusedCall((await customers.OpenAsync(key, call.By, mostComments: 1)).IsDone ? new NotAllowed() : hidden);
        }

        var version = call.SeenVersion();
        if (version.Refusal is { } unsaid)
        {
            return new RefusedCall(unsaid);
        }

        var moved = await agents.MoveAsync(found.Done.Id, body.Status, version.Done ?? found.Done.Version, call.By);
        if (moved.Refusal is { } no)
        {
            return new RefusedCall(no);
        }

        return (await SeenAsync(key, call, agents, customers)).Match<IResult>(TypedResults.Ok, why => new RefusedCall(why));
    }
}
