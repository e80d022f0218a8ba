using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Licensing;

namespace ServiceDesk.Blazor.Api;

/// <summary>The user directory, for site administrators.</summary>
internal static class UsersApi
{
    public static void MapUsers(this RouteGroupBuilder api)
    {
        api.MapGet("/users", ListAsync).WithTags("Users").Produces<PageJson<UserJson>>()
            .Offers(new(ApiScope.UsersRead) { ExampleQuery = "?filter=active&limit=10", Defaults = new Dictionary<string, string> { ["filter"] = "all" } }, "listUsers", "Everybody known to the site, by name; for site administrators.");
        api.MapGet("/users/{id:guid}", FindAsync).WithTags("Users").Produces<UserJson>()
            .Offers(new(ApiScope.UsersRead), "getUser", "One user; for site administrators.");
    }

    private static async Task<IResult> ListAsync(string? search, Chosen<UserFilter>? filter, string? cursor, int? limit, ApiCall call, UserDirectory users)
    {
        var page = call.PageOf(cursor, limit);
        return page.Refusal is { } no
            ? new RefusedCall(no)
            : call.Answer(await users.ListAsync(search, filter?.Value ?? UserFilter.All, page.Done.After, call.By, page.Done.Most), UserJson.Of);
    }

    private static async Task<IResult> FindAsync(Guid id, ApiCall call, UserDirectory users) =>
        (await users.FindAsync(id, call.By)).Match<IResult>(user => TypedResults.Ok(UserJson.Of(user)), why => new RefusedCall(why));
}

/// <summary>A user.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The address.</param>
/// <param name="Status">Where the account stands.</param>
/// <param name="AddressProved">Whether the person has shown that the address is theirs.</param>
/// <param name="SiteAdministrator">Whether they administer the site.</param>
/// <param name="Applications">The applications they may use, each a seat.</param>
/// <param name="LastSeenAt">When they last used the site; null when never.</param>
internal sealed record UserJson(Guid Id, string Name, string Email, UserStatus Status, bool AddressProved, bool SiteAdministrator, IReadOnlyList<Application> Applications, DateTime? LastSeenAt)
{
    public static UserJson Of(UserRow row) => new(row.Id, row.FullName, row.Address, row.Status, row.IsAddressProved, row.IsSiteAdministrator, row.Seats, row.LastSeenAt?.UtcDateTime);
}
