using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Who has to do with a request besides its reporter: the agent who looks after it, and who follows it.</summary>
internal static class TakingPartApi
{
    private static readonly Dictionary<Type, string> Places = new()
    {
        [typeof(NotAnAddress)] = "/email",
        [typeof(TakesPartAlready)] = "/email",
        [typeof(OnlyCustomersTakePart)] = "/email",
        [typeof(CannotTakePart)] = "/email",
        [typeof(AccountIsDeactivated)] = "/email",
        [typeof(AddressIsBlocked)] = "/email",
        [typeof(DomainMayNotBeUsed)] = "/email",
        [typeof(OnlyKnownPeople)] = "/email",
    };

    public static void MapTakingPart(this RouteGroupBuilder api)
    {
        api.MapGet("/desks/{desk}/agents", AgentsAsync).WithTags("Desks").Produces<PageJson<PartyJson>>()
            .Offers(new(ApiScope.RequestsRead), "listAgents", "The agents of a desk, who can look after its requests, by name; for its staff.");
        api.MapPut("/requests/{key}/assignee", AssignAsync).WithTags("Requests").Produces<RequestJson>()
            .Offers(new(ApiScope.RequestsWrite) { TakesVersion = true, Example = """{"accountId": "$AGENT"}""", Places = new Dictionary<Type, string> { [typeof(NotAnAgentOfTheDesk)] = "/accountId" } },
                "assignRequest", "Gives a request to an agent of its desk, who is mailed; for agents.", 413, 415, 422);
        api.MapDelete("/requests/{key}/assignee", UnassignAsync).WithTags("Requests").Produces<RequestJson>()
            .Offers(new(ApiScope.RequestsWrite) { TakesVersion = true }, "unassignRequest", "Has nobody look after a request; for agents of its desk.");
        api.MapGet("/requests/{key}/participants", ListAsync).WithTags("Participants").Produces<PageJson<PartyJson>>()
            .Offers(new(ApiScope.RequestsRead), "listParticipants", "Who follows a request besides its reporter, the longest there first. Staff alone is told addresses.");
        api.MapPost("/requests/{key}/participants", AddAsync).WithTags("Participants").Produces<PartyJson>(StatusCodes.Status201Created)
            .OffersPost(new(ApiScope.RequestsWrite) { Example = """{"email": "karla@example.com"}""", Places = Places }, "addParticipant", "Brings somebody into a request, who is mailed.");
        api.MapDelete("/requests/{key}/participants/{id:guid}", RemoveAsync).WithTags("Participants").Produces(StatusCodes.Status204NoContent)
            .Offers(new(ApiScope.RequestsWrite), "removeParticipant", "Takes somebody off a request: for agents and its reporter, and for a participant themselves.", 409);
    }

    private static async Task<IResult> AgentsAsync(string desk, ApiCall call, AgentRequests agents, RightsNow rights) =>
        (await agents.AgentsAsync(rights.IdOf(desk), call.By)).Match<IResult>(
            found => TypedResults.Ok(new PageJson<PartyJson>([.. found.Select(agent => new PartyJson(agent.Id, agent.Name, null))], null)),
            why => new RefusedCall(why));

    private static Task<IResult> AssignAsync(string key, AssigneeJson body, ApiCall call, AgentRequests agents, CustomerRequests customers) =>
        call.ChangeAsync(key, agents, customers, seen => agents.AssignAsync(seen.Id, body.AccountId, seen.Version, call.By));

    private static Task<IResult> UnassignAsync(string key, ApiCall call, AgentRequests agents, CustomerRequests customers) =>
        call.ChangeAsync(key, agents, customers, seen => agents.AssignAsync(seen.Id, null, seen.Version, call.By));

    private static async Task<IResult> ListAsync(string key, ApiCall call, AgentRequests agents, CustomerRequests customers) =>
        (await SeenAsync(key, call, agents, customers)).Match<IResult>(
            seen => TypedResults.Ok(new PageJson<PartyJson>([.. seen.Participants.Select(Of)], null)),
            why => new RefusedCall(why));

    private static async Task<IResult> AddAsync(string key, NewParticipantJson body, ApiCall call, AgentRequests agents, CustomerRequests customers, RequestParticipants participants)
    {
        var seen = await SeenAsync(key, call, agents, customers);
        var added = seen.Refusal is { } hidden ? hidden : await participants.AddAsync(seen.Done.Id, body.Email, call.By);
        return added.Match<IResult>(one => TypedResults.Created($"{ApiGate.Root}/requests/{key.ToUpperInvariant()}/participants", Of(one)), why => new RefusedCall(why));
    }

    private static async Task<IResult> RemoveAsync(string key, Guid id, ApiCall call, AgentRequests agents, CustomerRequests customers, RequestParticipants participants)
    {
        var seen = await SeenAsync(key, call, agents, customers);
        var removed = seen.Refusal is { } hidden ? hidden : await participants.RemoveAsync(seen.Done.Id, id, call.By);
        return removed.Match<IResult>(_ => TypedResults.NoContent(), why => new RefusedCall(why));
    }

    private static async Task<Outcome<(Guid Id, IReadOnlyList<TakingPart> Participants)>> SeenAsync(string key, ApiCall call, AgentRequests agents, CustomerRequests customers)
    {
        var staff = await agents.OpenAsync(key, call.By, mostComments: 1);
        return staff.IsDone
            ? (staff.Done.Id, staff.Done.Participants)
            : (await customers.OpenAsync(key, call.By, mostComments: 1)).Match<Outcome<(Guid, IReadOnlyList<TakingPart>)>>(own => (own.Id, own.Participants), why => why);
    }

    private static PartyJson Of(TakingPart one) => new(one.AccountId, one.Name, one.Address);
}

/// <summary>Who is to look after a request.</summary>
/// <param name="AccountId">An agent of its desk.</param>
internal sealed record AssigneeJson(Guid AccountId);

/// <summary>Somebody to be brought into a request.</summary>
/// <param name="Email">The address.</param>
internal sealed record NewParticipantJson(string Email);
