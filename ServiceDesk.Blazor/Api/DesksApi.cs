using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Whose the token is, and the desks they see.</summary>
internal static class DesksApi
{
    public static void MapDesks(this RouteGroupBuilder api)
    {
        api.MapGet("/me", (ApiCall call) => TypedResults.Ok(new MeJson(call.Caller.AccountId, call.Caller.TokenName, call.Caller.Scopes.NamesIn(), call.Caller.ExpiresAt.UtcDateTime)))
            .WithTags("Token").Offers(new(ApiScope.None), "getMe", "Whose the token is, what it allows, and until when.");
        api.MapGet("/desks", ListAsync).WithTags("Desks").Produces<PageJson<DeskJson>>()
            .Offers(new(ApiScope.DesksRead), "listDesks", "The desks the person sees, by name.");
        api.MapGet("/desks/{desk}", FindAsync).WithTags("Desks").Produces<DeskJson>()
            .Offers(new(ApiScope.DesksRead), "getDesk", "One desk, by its key.");
        api.MapGet("/desks/{desk}/request-types", TypesAsync).WithTags("Desks").Produces<PageJson<RequestTypeJson>>()
            .Offers(new(ApiScope.DesksRead), "listRequestTypes", "What a desk offers, in its order.");
    }

    private static async Task<IResult> ListAsync(ApiCall call, CustomerPortals portals, ServiceDesks desks) =>
        TypedResults.Ok(new PageJson<DeskJson>(await DesksAsync(call.By, portals, desks), null));

    private static async Task<IResult> FindAsync(string desk, ApiCall call, CustomerPortals portals, ServiceDesks desks) =>
        (await DesksAsync(call.By, portals, desks)).FirstOrDefault(one => string.Equals(one.Key, desk, StringComparison.OrdinalIgnoreCase)) is { } found
            ? TypedResults.Ok(found)
            : new RefusedCall(new NotFound());

    private static async Task<IResult> TypesAsync(string desk, ApiCall call, CustomerPortals portals, RequestsOnBehalf onBehalf, RequestTypes types, RightsNow rights)
    {
        var portal = await portals.OpenAsync(desk, call.By);
        var open = portal.IsDone ? portal : await onBehalf.OpenAsync(desk, call.By);
        if (open.IsDone)
        {
            return Answer(open.Done.Types.Select(type => new RequestTypeJson(type.Id, type.Name, type.Description, type.Icon)));
        }

        // Who administers the site looks after the types without being a customer or staff of the desk.
        var all = await types.ListAsync(rights.Current.DeskOf(desk)?.Id ?? Guid.Empty, call.By);
        return all.IsDone
            ? Answer(all.Done.Where(type => type.ArchivedAt is null).Select(type => new RequestTypeJson(type.Id, type.Name, type.Description, type.Icon)))
            : new RefusedCall(portal.Refusal!);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<PageJson<RequestTypeJson>> Answer(IEnumerable<RequestTypeJson> types) => TypedResults.Ok(new PageJson<RequestTypeJson>([.. types], null));

    private static async Task<IReadOnlyList<DeskJson>> DesksAsync(Actor by, CustomerPortals portals, ServiceDesks desks)
    {
        var all = await desks.ListAsync(by);
        return all.IsDone
            ? [.. all.Done.Where(desk => desk.ArchivedAt is null).Select(desk => new DeskJson(desk.Id, desk.Key, desk.Name))]
            : [.. (await portals.ListAsync(by)).Select(desk => new DeskJson(desk.Id, desk.Key, desk.Name))];
    }
}

/// <summary>Whose a token is.</summary>
/// <param name="AccountId">The person.</param>
/// <param name="Token">What the token is called.</param>
/// <param name="Scopes">What it allows.</param>
/// <param name="ExpiresAt">Until when it counts.</param>
internal sealed record MeJson(Guid AccountId, string Token, IReadOnlyList<string> Scopes, DateTime ExpiresAt);

/// <summary>A desk.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its key, by which it is named in addresses; never changes.</param>
/// <param name="Name">Its name.</param>
internal sealed record DeskJson(Guid Id, string Key, string Name);

/// <summary>A request type.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Icon">Its icon.</param>
internal sealed record RequestTypeJson(Guid Id, string Name, string Description, string Icon);
