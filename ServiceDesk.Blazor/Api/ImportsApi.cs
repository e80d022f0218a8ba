using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>
/// Files of customers: sent, looked at, brought in. An import is its person's, not the token's: a token that is revoked meanwhile ends what its
/// program may ask, and the import goes on with the rights its person has.
/// </summary>
internal static class ImportsApi
{
    public static void MapImports(this RouteGroupBuilder api)
    {
        api.MapPost("/desks/{desk}/imports", BeginAsync).WithTags("Imports").Produces<ImportJson>(StatusCodes.Status201Created)
            .Accepts<Stream>("text/csv")
            .OffersPost(new(ApiScope.CustomersWrite) { FileType = "text/csv", MostBytes = _ => CustomerImports.MostBytes, ExampleQuery = "?fileName=people.csv", Example = "email,name\nkim@example.com,Kim Kunde" },
                "beginImport", "Takes a CSV file with a header row (email, name, organisation, language, password) and has it checked. Nobody is on the list yet.");
        api.MapGet("/desks/{desk}/imports", ListAsync).WithTags("Imports").Produces<PageJson<ImportJson>>()
            .Offers(new(ApiScope.CustomersRead), "listImports", "A desk's imports, the newest first.");
        api.MapGet("/imports/{id:guid}", FindAsync).WithTags("Imports").Produces<ImportJson>()
            .Offers(new(ApiScope.CustomersRead), "getImport", "How far an import is, what bringing it in would do, and what came of it.");
        api.MapPost("/imports/{id:guid}/bring-in", BringInAsync).WithTags("Imports").Produces<ImportJson>(StatusCodes.Status202Accepted)
            .OffersPost(new(ApiScope.CustomersWrite) { Example = """{"mail": "none"}""" }, "bringInImport", "Has the people of an import that is ready brought onto the list, and invited or not. While it is still checked, 409 is answered.");
        api.MapPost("/imports/{id:guid}/cancel", (Guid id, ApiCall call, CustomerImports imports) => DoAsync(id, call, imports, imports.CancelAsync)).WithTags("Imports").Produces<ImportJson>(StatusCodes.Status202Accepted)
            .OffersPost(new(ApiScope.CustomersWrite), "cancelImport", "Leaves an import while nobody of it is on the list; later it stops inviting.");
        api.MapPost("/imports/{id:guid}/undo", (Guid id, ApiCall call, CustomerImports imports) => DoAsync(id, call, imports, imports.UndoAsync)).WithTags("Imports").Produces<ImportJson>(StatusCodes.Status202Accepted)
            .OffersPost(new(ApiScope.CustomersWrite), "undoImport", "Takes back what an import made and nobody has used since.");
    }

    private static async Task<IResult> BeginAsync(string desk, string fileName, ApiCall call, CustomerImports imports, RightsNow rights)
    {
        var context = call.Context;
        var begun = await imports.BeginAsync(rights.IdOf(desk), fileName, context.Request.Body, call.By, context.RequestAborted);
        if (begun.Refusal is { } no)
        {
            return new RefusedCall(no);
        }

        // A program names its columns as they are called; nobody is there to be asked which is which.
        var seen = await imports.FindAsync(begun.Done, call.By);
        var read = seen.IsDone ? await imports.ReadAsync(begun.Done, seen.Done.Columns, call.By) : seen.Refusal;
        if (read.Refusal is { } unread)
        {
            await imports.CancelAsync(begun.Done, call.By);
            return new RefusedCall(unread);
        }

        return (await imports.FindAsync(begun.Done, call.By)).Match<IResult>(
            import => TypedResults.Created($"{ApiGate.Root}/imports/{begun.Done}", ImportJson.Of(import)),
            why => new RefusedCall(why));
    }

    private static async Task<IResult> ListAsync(string desk, string? cursor, int? limit, ApiCall call, CustomerImports imports, RightsNow rights)
    {
        var page = call.PageOf(cursor, limit);
        return page.Refusal is { } no
            ? new RefusedCall(no)
            : call.Answer(await imports.ListAsync(rights.IdOf(desk), call.By, page.Done.After, page.Done.Most), ImportJson.Of);
    }

    private static async Task<IResult> FindAsync(Guid id, ApiCall call, CustomerImports imports) =>
        (await imports.FindAsync(id, call.By)).Match<IResult>(import => TypedResults.Ok(ImportJson.Of(import)), why => new RefusedCall(why));

    private static Task<IResult> BringInAsync(Guid id, BringInJson body, ApiCall call, CustomerImports imports) =>
        DoAsync(id, call, imports, (import, by) => imports.BringInAsync(import, body.Mail, by));

    private static async Task<IResult> DoAsync(Guid id, ApiCall call, CustomerImports imports, Func<Guid, Actor, Task<Outcome<Done>>> change)
    {
        if ((await change(id, call.By)).Refusal is { } no)
        {
            return new RefusedCall(no);
        }

        return (await imports.FindAsync(id, call.By)).Match<IResult>(
            import => TypedResults.Accepted($"{ApiGate.Root}/imports/{id}", ImportJson.Of(import)),
            why => new RefusedCall(why));
    }
}

/// <summary>How people of an import are told.</summary>
/// <param name="Mail">Whether who has no password is invited: none, now, or later.</param>
internal sealed record BringInJson(ImportMail Mail = ImportMail.None);

/// <summary>An import.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="State">How far it is; ready is when somebody has to bring it in.</param>
/// <param name="StartedAt">When it was sent.</param>
/// <param name="StartedBy">The name of whose rights decide.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Faulty">How many of them cannot be used.</param>
/// <param name="Progress">How much of the present step is done, from 0 to 1; null when that cannot be said.</param>
/// <param name="Outlook">What bringing it in would do just now; null unless it is ready.</param>
/// <param name="Result">What came of it; null before it came in.</param>
/// <param name="ProblemCount">How many rows cannot be used or are refused.</param>
/// <param name="Problems">The first hundred of them, by line.</param>
internal sealed record ImportJson(
    Guid Id, string FileName, ImportState State, DateTime StartedAt, string? StartedBy, int Rows, int Faulty, double? Progress,
    OutlookJson? Outlook, ImportResultJson? Result, int ProblemCount, IReadOnlyList<ImportProblemJson> Problems)
{
    public static ImportJson Of(ImportSeen seen) => new(
        seen.Import.Id, seen.Import.FileName, seen.Import.State, seen.Import.StartedAt.UtcDateTime, seen.StartedBy, seen.Import.Rows, seen.Import.Faulty, seen.Progress,
        seen.Outlook is { } outlook ? new OutlookJson(outlook.Made, outlook.Joined, outlook.AlreadyHere, outlook.Refused.Values.Sum()) : null,
        seen.Import.JoinedAt is null ? null : new ImportResultJson(seen.Import.Made, seen.Import.Joined, seen.Import.AlreadyHere, seen.Import.Refused, seen.Import.PasswordsKept, seen.Import.Invited),
        seen.ProblemCount,
        [.. seen.Problems.Select(problem => new ImportProblemJson(problem.Line, problem.Address, problem.Problem, AddedPersonJson.ReasonOf(problem.Reason)))]);
}

/// <summary>What bringing an import in would do.</summary>
/// <param name="Made">How many are unknown and would be made.</param>
/// <param name="Joined">How many are known and would come onto the list.</param>
/// <param name="AlreadyHere">How many are on it.</param>
/// <param name="Refused">How many the rule book refuses.</param>
internal sealed record OutlookJson(int Made, int Joined, int AlreadyHere, int Refused);

/// <summary>What came of an import. Its rows are the faulty ones, those made, joined, already here and refused.</summary>
/// <param name="Made">How many accounts it made.</param>
/// <param name="Joined">How many people the site knew came onto the list.</param>
/// <param name="AlreadyHere">How many were on the list before.</param>
/// <param name="Refused">How many the rules of the desk refused.</param>
/// <param name="PasswordsKept">How many passwords were not set, because the person exists.</param>
/// <param name="Invited">How many were invited.</param>
internal sealed record ImportResultJson(int Made, int Joined, int AlreadyHere, int Refused, int PasswordsKept, int Invited);

/// <summary>A row that cannot be used, or whose person is refused.</summary>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Email">What stands where the address should.</param>
/// <param name="Problem">What is the matter with the row; null when it is refused.</param>
/// <param name="Reason">Why the rule book refuses; null when it was not asked.</param>
internal sealed record ImportProblemJson(int Line, string Email, ImportProblem? Problem, string? Reason);
