using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Requests: raising, listing, reading, moving on. Staff of the desk sees what staff sees, everybody else what customers see.</summary>
internal static class RequestsApi
{
    private const string Nobody = "none";

    private static readonly Dictionary<Type, string> Places = new()
    {
        [typeof(SummaryIsMissing)] = "/summary",
        [typeof(SummaryIsTooLong)] = "/summary",
        [typeof(TextIsTooLong)] = "/description",
        [typeof(TypeIsNotOfTheDesk)] = "/typeId",
        [typeof(TooManyFiles)] = "/attachmentIds",
        [typeof(FileIsGone)] = "/attachmentIds",
        [typeof(NotAnAddress)] = "/onBehalfOf/email",
        [typeof(TooLong)] = "/onBehalfOf/name",
        [typeof(AccountIsDeactivated)] = "/onBehalfOf/email",
        [typeof(AddressIsBlocked)] = "/onBehalfOf/email",
        [typeof(DomainMayNotBeUsed)] = "/onBehalfOf/email",
        [typeof(OnlyKnownPeople)] = "/onBehalfOf/email",
    };

    public static void MapRequests(this RouteGroupBuilder api)
    {
        api.MapPost("/requests", RaiseAsync).WithTags("Requests").Produces<RequestJson>(StatusCodes.Status201Created)
            .OffersPost(new(ApiScope.RequestsWrite) { Example = """{"deskKey": "$DESK", "typeId": "$TYPE", "summary": "The printer eats paper", "description": "Since this morning."}""", Places = Places },
                "raiseRequest", "Raises a request: one's own, or as an agent on behalf of a customer.");
        api.MapGet("/requests", OwnAsync).WithTags("Requests").Produces<PageJson<RequestRowJson>>()
            .Offers(new(ApiScope.RequestsRead), "listOwnRequests", "One's own requests and those one takes part in, newest change first.");
        api.MapGet("/desks/{desk}/requests", ListAsync).WithTags("Requests").Produces<PageJson<RequestRowJson>>()
            .Offers(new(ApiScope.RequestsRead) { ExampleQuery = "?queue=open&limit=10", Defaults = new Dictionary<string, string> { ["queue"] = "all" } }, "listRequests", "A desk's requests for its staff, newest change first.");
        api.MapGet("/requests/{key}", FindAsync).WithTags("Requests").Produces<RequestJson>().Produces(StatusCodes.Status304NotModified)
            .Offers(new(ApiScope.RequestsRead), "getRequest", "One request. Staff is told its version as ETag, for changes.");
        api.MapPost("/requests/{key}/transitions", MoveAsync).WithTags("Requests").Produces<RequestJson>()
            .OffersPost(new(ApiScope.RequestsWrite) { TakesVersion = true, Example = """{"status": "inProgress"}""" }, "moveRequest", "Says where a request stands; for agents of its desk.");
    }

    /// <summary>A request as the caller sees it, with its ETag where they may change it; the refusal when they see none.</summary>
    public static async Task<Outcome<RequestJson>> SeenAsync(string key, ApiCall call, AgentRequests agents, CustomerRequests customers)
    {
        var staff = await agents.OpenAsync(key, call.By, mostComments: 1);
        if (staff.IsDone)
        {
            call.Context.Response.Headers.ETag = ApiVersions.TagOf(staff.Done.Version);
            return RequestJson.Of(staff.Done);
        }

        var own = await customers.OpenAsync(key, call.By, mostComments: 1);
        return own.Match<Outcome<RequestJson>>(request => RequestJson.Of(request), why => why);
    }

    private static async Task<IResult> RaiseAsync(NewRequestJson body, ApiCall call, CustomerRequests customers, RequestsOnBehalf onBehalf, AgentRequests agents, CustomerPortals portals)
    {
        // How often a program raises for others, its token says.
        var written = new NewRequest(call.NewId, body.DeskKey, body.TypeId, body.Summary, body.Description, body.AttachmentIds ?? []) { IsByProgram = true };
        var raised = body.OnBehalfOf is { } person
            ? await onBehalf.RaiseAsync(written, person.Email, person.Name, call.By)
            : await customers.RaiseAsync(written, call.By);
        if (raised.Refusal is { } no)
        {
            return new RefusedCall(no switch
            {
                TypeIsNotOffered => new TypeIsNotOfTheDesk(),
                NotFound when body.OnBehalfOf is not null && (await portals.OpenAsync(body.DeskKey, call.By)).IsDone => new NotAllowed(),
                _ => no,
            });
        }

        var seen = await SeenAsync(raised.Done.Key, call, agents, customers);
        return seen.Match<IResult>(request => TypedResults.Created($"{ApiGate.Root}/requests/{request.Key}", request), why => new RefusedCall(why));
    }

    private static async Task<IResult> OwnAsync(string? desk, string? cursor, int? limit, ApiCall call, CustomerRequests requests, RightsNow rights)
    {
        var page = call.PageOf(cursor, limit);
        return page.Refusal is { } no
            ? new RefusedCall(no)
            : call.Answer<CustomerRequestRow, RequestRowJson>(await requests.ListAsync(call.By, desk is null ? null : rights.IdOf(desk), page.Done.After, page.Done.Most), RequestRowJson.Of);
    }

    private static async Task<IResult> ListAsync(
        string desk, Chosen<QueueFilter>? queue, Chosen<RequestStatus>? status, Instant? changedSince, Guid? type, string? reporter, string? assignee, string? cursor, int? limit, ApiCall call, Queue requests)
    {
        var page = call.PageOf(cursor, limit);
        if (page.Refusal is { } no)
        {
            return new RefusedCall(no);
        }

        var (isReporter, isAssignee) = (Guid.TryParse(reporter, out var reporterId), Guid.TryParse(assignee, out var assigneeId));
        if (!EmailAddress.TryParse(reporter, out var address) && !isReporter && reporter is not null)
        {
            return new RefusedCall(new NotThisParameter("reporter"));
        }

        if (assignee is not (null or Nobody) && !isAssignee)
        {
            return new RefusedCall(new NotThisParameter("assignee"));
        }

        var filter = new RequestFilter(queue?.Value ?? QueueFilter.All, status?.Value, changedSince?.At)
        {
            TypeId = type,
            ReporterId = isReporter ? reporterId : null,
            Reporter = isReporter ? null : address,
            AssigneeId = isAssignee ? assigneeId : null,
            IsUnassigned = assignee is Nobody,
        };
        return call.Answer(await requests.ListAsync(desk, filter, call.By, page.Done.After, page.Done.Most), RequestRowJson.Of);
    }

    private static async Task<IResult> FindAsync(string key, ApiCall call, AgentRequests agents, CustomerRequests customers)
    {
        var seen = await SeenAsync(key, call, agents, customers);
        return seen.IsDone && call.IsKnown((string?)call.Context.Response.Headers.ETag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : seen.Match<IResult>(TypedResults.Ok, why => new RefusedCall(why));
    }

    private static Task<IResult> MoveAsync(string key, TransitionJson body, ApiCall call, AgentRequests agents, CustomerRequests customers) =>
        call.ChangeAsync(key, agents, customers, seen => agents.MoveAsync(seen.Id, body.Status, seen.Version, call.By));
}
