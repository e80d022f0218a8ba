using System.Globalization;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>A desk's customer list.</summary>
internal static class CustomersApi
{
    private static readonly Dictionary<Type, string> Places = new() { [typeof(Missing)] = "/people", [typeof(TooManyAtOnce)] = "/people" };

    public static void MapCustomers(this RouteGroupBuilder api)
    {
        api.MapGet("/desks/{desk}/customers", ListAsync).WithTags("Customers").Produces<PageJson<CustomerJson>>()
            .Offers(new(ApiScope.CustomersRead) { ExampleQuery = "?search=karl" }, "listCustomers", "A desk's customers by name; with search, those of whom each word begins a word of the name, the address or its domain.");
        api.MapPost("/desks/{desk}/customers", AddAsync).WithTags("Customers").Produces<AddedJson>()
            .OffersPost(new(ApiScope.CustomersWrite) { Example = """{"people": [{"email": "karla@example.com", "name": "Karla Kunde"}]}""", Places = Places },
                "addCustomers", "Puts people on the list without any mail, at most 500 at once; says of each what was done.");
        api.MapGet("/desks/{desk}/customers/{id:guid}", FindAsync).WithTags("Customers").Produces<CustomerJson>()
            .Offers(new(ApiScope.CustomersRead), "getCustomer", "One of a desk's customers.");
        api.MapDelete("/desks/{desk}/customers/{id:guid}", RemoveAsync).WithTags("Customers").Produces(StatusCodes.Status204NoContent)
            .Offers(new(ApiScope.CustomersWrite), "removeCustomer", "Takes somebody off the list; account and requests stay.");
    }

    /// <summary>The id of a desk by its key; one that is no desk's when there is none. Whether the caller may see it, the operation asks.</summary>
    public static Guid IdOf(this RightsNow rights, string deskKey) => rights.Current.DeskOf(deskKey)?.Id ?? Guid.Empty;

    private static async Task<IResult> ListAsync(string desk, string? search, string? cursor, int? limit, ApiCall call, DeskCustomers customers, RightsNow rights)
    {
        var page = call.PageOf(cursor, limit);
        return page.Refusal is { } no
            ? new RefusedCall(no)
            : call.Answer(await customers.FindAsync(rights.IdOf(desk), search, page.Done.After, call.By, page.Done.Most), CustomerJson.Of);
    }

    private static async Task<IResult> AddAsync(string desk, NewCustomersJson body, ApiCall call, SilentCustomers customers, RightsNow rights)
    {
        var people = body.People.Select(person => new SilentPerson(person.Email, person.Name, person.TemporaryPassword is { } typed ? new TemporaryPassword(typed, TemporaryPassword.UsualLifetime) : null)).ToList();
        var added = await customers.AddAsync(rights.IdOf(desk), people, call.By);
        return added.Match<IResult>(done => TypedResults.Ok(new AddedJson([.. done.Select(AddedPersonJson.Of)])), why => new RefusedCall(why));
    }

    private static async Task<IResult> FindAsync(string desk, Guid id, ApiCall call, DeskCustomers customers, RightsNow rights) =>
        (await customers.OpenAsync(rights.IdOf(desk), id, call.By)).Match<IResult>(customer => TypedResults.Ok(CustomerJson.Of(customer)), why => new RefusedCall(why));

    private static async Task<IResult> RemoveAsync(string desk, Guid id, ApiCall call, DeskCustomers customers, RightsNow rights) =>
        (await customers.RemoveAsync(rights.IdOf(desk), id, call.By)).Match<IResult>(_ => TypedResults.NoContent(), why => new RefusedCall(why));
}

/// <summary>A customer.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The address.</param>
/// <param name="Status">Whether and how they can log in.</param>
/// <param name="JoinedAt">Since when they are on the list.</param>
/// <param name="CameBy">By which door they came.</param>
/// <param name="LastSeenAt">When they last used the site; null when never.</param>
internal sealed record CustomerJson(Guid Id, string Name, string Email, CustomerStatus Status, DateTime JoinedAt, Door CameBy, DateTime? LastSeenAt)
{
    public static CustomerJson Of(CustomerRow row) => new(row.AccountId, row.Name, row.Address, row.Status, row.JoinedAt.UtcDateTime, row.CameBy, row.LastSeenAt?.UtcDateTime);
}

/// <summary>People to be added.</summary>
/// <param name="People">At most 500.</param>
internal sealed record NewCustomersJson(IReadOnlyList<NewCustomerJson> People);

/// <summary>Somebody to be added.</summary>
/// <param name="Email">The address.</param>
/// <param name="Name">The name; nobody who exists is renamed.</param>
/// <param name="TemporaryPassword">A password for the first log-in, taken for an address that is unknown; left out for none.</param>
internal sealed record NewCustomerJson(string Email, string? Name = null, string? TemporaryPassword = null);

/// <summary>What became of people who were to be added.</summary>
/// <param name="People">In the order sent.</param>
internal sealed record AddedJson(IReadOnlyList<AddedPersonJson> People);

/// <summary>What became of one of them.</summary>
/// <param name="Email">The address as it was sent.</param>
/// <param name="Id">The person; null when they were refused.</param>
/// <param name="Effect">What was done.</param>
/// <param name="Password">What became of the password.</param>
/// <param name="Reason">Why it was refused; null when it was not.</param>
/// <param name="Detail">The same as a sentence.</param>
internal sealed record AddedPersonJson(string Email, Guid? Id, SilentEffect Effect, PasswordEffect Password, string? Reason, string? Detail)
{
    public static AddedPersonJson Of(SilentResult one) => new(
        one.Typed, one.AccountId, one.Effect, one.Password,
        one.Problem is { } problem ? ApiProblems.CodeOf(problem.GetType()) : ReasonOf(one.Reason),
        one.Problem is { } told ? Sentences.Of(told, CultureInfo.CurrentUICulture) : SentenceOf(one.Reason));

    /// <summary>A reason of the rule book, as it is told to programs.</summary>
    public static string? ReasonOf(RefusedBecause? reason) => reason is { } why ? System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(why.ToString()) : null;

    /// <summary>The same as a sentence.</summary>
    public static string? SentenceOf(RefusedBecause? reason) => reason is { } why ? Sentences.Of(typeof(RuleBook), why.ToString(), CultureInfo.CurrentUICulture) : null;
}
